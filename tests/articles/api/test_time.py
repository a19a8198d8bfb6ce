"""Schedules are kept to the second by the clock alone, and caches never tell of them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from articles.publishing import publish
from tests.factories import make_article

from .site import Site, get, redo

T = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)
CHANNELS = ["articles/?count=exact", "front/", "changes/", "calendar/?year=2026", "tags/", "articles/{id}/"]


def answers(api: Client, article_id: int) -> dict[str, tuple[int, bytes]]:
    found = {}
    for channel in CHANNELS:
        answer = get(api, channel.format(id=article_id))
        found[channel] = answer.status_code, answer.content
    return found


def test_an_article_appears_on_the_second_with_nothing_running(
    api: Client, site: Site, time_machine: Any
) -> None:
    article = make_article("Đúng giờ", tags=["Thẻ riêng"], publish=False)
    publish(article, by=None, at=T, until=T + timedelta(minutes=5))
    before = answers(api, article.pk)
    time_machine.move_to(T - SECOND, tick=False)
    assert answers(api, article.pk) == before
    time_machine.move_to(T - MICROSECOND, tick=False)
    assert answers(api, article.pk) == before
    time_machine.move_to(T, tick=False)
    shown = answers(api, article.pk)
    assert all(shown[channel] != before[channel] for channel in CHANNELS)
    assert get(api, "articles/").json()["results"][0]["id"] == article.pk
    time_machine.move_to(T + SECOND, tick=False)
    assert {name: answer for name, answer in answers(api, article.pk).items() if name != "changes/"} == {
        name: answer for name, answer in shown.items() if name != "changes/"
    }
    time_machine.move_to(T + timedelta(minutes=5), tick=False)
    after = answers(api, article.pk)
    assert after["articles/{id}/"][0] == 410
    assert all(
        after[name] == before[name]
        for name in ("articles/?count=exact", "front/", "calendar/?year=2026", "tags/")
    )


def test_one_edition_takes_over_from_another_without_a_gap(
    api: Client, site: Site, time_machine: Any
) -> None:
    article = site.article
    redo(article, "Bản mới", at=T)
    old = get(api, f"articles/{article.pk}/").content
    time_machine.move_to(T - MICROSECOND, tick=False)
    assert get(api, f"articles/{article.pk}/").content == old
    assert "until" in str(get(api, f"articles/{article.pk}/editions/").json())
    assert get(api, f"articles/{article.pk}/editions/").json()["results"][-1]["until"] is None
    time_machine.move_to(T, tick=False)
    new = get(api, f"articles/{article.pk}/").json()
    assert new["edition"]["number"] == 3
    assert get(api, "articles/?count=exact").json()["count"] == 3
    facts = get(api, f"articles/{article.pk}/editions/").json()["results"]
    assert facts[-2]["until"] == facts[-1]["from"] == "2026-03-02T12:30:00+07:00"


@pytest.mark.parametrize("second", [0, 1, 29, 58, 59])
@pytest.mark.parametrize("microsecond", [0, 1, 999_999])
def test_freshness_ends_with_the_minute(
    second: int, microsecond: int, api: Client, site: Site, time_machine: Any
) -> None:
    now = T.replace(second=second, microsecond=microsecond)
    time_machine.move_to(now, tick=False)
    for channel in CHANNELS:
        header = get(api, channel.format(id=site.article.pk)).headers["Cache-Control"]
        match = re.fullmatch(r"public, max-age=(\d+)", header)
        assert match
        end = now + timedelta(seconds=int(match[1]))
        assert end <= T + timedelta(minutes=1)


def test_a_schedule_far_ahead_does_not_show_in_the_freshness(api: Client, site: Site) -> None:
    before = get(api, "articles/").headers
    publish(make_article("Mai mới đăng", publish=False), by=None, at=T)
    assert get(api, "articles/").headers == before


def test_local_days_begin_at_midnight_in_viet_nam(api: Client, db: None, time_machine: Any) -> None:
    # 23:59:59 on 5 August and 00:00 on 6 August, in Việt Nam.
    for moment in ("2020-08-05T16:59:59+00:00", "2020-08-05T17:00:00+00:00"):
        make_article(at=datetime.fromisoformat(moment))
    for day, count in (("2020-08-04", 0), ("2020-08-05", 1), ("2020-08-06", 1), ("2020-08-07", 0)):
        assert get(api, f"articles/?on={day}&count=exact").json()["count"] == count
    days = get(api, "calendar/?month=2020-08").json()["days"]
    assert days == [{"on": "2020-08-05", "count": 1}, {"on": "2020-08-06", "count": 1}]
