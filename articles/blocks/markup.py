"""HTML as it is pasted, read in one pass into lines of text; and written again from an allow-list.

Nothing of the input's markup is copied: what is written is made of the few tags below, with every text and
attribute escaped, in one canonical form. No tree is built and no state is searched, so that the time grows with the
length alone: browsers' algorithms take minutes for a megabyte of nested or unclosed tags.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import groupby
from typing import Any, NamedTuple

from lxml import etree

from ..language import compose

MAX_LIST_DEPTH = 6
MARKS = {
    "a": "a",
    "abbr": "abbr",
    "acronym": "abbr",
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "sub": "sub",
    "sup": "sup",
    "span": "span",
    "font": "span",
}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
LISTS = frozenset(["ul", "ol"])
CELLS = frozenset(["td", "th"])
PARTS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form header hgroup hr legend main menu nav optgroup option p plaintext pre search section summary table"
    " tbody tfoot thead tr xmp".split()
)
"""Elements that part what stands before, in and after them into lines."""
UNSEEN = frozenset(
    "audio canvas datalist head iframe noembed noframes noscript object script style svg template title video".split()
)
"""Elements whose content no reader sees."""

BREAK = "\u2028"
WHITE = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85]+")
DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
EDGES = " \xa0"
ADDRESS = re.compile(r"(?:https?://[^\s/?#\\]|mailto:\S|tel:\S|/)", re.IGNORECASE)
BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
NOT_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)


class Mark(NamedTuple):
    """An inline tag and its attributes as they are written."""

    tag: str
    attributes: str = ""


class Run(NamedTuple):
    """A text and the marks that lie on it, outermost first."""

    text: str
    marks: tuple[Mark, ...]


class List(NamedTuple):
    """One list of a document: lists that follow each other stay two."""

    tag: str
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or an item: rows (parted by line breaks) of runs; for an item, the lists it lies in."""

    tag: str
    lists: tuple[List, ...]
    rows: Sequence[Sequence[Run]]


class State(NamedTuple):
    marks: tuple[Mark, ...] = ()
    lists: tuple[List, ...] = ()
    heading: str = ""
    in_cell: bool = False
    unseen: bool = False


@lru_cache(maxsize=64)
def read_lines(html: str) -> Sequence[Line]:
    """Everything that a reader of this HTML would see, in order. Kept for a while: publishing asks several times."""
    reader: Any = Reader()
    if "<" in html:
        parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
        parser.feed(b"<body>" + html.replace("\x00", "").encode("utf-8", "ignore"))
        parser.close()
    else:
        reader.data(unescape(html))
    reader.flush()
    return list(reader.lines)


class Reader:
    """The parser's events in, lines out. An element's state ends with the element."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.state = State()
        self._outer: list[State] = []
        self._runs: list[tuple[tuple[Mark, ...], list[str]]] = []
        self._lists = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._outer.append(self.state)
        if self.state.unseen:
            return
        if tag in MARKS:
            self._mark(MARKS[tag], attributes)
        elif tag == "br":
            self.data(BREAK)
        elif tag in UNSEEN:
            self.state = self.state._replace(unseen=True)
        else:
            self._begin(tag)

    def end(self, tag: str) -> None:
        if not self.state.unseen:
            self._finish(tag)
        self.state = self._outer.pop()

    def data(self, text: str) -> None:
        if self.state.unseen:
            return
        marks = self.state.marks
        if self._runs and self._runs[-1][0] == marks:
            self._runs[-1][1].append(text)
        else:
            self._runs.append((marks, [text]))

    def close(self) -> None:
        """The parser has come to the end."""

    def flush(self) -> None:
        """Ends a line; one without visible text is none."""
        if not self._runs:
            return
        rows = tidy_rows(self._runs)
        self._runs = []
        if self.state.lists:
            self._add("li", [row for row in rows if row])
        elif self.state.heading:
            self._add(self.state.heading, [row for row in rows if row])
        else:
            for filled, group in groupby(rows, bool):
                self._add("p", list(group) if filled else [])

    def _add(self, tag: str, rows: list[list[Run]]) -> None:
        if rows:
            self.lines.append(Line(tag, self.state.lists, rows))

    def _mark(self, tag: str, attributes: Mapping[str, str]) -> None:
        marks = self.state.marks
        for mark in read_marks(tag, attributes):
            if mark.tag not in [other.tag for other in marks]:
                marks = (*marks, mark)
        if marks is not self.state.marks:
            self.state = self.state._replace(marks=marks)

    def _begin(self, tag: str) -> None:
        state = self.state
        if tag in CELLS:
            self.state = state._replace(in_cell=True)
        elif state.in_cell or state.heading:
            self._part(tag)
        elif tag in HEADINGS and not state.lists:
            self.flush()
            self.state = state._replace(heading=HEADINGS[tag])
        elif tag in LISTS:
            self.flush()
            if len(state.lists) < MAX_LIST_DEPTH:
                self._lists += 1
                self.state = state._replace(lists=(*state.lists, List(tag, self._lists)))
        else:
            self._part(tag)

    def _finish(self, tag: str) -> None:
        state = self.state
        if tag in CELLS:
            self.data(" ")
        elif (tag in HEADINGS and state.heading) or (tag in LISTS and state.lists and not state.in_cell):
            self.flush()
        else:
            self._part(tag)

    def _part(self, tag: str) -> None:
        """A boundary: of lines, of rows within an item, of words within a heading or a table's cell."""
        if tag not in PARTS and tag != "li" and tag not in HEADINGS and tag not in LISTS:
            return
        if self.state.in_cell or self.state.heading:
            self.data(" ")
        elif self.state.lists and tag != "li":
            self.data(BREAK)
        else:
            self.flush()


def read_marks(tag: str, attributes: Mapping[str, str]) -> Iterator[Mark]:
    """The marks that an inline element stands for; word processors write some of them as styles."""
    style = attributes.get("style", "") if attributes else ""
    if tag == "a":
        if address := safe_address(attributes.get("href", "")):
            yield Mark("a", _attributes(href=address, title=attributes.get("title", "")))
    elif tag == "abbr":
        yield Mark("abbr", _attributes(title=attributes.get("title", "")))
    elif tag == "span":
        if BOLD.search(style):
            yield Mark("strong")
        if ITALIC.search(style):
            yield Mark("em")
    # A whole story copied from an online word processor stands in one <b> that is not bold.
    elif tag != "strong" or not NOT_BOLD.search(style):
        yield Mark(tag)


def safe_address(address: str) -> str:
    """A link's address, when a reader can follow it from anywhere and it runs nothing; otherwise empty."""
    address = DROPPED.sub("", re.sub("[\t\n\r]", "", address)).strip()
    return re.sub(r"\s", "%20", address) if ADDRESS.match(address) else ""


def tidy_rows(runs: Iterable[tuple[tuple[Mark, ...], list[str]]]) -> list[list[Run]]:
    """Runs as the parser gave them, as rows: white space folded, edges trimmed, what cannot be seen dropped."""
    rows: list[list[Run]] = [[]]
    for marks, pieces in runs:
        text = compose(WHITE.sub(" ", DROPPED.sub("", "".join(pieces)).replace("\u2029", BREAK)))
        for place, part in enumerate(text.split(BREAK)):
            if place:
                rows.append([])
            if part:
                rows[-1].append(Run(part, marks))
    return [_tidy_row(row) for row in rows]


def _tidy_row(row: list[Run]) -> list[Run]:
    if len(row) == 1:
        text = row[0].text.strip(EDGES)
        return [Run(text, row[0].marks)] if text else []
    tidy: list[Run] = []
    for run in row:
        text = run.text if tidy else run.text.lstrip(EDGES)
        if tidy and tidy[-1].text[-1] == " ":
            text = text.lstrip(" ")
        if text:
            tidy.append(Run(text, run.marks))
    while tidy and not (text := tidy[-1].text.rstrip(EDGES)):
        tidy.pop()
    if tidy:
        tidy[-1] = Run(text, tidy[-1].marks)
    return [
        Run("".join(run.text for run in same), marks) for marks, same in groupby(tidy, lambda run: run.marks)
    ]


def rows_to_html(rows: Iterable[Sequence[Run]]) -> str:
    """Rows with their inline markup, a `<br>` between them."""
    written: list[str] = []
    marks: tuple[Mark, ...] = ()
    for number, row in enumerate(rows):
        for place, run in enumerate(row):
            kept = shared(marks, run.marks)
            written += [f"</{mark.tag}>" for mark in reversed(marks[kept:])]
            if number and not place:
                written.append("<br>")
            written += [f"<{mark.tag}{mark.attributes}>" for mark in run.marks[kept:]]
            written.append(escape(run.text))
            marks = run.marks
    written += [f"</{mark.tag}>" for mark in reversed(marks)]
    return "".join(written)


def shared(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """How many items two tuples share from the start."""
    if one == other:
        return len(one)
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def rows_to_text(rows: Iterable[Sequence[Run]], between: str = "\n") -> str:
    """Rows without markup, every white space an ordinary space."""
    return between.join(" ".join("".join(run.text for run in row).split()) for row in rows)


def lines_to_html(lines: Iterable[Line]) -> str:
    """Lines as paragraphs, headings and lists."""
    written: list[str] = []
    lists: tuple[List, ...] = ()
    for line in lines:
        kept = shared(lists, line.lists)
        written += [f"</li></{one.tag}>" for one in reversed(lists[kept:])]
        if line.lists and kept == len(line.lists):
            written.append("</li><li>")
        written += [f"<{one.tag}><li>" for one in line.lists[kept:]]
        html = rows_to_html(line.rows)
        written.append(html if line.lists else f"<{line.tag}>{html}</{line.tag}>")
        lists = line.lists
    written += [f"</li></{one.tag}>" for one in reversed(lists)]
    return "".join(written)


def escape(text: str) -> str:
    """Plain text as HTML, as browsers write it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _attributes(**values: Any) -> str:
    cleaned = ((name, " ".join(DROPPED.sub("", value).split())) for name, value in values.items())
    return "".join(
        f' {name}="{escape(value).replace(chr(34), "&quot;")}"' for name, value in cleaned if value
    )
