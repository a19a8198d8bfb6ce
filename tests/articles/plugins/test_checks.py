"""A plug-in that is put together wrongly is named at start, by a numbered check and never by a traceback."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.db.models import F
from django.test.utils import isolate_apps
from django_filters import CharFilter
from rest_framework import serializers

from articles.plugins import ArticleExtension, Block, PagePart, blocks, temporary_registration
from articles.plugins.checks import check_blocks, check_editor, check_extensions

from .site import Site


class Node(serializers.Serializer):
    words = serializers.CharField()


@pytest.fixture(autouse=True)
def _apps() -> Iterator[None]:
    with isolate_apps("articles"):
        yield


def make_block(class_name: str = "Pull", **members: Any) -> type[Block]:
    """A sound block type, but for what `members` say; `...` takes a member away."""
    sound: dict[str, Any] = {
        "name": "pull",
        "label": "Pull quote",
        "icon": "format_quote",
        "nodes": {"pull": Node},
        "template": "articles/blocks/quote.html",
        "words": models.TextField(),
        "represent": lambda self: [],
        "text": lambda self: "",
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "articles"}),
    }
    members = {name: value for name, value in {**sound, **members}.items() if value is not ...}
    return type(class_name, (Block,), members)  # type: ignore[return-value]


def faults(*made: type[Block]) -> list[tuple[str, str]]:
    with temporary_registration(blocks=made):
        return [(str(fault.id), str(fault.msg)) for fault in check_blocks()]


def faults_of(**members: Any) -> list[tuple[str, str]]:
    return extension_faults(type("Guest", (ArticleExtension,), {"name": "guest", **members}))


def extension_faults(*made: type[ArticleExtension]) -> list[tuple[str, str]]:
    with temporary_registration(extensions=made):
        return [(str(fault.id), str(fault.msg)) for fault in check_extensions()]


def test_what_is_installed_is_sound() -> None:
    assert check_blocks() == check_extensions() == check_editor() == []


def test_a_sound_block_type_passes() -> None:
    assert faults(make_block()) == []


def test_e001_two_block_types_of_one_name() -> None:
    found = faults(make_block(), make_block("Other", nodes={"other": Node}))
    assert found == [("articles.E001", "Two block types are called 'pull'.")]
    assert [number for number, _ in faults(make_block("Third", name="text"))] == ["articles.E001"]


def test_e001_two_extensions_of_one_name() -> None:
    one, other = (type("Guest", (ArticleExtension,), {"name": "guest"}) for _ in range(2))
    assert extension_faults(one, other) == [("articles.E001", "Two extensions are called 'guest'.")]


def test_e002_a_node_type_that_two_give() -> None:
    found = faults(make_block(nodes={"paragraph": Node}))
    assert found == [("articles.E002", "Two block types give nodes of type 'paragraph'.")]


@pytest.mark.parametrize("part", ["name", "label", "icon", "nodes", "template", "represent", "text"])
def test_e003_a_part_that_is_missing(part: str) -> None:
    found = faults(make_block(**{part: ...}))
    assert [number for number, _ in found] == ["articles.E003"]
    assert "Pull" in found[0][1]
    assert part in found[0][1]


@pytest.mark.parametrize(
    "members",
    [
        {"nodes": {}},
        {"nodes": None},
        {"nodes": ["pull"]},
        {"nodes": {"pull": "words"}},
        {"nodes": {"pull": Node()}},
        {"label": ""},
        {"template": "nowhere/to/be/found.html"},
        {"template": 5},
        {"template": ["articles/blocks/quote.html"]},
    ],
)
def test_e003_a_part_of_the_wrong_kind(members: dict[str, Any]) -> None:
    assert [number for number, _ in faults(make_block(**members))] == ["articles.E003"]


def test_e003_a_template_that_cannot_be_read(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text("{% if %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]
    found = faults(make_block(template="broken.html"))
    assert [number for number, _ in found] == ["articles.E003"]
    assert "broken.html" in found[0][1]


@pytest.mark.parametrize(
    "name", ["Pull", "pull quote", "pull/quote", "-pull", "pull__x", "trích", 5, "pull\n"]
)
def test_e004_a_name_that_is_none(name: Any) -> None:
    assert [number for number, _ in faults(make_block(name=name))] == ["articles.E004"]
    assert [number for number, _ in faults(make_block("Other", nodes={name: Node}))] == ["articles.E004"]
    assert [number for number, _ in faults_of(name=name)] == ["articles.E004"]


def test_e004_an_extension_without_a_name() -> None:
    assert [number for number, _ in extension_faults(type("Guest", (ArticleExtension,), {}))] == [
        "articles.E004"
    ]


@pytest.mark.parametrize("name", ["pull", "pull-quote", "pull_quote", "pull2"])
def test_names_that_are_good(name: str) -> None:
    assert faults(make_block(name=name)) == []


def test_e005_what_is_no_concrete_model() -> None:
    abstract = make_block(Meta=type("Meta", (), {"app_label": "articles", "abstract": True}))
    assert [number for number, _ in faults(abstract)] == ["articles.E005"]
    assert [number for number, _ in faults(type("Plain", (), {}))] == ["articles.E005"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "members",
    [
        {"fields": {"headline": serializers.CharField()}},
        {"fields": {"mood": "text"}},
        {"filters": {"section": CharFilter()}},
        {"filters": {"mood": serializers.CharField()}},
        {"orderings": {"-published_at": "published_at"}},
        {"orderings": {"-mood": F("mood")}},
        {"columns": {"a b": F("headline")}},
        {"columns": {"a__b": F("headline")}},
        {"columns": {"mood": "headline"}},
        {"page_parts": [PagePart("nowhere", "articles/blocks/quote.html")]},
        {"page_parts": [PagePart("aside", "nowhere.html")]},
        {"page_parts": ["articles/blocks/quote.html"]},
    ],
)
def test_e006_a_part_of_an_extension_that_is_taken_or_wrong(members: dict[str, Any]) -> None:
    assert [number for number, _ in faults_of(**members)] == ["articles.E006"]


def test_e006_what_another_extension_has() -> None:
    one = type("One", (ArticleExtension,), {"name": "one", "fields": {"mood": serializers.CharField()}})
    other = type("Other", (ArticleExtension,), {"name": "other", "fields": {"mood": serializers.CharField()}})
    assert extension_faults(one, other) == [("articles.E006", "other adds 'mood' to fields, which one has.")]


def test_two_extensions_may_call_their_columns_alike() -> None:
    one = type("One", (ArticleExtension,), {"name": "one", "columns": {"sum": F("headline")}})
    other = type("Other", (ArticleExtension,), {"name": "other", "columns": {"sum": F("headline")}})
    assert extension_faults(one, other) == []


def test_e007_a_block_type_that_the_editor_does_not_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    from articles.admin.articles import ArticleAdmin

    monkeypatch.setattr(ArticleAdmin, "get_inlines", lambda self, request, obj: [])
    found = check_editor()
    assert {fault.id for fault in found} == {"articles.E007"}
    assert any("TextBlock" in str(fault.msg) for fault in found)


def test_e007_an_editor_that_cannot_be_put_together() -> None:
    with temporary_registration(blocks=(make_block(icon=...),)):
        (fault,) = check_editor()
    assert fault.id == "articles.E007"


def test_registration_ends_with_the_block() -> None:
    before = blocks()
    with temporary_registration(blocks=(make_block(),)):
        assert "pull" in blocks()
    assert blocks() == before


BROKEN = """
from django.db import models
from articles.plugins import Block, register_block

@register_block
class Broken(Block):
    name = "text"
    words = models.TextField()
"""
BROKEN_EXTENSION = """
from articles.plugins import ArticleExtension, register_extension

@register_extension
class Guest(ArticleExtension):
    filters = {"section": None}
"""


def test_the_command_names_everything_at_once(tmp_path: Path) -> None:
    package = tmp_path / "broken_guest"
    package.mkdir()
    for name, code in {"__init__": "", "models": BROKEN, "article_extension": BROKEN_EXTENSION}.items():
        (package / f"{name}.py").write_text(code)
    said = Site(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path, tmp_path).manage(
        "check", plugins="broken_guest", fails=True
    )
    assert "Traceback" not in said
    assert [number for number in range(1, 8) if f"articles.E{number:03d}" in said] == [1, 3, 4, 6, 7]
