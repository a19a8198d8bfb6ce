from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..plugins import Block, Node, register_block
from . import richtext


class InlineText(serializers.Serializer):
    html = serializers.CharField(help_text="Inline markup from a short allow-list.")
    text = serializers.CharField(help_text="The same without markup.")


class ParagraphNode(InlineText):
    pass


class HeadingNode(serializers.Serializer):
    level = serializers.IntegerField(min_value=2, max_value=4)
    text = serializers.CharField()


class ListNode(serializers.Serializer):
    ordered = serializers.BooleanField()
    items = InlineText(many=True)


@register_block
class TextBlock(Block):
    """Rich text, up to a whole story pasted from a word processor."""

    name, label, icon = "text", _("Text"), "notes"
    nodes = {"paragraph": ParagraphNode, "heading": HeadingNode, "list": ListNode}
    template = "articles/blocks/text.html"

    content = richtext.RichTextField(_("text"))

    class Meta(Block.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def represent(self) -> list[Node]:
        return list(richtext.split(self.content))

    def text(self) -> str:
        return richtext.plain(self.content)
