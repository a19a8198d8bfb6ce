from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..plugins import Block, Node, register_block
from . import richtext
from .text import InlineText


class InfoboxNode(serializers.Serializer):
    title = serializers.CharField()
    items = InlineText(many=True, help_text="Its paragraphs and list items, in order.")


@register_block
class InfoboxBlock(Block):
    """Background beside the story: a title and a few lines."""

    name, label, icon = "infobox", _("Info box"), "info"
    nodes = {"infobox": InfoboxNode}
    template = "articles/blocks/infobox.html"

    title = models.CharField(_("title"), max_length=200)
    content = richtext.RichTextField(_("text"))

    class Meta(Block.Meta):
        verbose_name = _("info box")
        verbose_name_plural = _("info boxes")

    def represent(self) -> list[Node]:
        items: list[dict[str, str]] = []
        for node in richtext.split(self.content):
            if node["type"] == "list":
                items += node["items"]
            else:
                items.append(
                    {"html": node.get("html") or richtext.escape(node["text"]), "text": node["text"]}
                )
        return [{"type": "infobox", "title": compose(self.title), "items": items}]

    def text(self) -> str:
        return f"{self.title}\n{richtext.plain(self.content)}".strip()
