"""What an editor checks before publishing: what publishing would refuse, and what readers would stumble over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from ..models import Article, Edition
from ..plugins import Node
from ..publishing import Preview, Snapshot, preview, story_ids
from .labels import labels_for
from .short_forms import unexplained

HEADLINE_WORDS = 20
LEAD_WORDS = (15, 50)
"""Recommended lengths in words as they are counted at the desk: what stands between spaces. A house's rule, not the law's."""

LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
MOST_NAMED = 10
EMPTY_WORDS = frozenset(
    [
        "tại đây",
        "ở đây",
        "xem tại đây",
        "xem thêm",
        "bấm vào đây",
        "nhấn vào đây",
        "link",
        "here",
        "click here",
        "more",
    ]
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mend (`must`) or to think about; `field` is the form's field that it is about."""

    must: bool
    text: str
    field: str = ""


def checklist(article: Article, snapshot: Snapshot, asker: Any) -> list[Item]:
    """Everything that is to be seen to, the worst first; other stories go by the names that `asker` may know."""
    shown = preview(article, snapshot)
    must = [Item(True, str(fault), fault.field if not fault.block else "") for fault in shown.faults]
    return [*must, *_about_fields(snapshot), *_about_body(shown), *_about_links(snapshot, asker)]


def _about_fields(snapshot: Snapshot) -> Iterator[Item]:
    headline, lead = len(snapshot["headline"].split()), len(snapshot["lead"].split())
    least, most = LEAD_WORDS
    if headline > HEADLINE_WORDS:
        text = gettext("The headline has %(count)d words; at most %(most)d are read at a glance.")
        yield Item(False, text % {"count": headline, "most": HEADLINE_WORDS}, "headline")
    if not lead:
        yield Item(False, gettext("There is no lead."), "lead")
    elif not least <= lead <= most:
        text = gettext("The lead has %(count)d words; %(least)d to %(most)d are recommended.")
        yield Item(False, text % {"count": lead, "least": least, "most": most}, "lead")
    if not snapshot["photo"]:
        yield Item(False, gettext("There is no main photo: lists and shared links will show none."), "photo")
    if not snapshot["bylines"] and not snapshot["source"]:
        yield Item(False, gettext("Nobody signs the article, and no source is named."))
    if snapshot["source"] and not snapshot["source_url"]:
        text = gettext(
            "A re-published article needs the address of the original (source, author and time are to be shown)."
        )
        yield Item(False, text, "source_url")
    if snapshot["source"] and not snapshot["published_at"]:
        yield Item(
            False, gettext("A re-published article needs the original's date and time."), "published_at"
        )
    if snapshot["source_url"] and not snapshot["source"]:
        yield Item(False, gettext("There is the address of an original, but no source."), "source")
    if snapshot["ai_assisted"]:
        yield Item(
            False, gettext("Readers will see that the article was made with the help of AI."), "ai_assisted"
        )


def _about_body(shown: Preview) -> Iterator[Item]:
    last = 1
    for node in shown.document["body"]:
        if node["type"] != "heading":
            continue
        if node["level"] > last + 1:
            text = gettext("The heading “%(text)s” jumps from level %(last)d to level %(level)d.")
            yield Item(False, text % {"text": node["text"][:60], "last": last, "level": node["level"]})
        last = node["level"]
    for words in _link_texts(shown.document["body"]):
        if not words:
            yield Item(False, gettext("There is a link without words."))
        elif words.casefold() in EMPTY_WORDS or words.startswith(("http://", "https://", "www.")):
            text = gettext("The words of the link “%(words)s” do not say where it leads.")
            yield Item(False, text % {"words": words[:60]})
    unknown, doubtful = unexplained(shown.reading)
    if unknown:
        text = gettext("Short forms that neither the dictionary nor the text explains: %(words)s.")
        yield Item(False, text % {"words": ", ".join(unknown[:MOST_NAMED])})
    if doubtful:
        text = gettext("Short forms whose meaning is in doubt, so that readers get none: %(words)s.")
        yield Item(False, text % {"words": ", ".join(doubtful[:MOST_NAMED])})


def _about_links(snapshot: Snapshot, asker: Any) -> Iterator[Item]:
    """Stories of ours that readers cannot follow now."""
    linked = [story for text in _texts(snapshot["blocks"]) for story in story_ids(text)]
    named = list(dict.fromkeys([*linked, *snapshot["related"]]))
    if not named:
        return
    public = set(
        Edition.objects.public(timezone.now()).filter(article__in=named).values_list("article_id", flat=True)
    )
    hidden = list(Article.objects.filter(pk__in=[story for story in named if story not in public]))
    for story, label in zip(hidden, labels_for(asker, hidden), strict=True):
        if story.pk in linked:
            text = gettext("The story “%(story)s” is not public: the link to it will be plain words.")
        else:
            text = gettext("The related story “%(story)s” is not public: readers will not see it yet.")
        yield Item(False, text % {"story": label[:80]})


def _link_texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        for html in _named_texts(node, "html"):
            for match in LINK.finditer(html):
                yield " ".join(unescape(TAG.sub("", match[1])).split())


def _named_texts(value: Any, wanted: str, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _named_texts(item, wanted, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _named_texts(item, wanted, name)
    elif name == wanted and isinstance(value, str):
        yield value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
