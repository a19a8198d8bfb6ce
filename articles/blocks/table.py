from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..plugins import Block, Node, register_block, validate_json_text
from . import richtext
from .editing import TableInline
from .text import InlineText

MAX_CELLS = 5_000


def validate_cells(value: Any) -> None:
    """A table's cells: a list of rows of equal length, each a list of texts (inline markup allowed)."""
    if not isinstance(value, list) or not value:
        raise ValidationError(_("A table needs at least one row."))
    if not all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in value):
        raise ValidationError(_("A table is a list of rows, each a list of texts."))
    if len({len(row) for row in value}) != 1 or not value[0]:
        raise ValidationError(_("All rows of a table have the same number of cells."))
    if len(value) * len(value[0]) > MAX_CELLS:
        raise ValidationError(_("A table has at most %(most)d cells."), params={"most": MAX_CELLS})
    if sum(len(cell) for row in value for cell in row) > richtext.MAX_LENGTH:
        raise ValidationError(
            _("A table has at most %(most)d characters."), params={"most": richtext.MAX_LENGTH}
        )


class TableNode(serializers.Serializer):
    caption = serializers.CharField()
    header = serializers.ListField(
        child=serializers.CharField(), help_text="Empty when the table has no header row."
    )
    rows = serializers.ListField(child=InlineText(many=True))


@register_block
class TableBlock(Block):
    """A table with a caption; cells may be pasted from a spreadsheet."""

    name, label, icon = "table", _("Table"), "table_chart"
    nodes = {"table": TableNode}
    template = "articles/blocks/table.html"
    inline = TableInline

    caption = models.CharField(_("caption"), max_length=500, blank=True)
    has_header = models.BooleanField(_("the first row is a header"), default=True)
    cells = models.JSONField(_("cells"), validators=[validate_json_text, validate_cells])

    class Meta(Block.Meta):
        verbose_name = _("table")
        verbose_name_plural = _("tables")

    def represent(self) -> list[Node]:
        rows = [[richtext.inline(cell) for cell in row] for row in self.cells]
        header = [cell["text"] for cell in rows[0]] if self.has_header else []
        body = rows[1:] if self.has_header else rows
        return [{"type": "table", "caption": compose(self.caption), "header": header, "rows": body}]

    def text(self) -> str:
        return "\n".join([self.caption, *(" ".join(map(richtext.plain, row)) for row in self.cells)]).strip()
