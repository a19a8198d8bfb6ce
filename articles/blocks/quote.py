from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..plugins import Block, Node, register_block
from . import richtext
from .text import InlineText


class QuoteNode(InlineText):
    attribution = serializers.CharField(help_text="Who says it; may be empty.")


@register_block
class QuoteBlock(Block):
    """Somebody's words, set apart, with the name of who says them."""

    name, label, icon = "quote", _("Quote"), "format_quote"
    nodes = {"quote": QuoteNode}
    template = "articles/blocks/quote.html"

    quote = richtext.RichTextField(_("quote"), extensions={"Bold": True, "Italic": True, "HardBreak": True})
    attribution = models.CharField(_("who says it"), max_length=300, blank=True)

    class Meta(Block.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def represent(self) -> list[Node]:
        return [{"type": "quote", **richtext.inline(self.quote), "attribution": compose(self.attribution)}]

    def text(self) -> str:
        return f"{richtext.plain(self.quote)}\n{self.attribution}".strip()
