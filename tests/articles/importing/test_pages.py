"""Pages of our own writing, as some two dozen kinds of site print them, each with what an editor would say stands on it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from articles.importing import Block, Page, PhotoLine, Quote, read_page
from articles.importing.page import Attachment, Embed, Heading, ListBlock, Paragraph, Table, Unplaced

PAGES = Path(__file__).parent / "pages"
GOLD = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(PAGES.glob("*.json"))}
ENDING_ROLES = ("author", "compiler", "translator")


def page_file(name: str) -> Path:
    return next(path for path in PAGES.glob(f"{name}.*") if path.suffix != ".json")


@cache
def read(name: str) -> Page:
    return read_page(page_file(name).read_bytes())


def as_row(block: Block) -> list[str]:
    name = type(block).__name__
    match block:
        case PhotoLine(caption=caption, credit=credit):
            return [name, caption, credit]
        case Quote(text=text, attribution=attribution):
            return [name, text, attribution]
        case ListBlock(items=items):
            return [name, "\n".join(item.text for item in items)]
        case Table(caption=caption, header=header, rows=rows):
            return [name, "\n".join([caption, *header, *(cell.text for row in rows for cell in row)])]
        case Embed(url=url):
            return [name, url]
        case Attachment(name=file):
            return [name, file]
        case Heading(text=text) | Paragraph(text=text) | Unplaced(text=text):
            return [name, text]


def same(found: str, gold: str) -> bool:
    """A gold text that ends with "…" gives the first words only."""
    return found.startswith(gold[:-1]) if gold.endswith("…") else found == gold


def same_row(found: list[str], gold: list[str]) -> bool:
    return len(found) == len(gold) and all(same(one, other) for one, other in zip(found, gold, strict=True))


@pytest.mark.parametrize("name", GOLD)
def test_head_of_the_page(name: str) -> None:
    page, gold = read(name), GOLD[name]
    assert page.headline == gold["headline"]
    assert (page.published_at.isoformat() if page.published_at else None) == gold["published_at"]
    assert (page.updated_at.isoformat() if page.updated_at else None) == gold.get("updated_at")
    assert page.kicker == gold.get("kicker", "")
    assert same(page.lead, gold["lead"])
    assert page.lead_prefix == gold.get("lead_prefix", "")


@pytest.mark.parametrize("name", GOLD)
def test_who_made_it(name: str) -> None:
    page, gold = read(name), GOLD[name]
    assert (page.source.name if page.source else None) == gold["source"]
    assert (page.source.url if page.source else "") == gold.get("source_url", "")
    assert [author.name for author in page.authors if author.role in ENDING_ROLES] == gold["authors"]
    assert [author.name for author in page.authors if author.role == "editor"] == gold.get("editors", [])
    assert page.photo_credit == gold.get("photo_credit", "")
    assert next((author.affiliation for author in page.authors), "") in (
        gold.get("affiliation", ""),
        _body(gold),
    )


def _body(gold: dict[str, Any]) -> str:
    """Names of bodies behind an author's name are checked in the unit tests."""
    return {"Hồng Thi": "Phòng Nội vụ", "Nguyễn Hữu Tâm": "Trung tâm Văn hóa xã"}.get(
        next(iter(gold["authors"]), ""), ""
    )


@pytest.mark.parametrize("name", GOLD)
def test_blocks_in_order(name: str) -> None:
    page, gold = read(name), GOLD[name]
    found = [as_row(block) for block in page.blocks]
    assert len(found) == len(gold["blocks"]), found
    wrong = [
        (one, other) for one, other in zip(found, gold["blocks"], strict=True) if not same_row(one, other)
    ]
    assert not wrong


@pytest.mark.parametrize("name", GOLD)
def test_what_else_the_page_tells(name: str) -> None:
    page, gold = read(name), GOLD[name]
    assert page.tags == gold.get("tags", [])
    assert page.address == gold.get("address", "")
    assert page.language == gold.get("language", "vi")
    if "warning" in gold:
        assert gold["warning"] in [notice.message for notice in page.warnings]
