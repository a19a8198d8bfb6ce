"""A page's form as a browser would send it, with what the editor changed."""

from typing import Any

import lxml.html
from django.http import HttpResponse

Sent = dict[str, Any]


def filled(response: HttpResponse, form_id: str = "article_form", **changes: Any) -> Sent:
    """Every field of the page's form; `changes` by field name. `None` takes a field away."""
    page = lxml.html.fromstring(response.content.decode())
    form = page.get_element_by_id(form_id)
    sent: Sent = {}
    for name, value in form.form_values():
        if "__prefix__" not in name:
            sent.setdefault(name, []).append(value)
    for name, value in changes.items():
        sent.pop(name, None)
        if value is not None:
            sent[name] = value
    return sent


def with_block(sent: Sent, block: str, **fields: Any) -> Sent:
    """The same with one more block at the end, as the editor's insert button adds it."""
    prefix = f"articles_{block}block_set"
    number = int(sent[f"{prefix}-TOTAL_FORMS"][0])
    row = {"region": "main", "ordering": 10_000 + number, "id": "", "parent": "", **fields}
    return {
        **sent,
        f"{prefix}-TOTAL_FORMS": [str(number + 1)],
        **{f"{prefix}-{number}-{name}": value for name, value in row.items()},
    }


def errors(response: HttpResponse) -> str:
    """What the page says is wrong, as text."""
    page = lxml.html.fromstring(response.content.decode())
    return " ".join(item.text_content() for item in page.find_class("errorlist"))
