from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..plugins import Block, Node, register_block


class EmbedNode(serializers.Serializer):
    url = serializers.CharField()
    host = serializers.CharField()
    title = serializers.CharField()


@register_block
class EmbedBlock(Block):
    """Something on an allowed host, such as a video. Only its address is kept, never markup."""

    name, label, icon = "embed", _("Embed"), "smart_display"
    nodes = {"embed": EmbedNode}
    template = "articles/blocks/embed.html"

    url = models.URLField(_("address"), max_length=2000)
    title = models.CharField(_("title"), max_length=300, help_text=_("What is shown there, in words."))

    class Meta(Block.Meta):
        verbose_name = _("embed")
        verbose_name_plural = _("embeds")

    @property
    def host(self) -> str:
        return self._parts.hostname or ""

    @property
    def _parts(self) -> SplitResult:
        try:
            return urlsplit(self.url)
        except ValueError:
            return urlsplit("")

    def clean(self) -> None:
        # The whole authority is compared: no user name, no port, nothing that one reader takes for the host.
        if self._parts.scheme != "https" or self._parts.netloc.lower() not in settings.NEWSROOM_EMBED_HOSTS:
            allowed = ", ".join(settings.NEWSROOM_EMBED_HOSTS)
            raise ValidationError(
                {"url": _("Only https addresses of these hosts: %(hosts)s.") % {"hosts": allowed}}
            )

    def represent(self) -> list[Node]:
        return [{"type": "embed", "url": self.url, "host": self.host, "title": compose(self.title)}]

    def text(self) -> str:
        return self.title
