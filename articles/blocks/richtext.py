"""Rich text: what an editor may type, how it is stored, and how it is taken apart into nodes."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db.models import Model, TextField
from django_prose_editor.fields import ProseEditorField

from ..plugins import Node
from .markup import Line, escape, lines_to_html, read_lines, rows_to_html, rows_to_text

__all__ = ["EDITOR", "MAX_LENGTH", "RichTextField", "escape", "inline", "plain", "sanitize", "split"]

MAX_LENGTH = 200_000
"""Characters of markup: ten times a long feature; more is a mistake or an attack."""

EDITOR = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Link": {"enableTarget": False},
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "History": True,
}


class RichTextField(ProseEditorField):
    """A text column edited with the rich-text editor; what is stored has the allowed markup only, whoever saves."""

    default_validators = [MaxLengthValidator(MAX_LENGTH)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", EDITOR)
        kwargs["sanitize"] = sanitize
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, instance: Model | None) -> str:
        """Checked as it will be stored, so that markup without a word counts as empty."""
        if isinstance(value, str) and len(value) <= MAX_LENGTH:
            value = sanitize(value)
        return str(TextField.clean(self, value, instance))

    def pre_save(self, model_instance: Model, add: bool) -> str:
        value = sanitize(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value


def sanitize(html: str) -> str:
    """The same text with nothing but the allowed markup, in canonical form: paragraphs, headings of levels 2 to 4,
    lists; links, abbreviations, bold, italics, sub- and superscript. Letters are composed (NFC). Idempotent."""
    return lines_to_html(read_lines(html))


def split(html: str) -> Iterator[Node]:
    """A rich text as nodes `paragraph`, `heading` and `list`, in order. A list inside a list gives items of the outer
    one."""
    for (tag, outer), lines in groupby(read_lines(html), lambda line: (line.tag, line.lists[:1])):
        if outer:
            yield {
                "type": "list",
                "ordered": outer[0].tag == "ol",
                "items": [_inline(line) for line in lines],
            }
        elif tag == "p":
            yield from ({"type": "paragraph", **_inline(line)} for line in lines)
        else:
            for line in lines:
                yield {"type": "heading", "level": int(tag[1]), "text": rows_to_text(line.rows, " ")}


def plain(html: str) -> str:
    """The text without markup; blocks and line breaks are parted by a line feed, spaces folded within lines."""
    return "\n".join(rows_to_text(line.rows) for line in read_lines(html))


def inline(html: str) -> dict[str, str]:
    """`{html, text}` with inline markup only; paragraphs run together with a line break."""
    rows = [row for line in read_lines(html) for row in line.rows]
    return {"html": rows_to_html(rows), "text": rows_to_text(rows)}


def _inline(line: Line) -> dict[str, str]:
    return {"html": rows_to_html(line.rows), "text": rows_to_text(line.rows)}
