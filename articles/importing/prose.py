"""Plain text of a page as paragraphs and rich-text blocks."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from ..blocks.richtext import MAX_LENGTH

Entry = dict[str, Any]
_SENTENCE_END = re.compile(r'[.!?…]["”»)]*\s')


def marked(text: str) -> str:
    """A paragraph for a text that has no place yet: an editor decides. It is not published like that."""
    return f"<p><strong>{mark()}</strong> {escape(text)}</p>"


def mark() -> str:
    return f"[{_('place this line')}]"


def split(text: str, most: int) -> tuple[str, str]:
    """The text in two, the first part no longer than `most`: parted behind a sentence, else between words."""
    if len(text) <= most:
        return text, ""
    ends = [match.end() for match in _SENTENCE_END.finditer(text[:most])]
    at = ends[-1] if ends and ends[-1] * 2 > most else text.rfind(" ", 0, most) + 1
    at = at or most
    return text[:at].rstrip(), text[at:].lstrip()


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis when it is longer than `most`."""
    return text if len(text) <= most else f"{split(text, most - 1)[0]}…"


def texts(run: list[str]) -> Iterator[Entry]:
    """Paragraphs, headings and lists as rich-text blocks, as few as will hold them."""
    content = ""
    for html in run:
        if content and len(content) + len(html) > MAX_LENGTH:
            yield {"type": "text", "data": {"content": content}}
            content = ""
        content += html
    if content:
        yield {"type": "text", "data": {"content": content}}


def paragraph(html: str) -> Entry:
    return {"type": "text", "data": {"content": f"<p>{html}</p>"}}


def link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'
