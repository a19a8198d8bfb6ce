"""What forbids publishing, all of it at once and by name; and what never comes into the tables."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Photo, Revision
from articles.publishing import (
    NotPublishable,
    Refused,
    correct,
    create_draft,
    publish,
    reinstate,
    set_state,
    unschedule,
    withdraw,
    write_draft,
)
from tests.factories import make_article, make_photo, make_section

from .conftest import Clock

pytestmark = pytest.mark.django_db

NUL, SURROGATE = "a\x00b", "a\ud800b"
TEXT = {"type": "text", "data": {"content": "<p>Xin chào</p>"}}


def photo_block(photo: Photo) -> dict[str, Any]:
    return {"type": "photo", "data": {"photo": photo.pk, "caption": ""}}


def faults(article: Article, **options: Any) -> set[tuple[str, str]]:
    """(block, field) of everything that stands against publishing."""
    with pytest.raises(NotPublishable) as refused:
        publish(article, by=None, **options)
    assert all(fault.message for fault in refused.value.faults)
    assert not article.editions.exists()
    return {(fault.block, fault.field) for fault in refused.value.faults}


def test_everything_that_is_wrong_at_once() -> None:
    bare = make_photo(b"GIF89a", credit="", alt="")
    main = make_photo(credit=" ")
    gallery = {"type": "gallery", "data": {"caption": "", "items": [{"photo": bare.pk, "caption": ""}]}}
    embed = {"type": "embed", "data": {"url": "https://evil.example/x", "title": "Phim"}}
    article = create_draft(
        by=None, headline="Tin", photo=main.pk, blocks=[TEXT, photo_block(bare), gallery, embed]
    )
    found = faults(article)
    assert {("", "section"), ("photo 2", "credit"), ("photo 2", "alt"), ("gallery 3", "credit")} <= found
    assert ("embed 4", "url") in found
    assert any(field == "credit" and not block.startswith(("photo 2", "gallery")) for block, field in found)


def test_a_fault_names_the_block_by_its_key() -> None:
    article = make_article("Tin", blocks=[TEXT, photo_block(make_photo(credit=""))], publish=False)
    with pytest.raises(NotPublishable) as refused:
        publish(article, by=None)
    key = article.revisions.get().snapshot["blocks"][1]["key"]
    assert [(fault.key, fault.field) for fault in refused.value.faults] == [(key, "credit")]


def test_an_article_without_text() -> None:
    assert faults(make_article("Tin", blocks=[], publish=False)) == {("", "body")}


@pytest.mark.parametrize(
    ("fields", "fit"),
    [
        ({"alt": "", "decorative": True}, True),
        ({"alt": ""}, False),
        ({"alt": "Chợ"}, True),
        ({"alt": "Chợ", "credit": ""}, False),
    ],
)
def test_alternative_text_or_decorative(fields: dict[str, Any], fit: bool) -> None:
    article = make_article("Tin", blocks=[photo_block(make_photo(b"GIF89a", **fields))], publish=False)
    if fit:
        assert publish(article, by=None).number == 1
    else:
        assert len(faults(article)) == 1


def test_a_photo_that_waits_for_its_file_needs_no_alternative_text_yet() -> None:
    assert publish(make_article("Tin", blocks=[photo_block(make_photo(alt=""))], publish=False), by=None)


def test_a_licence_that_ends_before_the_article_appears(clock: Clock) -> None:
    photo = make_photo(licence_expires=date(2026, 3, 2))
    article = make_article("Tin", blocks=[photo_block(photo)], publish=False)
    # 24:00 in Hà Nội is 17:00 UTC: twelve hours from noon.
    assert faults(article, at=clock.minute(12 * 60)) == {("photo 1", "licence_expires")}
    publish(article, by=None, at=clock.minute(12 * 60 - 1))


def test_a_licence_that_has_ended(clock: Clock) -> None:
    photo = make_photo(licence_expires=date(2026, 3, 1))
    article = make_article("Tin", blocks=[photo_block(photo)], publish=False)
    assert faults(article) == {("photo 1", "licence_expires")}
    assert faults(article, at=clock.minute(5)) == {("photo 1", "licence_expires")}


LONG = {"headline": 301, "kicker": 121, "lead": 2001}
BAD_FIELDS: list[tuple[str, Any]] = [
    *[(name, text) for name in LONG for text in (NUL, SURROGATE)],
    *[(name, "x" * length) for name, length in LONG.items()],
    ("headline", ""), ("headline", None), ("headline", 5.5j), ("language", "fr"), ("section", 10**12), ("section", 2**70),
    ("section", "x"), ("section", [1]), ("section", True), ("tags", [10**12]), ("tags", "x"), ("tags", None),
    ("source", -1), ("source_url", "javascript:alert(1)"), ("source_url", "https://x.vn/" + "x" * 2000), ("source_url", NUL),
    ("photo", 2**63), ("ai_assisted", "maybe"), ("published_at", "yesterday"), ("published_at", "0001-01-01T00:00:00+07:00"),
    ("published_at", "9999-12-31T23:59:59-12:00"), ("bylines", [{"author": None, "name": "", "role": ""}]),
    ("bylines", [{"name": "x" * 201, "role": ""}]), ("bylines", [{"name": NUL}]), ("bylines", [{"name": "A", "role": SURROGATE}]),
    ("bylines", [{"author": 10**9, "name": "A"}]), ("bylines", "A"), ("bylines", [{"name": "A"}] * 101),
]  # fmt: skip
BAD_BLOCKS: list[Any] = [
    {"type": "text", "data": {"content": NUL}},
    {"type": "text", "data": {"content": SURROGATE}},
    {"type": "text", "data": {}},
    {"type": "text", "data": "x"},
    {"type": "text"},
    {"type": "nonsense", "data": {}},
    {"type": NUL, "data": {}},
    {"data": {}},
    {"type": "text", "data": {"content": "<p>x</p>"}, "key": "x"},
    {"type": "quote", "data": {"quote": "<p>x</p>", "attribution": "x" * 10_000}},
    {"type": "photo", "data": {"photo": 10**12}},
    {"type": "photo", "data": {"photo": 2**70}},
    {"type": "infobox", "data": {"title": "x" * 201, "content": "<p>x</p>"}},
    {"type": "embed", "data": {"url": "https://x.vn/" + "x" * 2000, "title": "x"}},
    {"type": "table", "data": {"caption": "", "has_header": False, "cells": [[NUL]]}},
    {"type": "table", "data": {"caption": "", "has_header": False, "cells": [[SURROGATE]]}},
    {"type": "table", "data": {"caption": "", "has_header": False, "cells": [["a"], []]}},
    {"type": "gallery", "data": {"caption": "", "items": [{"photo": 1, "caption": NUL}]}},
    {"type": "gallery", "data": {"caption": "", "items": [{"photo": float("nan")}]}},
]


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
def test_a_field_that_does_not_fit_is_named_and_nothing_is_written(field: str, value: Any) -> None:
    section = make_section("Tin tức", slug="tin-tuc")
    with pytest.raises(NotPublishable) as refused:
        create_draft(by=None, **{"headline": "Tin", "section": section.pk, "blocks": [TEXT], field: value})
    assert {fault.field.split(".")[0] for fault in refused.value.faults} == {field}
    assert not Article.objects.exists()


@pytest.mark.parametrize("block", BAD_BLOCKS, ids=range(len(BAD_BLOCKS)))
def test_a_block_that_does_not_fit_is_named_and_nothing_is_written(block: Any) -> None:
    section = make_section("Tin tức", slug="tin-tuc")
    with pytest.raises(NotPublishable):
        create_draft(by=None, headline="Tin", section=section.pk, blocks=[TEXT, block])
    assert not Article.objects.exists()


def test_a_field_that_does_not_exist() -> None:
    with pytest.raises(TypeError):
        create_draft(by=None, headlin="Tin")


def test_a_key_twice_or_of_another_article() -> None:
    other = make_article("Khác", blocks=[TEXT], publish=False)
    theirs = other.revisions.get().snapshot["blocks"][0]
    article = make_article("Tin", blocks=[TEXT], publish=False)
    mine = article.revisions.get().snapshot
    for blocks in (
        [theirs],
        [mine["blocks"][0]] * 2,
        [mine["blocks"][0], {**mine["blocks"][0], "type": "quote"}],
        None,
        {},
    ):
        with pytest.raises(NotPublishable):
            write_draft(article, {**mine, "blocks": blocks}, by=None)
    assert article.revisions.count() == 1
    assert other.articles_textblock_set.count() == 1


@pytest.mark.parametrize("text", [NUL, SURROGATE, "x" * 2001], ids=["nul", "surrogate", "long"])
def test_words_that_cannot_be_kept_are_refused_by_every_act(text: str, clock: Clock) -> None:
    article = make_article("Tin")
    good = {"wrong": "a", "right": "b", "decided_by": "c"}
    acts: list[Callable[[], object]] = [
        lambda: publish(article, by=None, reason=text),
        *[lambda name=name: correct(article, by=None, **{**good, name: text}) for name in good],
        lambda: correct(article, by=None, reason=text, **good),
        lambda: withdraw(article, by=None, reason=text),
        lambda: withdraw(article, by=None, reason="Sai", decided_by=text),
        lambda: unschedule(article, by=None, note=text),
        lambda: reinstate(article, by=None, note=text),
        lambda: set_state(article, "draft", by=None, note=text),  # type: ignore[arg-type]
        lambda: write_draft(article, article.revisions.get().snapshot, by=None, note=text),
        lambda: create_draft(by=None, headline="Tin", note=text),
    ]
    for act in acts:
        with pytest.raises(NotPublishable):
            act()
    assert article.editions.count() == Revision.objects.count() == article.log.count() == 1


WORDS = st.text(max_size=60) | st.sampled_from([NUL, SURROGATE, "<p></p>", "<b", "&#0;", "x" * 400])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck), database=None)
@given(
    fields=st.fixed_dictionaries(
        {"headline": WORDS},
        optional=dict.fromkeys(
            ("lead", "kicker", "tags", "bylines", "section", "photo", "published_at", "source"), JSON
        ),
    ),
    block=st.fixed_dictionaries(
        {
            "type": st.sampled_from(["text", "quote", "table", "gallery", "infobox", "embed", "photo"]),
            "data": JSON,
        }
    )
    | st.builds(lambda text: {"type": "text", "data": {"content": text}}, WORDS)
    | st.builds(
        lambda cells: {"type": "table", "data": {"caption": "", "has_header": True, "cells": cells}}, JSON
    ),
)
def test_whatever_is_sent_is_kept_or_refused(fields: dict[str, Any], block: dict[str, Any]) -> None:
    """Never an error of the database; and what was kept can be published, or says why not."""
    count = Article.objects.count()
    try:
        article = create_draft(by=None, blocks=[block], **fields)
    except NotPublishable:
        kept = False
    else:
        kept = True
        with suppress(Refused):
            publish(article, by=None)
    assert Article.objects.count() == count + kept
