"""How a block is kept in revisions when its author says nothing: every column, unfinished drafts included."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps

from articles.plugins import Block, BlockSerializer, validate_json_text


@pytest.fixture
def block() -> Iterator[type[Block]]:
    with isolate_apps("articles"):

        class Sample(Block):
            words = models.CharField(max_length=10)
            mood = models.CharField(max_length=5, choices=[("gay", "Gay"), ("grave", "Grave")])
            sound = models.FileField(blank=True)
            count = models.PositiveSmallIntegerField(default=0, editable=False)
            items = models.JSONField(default=list, validators=[validate_json_text])

            class Meta(Block.Meta):
                app_label = "articles"

        yield Sample


def read(block: type[Block], **data: Any) -> Any:
    form = block.get_serializer()(data=data)
    assert form.is_valid(), form.errors
    return form.validated_data


def faults(block: type[Block], **data: Any) -> set[str]:
    form = block.get_serializer()(data=data)
    form.is_valid()
    return set(form.errors)


def test_every_column_but_those_that_place_it(block: type[Block]) -> None:
    sound = SimpleNamespace(name="a/b.mp3")
    row = SimpleNamespace(words="chữ", mood="gay", sound=sound, count=3, items=[1])
    data = dict(block.get_serializer()(row).data)
    assert data == {"words": "chữ", "mood": "gay", "sound": "a/b.mp3", "count": 3, "items": [1]}
    assert read(block, **data) == data


def test_an_unfinished_draft_is_kept(block: type[Block]) -> None:
    assert read(block, words="", mood="gay", sound="") == {"words": "", "mood": "gay", "sound": ""}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", "x" * 11),
        ("words", "a\x00"),
        ("mood", "sad"),
        ("mood", ""),
        ("sound", "../a.mp3"),
        ("count", -1),
        ("count", "many"),
        ("items", ["\ud800"]),
        ("items", {"\x00": 1}),
    ],
)
def test_what_no_column_can_hold_is_refused(block: type[Block], column: str, value: Any) -> None:
    assert faults(block, **{"words": "chữ", "mood": "gay", column: value}) == {column}


def test_a_serializer_without_meta_gets_every_column(block: type[Block]) -> None:
    class Own(BlockSerializer):
        def validate_words(self, value: str) -> str:
            return value.upper()

    block.serializer = Own
    assert read(block, words="chữ", mood="gay")["words"] == "CHỮ"
