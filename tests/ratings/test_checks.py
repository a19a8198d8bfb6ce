from typing import Any

import pytest
from django.core import checks

from ratings.checks import check_settings


def ids() -> list[str]:
    return [message.id or "" for message in check_settings()]


def test_the_defaults_are_sound() -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("NEWSROOM_RATING_PRIOR_MEAN", 0.5, "ratings.E001"),
        ("NEWSROOM_RATING_PRIOR_MEAN", float("nan"), "ratings.E001"),
        ("NEWSROOM_RATING_PRIOR_WEIGHT", -1.0, "ratings.E001"),
        ("NEWSROOM_RATING_ORIGINS", ["*"], "ratings.E002"),
        ("NEWSROOM_RATING_ORIGINS", ["https://app.example.vn/"], "ratings.E002"),
        ("NEWSROOM_RATING_ORIGINS", ["app.example.vn"], "ratings.E002"),
        ("NEWSROOM_RATINGS_PER_READER", 0, "ratings.E003"),
        ("NEWSROOM_RATINGS_PER_ADDRESS", 0, "ratings.E003"),
    ],
)
def test_what_cannot_work_is_found_at_start(settings: Any, name: str, value: object, expected: str) -> None:
    setattr(settings, name, value)
    assert ids() == [expected]
    assert expected in {message.id for message in checks.run_checks()}
