"""The ledger as a stream: who follows it knows what is public."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Edition, Photo, PublicChange
from articles.publishing import Pending, Refused, correct, publish, refresh, reinstate, unschedule, withdraw
from tests.factories import make_article, make_photo

from .site import Site, get

AWAY = ("withdrawn", "expired")


class Follower:
    """A site that re-publishes: it keeps what the stream says is public, and the address to ask next."""

    def __init__(self, api: Client, page_size: int = 100) -> None:
        self.api = api
        self.url = f"/api/v1/changes/?page_size={page_size}"
        self.shown: dict[int, int] = {}
        self.kinds: list[str] = []
        self._seen: set[tuple[Any, ...]] = set()

    def follow(self) -> None:
        """Reads on until nothing new comes."""
        while True:
            body = self.api.get(self.url).json()
            for line in body["results"]:
                self.learn(line)
            if body["next"].partition("?")[2] == self.url.partition("?")[2] or not body["results"]:
                self.url = body["next"]
                return
            self.url = body["next"]

    def learn(self, line: dict[str, Any]) -> None:
        fact = tuple(line.values())
        if fact not in self._seen:
            self._seen.add(fact)
            self.kinds.append(line["kind"])
        # Lines of the last seconds may come again, in the same order: the last word is the last line.
        if line["kind"] in AWAY:
            self.shown.pop(line["article"], None)
        else:
            self.shown[line["article"]] = line["edition"]


def public() -> dict[int, int]:
    return dict(Edition.objects.public(timezone.now()).values_list("article_id", "number"))


def test_it_tells_everything_that_happens(api: Client, db: None, noon: datetime, time_machine: Any) -> None:
    photo = make_photo()
    article = make_article("Một", photo=photo.pk)
    follower = Follower(api)
    follower.follow()
    acts: list[Callable[[], object]] = [
        lambda: publish(article, by=None),
        lambda: correct(article, by=None, wrong="một", right="hai", decided_by="TBT"),
        lambda: (Photo.objects.filter(pk=photo.pk).update(credit="Ảnh: Khác"), refresh(article)),
        lambda: withdraw(article, by=None, reason="Sai."),
        lambda: reinstate(article, by=None),
        lambda: publish(article, by=None, until=noon + timedelta(hours=1)),
    ]
    for act in acts:
        time_machine.shift(60)
        act()
        follower.follow()
        assert follower.shown == public()
    time_machine.move_to(noon + timedelta(hours=1), tick=False)
    follower.follow()
    assert follower.shown == {} == public()
    assert follower.kinds == [
        "published", "published", "corrected", "refreshed", "withdrawn", "reinstated", "published", "expired",
    ]  # fmt: skip


def test_the_future_is_not_told(api: Client, site: Site) -> None:
    before = get(api, "changes/")
    publish(
        make_article(publish=False),
        by=None,
        at=(timezone.now() + timedelta(hours=1)).replace(second=0, microsecond=0),
    )
    after = get(api, "changes/")
    assert (after.content, after.headers) == (before.content, before.headers)


def test_a_line_that_is_written_late_is_not_missed(
    api: Client, db: None, noon: datetime, time_machine: Any
) -> None:
    """A transaction that took its time before another, and was committed after it, stands before it in the stream."""
    follower = Follower(api)
    late, early = make_article(publish=False), make_article()
    follower.follow()
    assert follower.shown == {early.pk: 1}
    PublicChange.objects.create(
        article=late, edition_number=1, kind="published", at=noon - timedelta(seconds=1)
    )
    time_machine.shift(3)
    follower.follow()
    assert follower.shown == {early.pk: 1, late.pk: 1}


def test_there_is_always_a_next(api: Client, db: None, noon: datetime, time_machine: Any) -> None:
    empty = get(api, "changes/").json()
    assert empty["results"] == []
    article = make_article()
    assert [line["article"] for line in api.get(empty["next"]).json()["results"]] == [article.pk]
    time_machine.shift(6)
    settled = api.get(empty["next"]).json()
    assert api.get(settled["next"]).json()["results"] == []
    assert api.get(settled["next"]).json()["next"] == settled["next"]


def test_it_can_start_at_a_moment(api: Client, db: None) -> None:
    days = [datetime(2020, 8, day, 3, tzinfo=UTC) for day in (4, 5, 6)]
    articles = [make_article(at=day) for day in days]
    for since, expected in (("2020-08-05", articles[1:]), ("2020-08-05T03:00:00Z", articles[1:]), ("2020-08-05T10:00:01%2B07:00", articles[2:])):  # fmt: skip
        body = get(api, f"changes/?since={since}&page_size=1").json()
        found = []
        while body["results"]:
            found += [line["article"] for line in body["results"]]
            body = api.get(body["next"]).json()
        assert found == [article.pk for article in expected]


@pytest.mark.parametrize("since", ["", "x", "2020-13-01", "2020-08-05T03:00:00", "2020-08-05 03:00", "WyItcHVibGlzaGVkX2F0IiwibiIsMSwyXQ", "é"])  # fmt: skip
def test_a_start_that_is_not_understood(since: str, api: Client, db: None) -> None:
    answer = get(api, f"changes/?since={since}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "since"


ACT = st.sampled_from(["publish", "schedule", "replace_schedule", "expire_soon", "correct", "refresh", "withdraw", "reinstate", "unschedule"])  # fmt: skip
STEP = st.tuples(st.integers(0, 2), ACT, st.sampled_from([0.5, 1, 3, 61, 150]), st.booleans())


def do(act: str, article: Article, pending: Pending) -> None:
    """One act of publishing; what the house refuses is refused."""
    minute = timezone.now().replace(second=0, microsecond=0)
    kept = pending if article.edition_in("next") else None
    match act:
        case "publish":
            publish(article, by=None, pending=kept, end_withdrawal=True)
        case "schedule":
            publish(
                article,
                by=None,
                at=minute + timedelta(minutes=2),
                pending=kept and Pending.CANCEL,
                end_withdrawal=True,
            )
        case "replace_schedule":
            at, until = minute + timedelta(minutes=1), minute + timedelta(minutes=4)
            publish(
                article, by=None, at=at, until=until, pending=kept and Pending.CANCEL, end_withdrawal=True
            )
        case "expire_soon":
            publish(article, by=None, until=minute + timedelta(minutes=2), pending=kept, end_withdrawal=True)
        case "correct":
            correct(article, by=None, wrong="a", right="b", decided_by="TBT", pending=kept)
        case "refresh":
            Photo.objects.update(credit=f"Ảnh: {timezone.now():%H%M%S%f}")
            refresh(article)
        case "withdraw":
            withdraw(article, by=None, reason="Sai.", pending=kept)
        case "reinstate":
            reinstate(article, by=None)
        case "unschedule":
            unschedule(article, by=None)


def test_who_follows_it_knows_what_is_public(
    api: Client, db: None, noon: datetime, time_machine: Any
) -> None:
    """Whatever is done, in any order and at any pace, and however often the follower looks."""
    photo = make_photo()
    articles = [make_article(photo=photo.pk, publish=False) for _ in range(3)]

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
    @given(st.lists(STEP, min_size=3, max_size=12), st.sampled_from([1, 2, 100]))
    def story(steps: list[tuple[int, str, float, bool]], page_size: int) -> None:
        with transaction.atomic():
            time_machine.move_to(noon, tick=False)
            follower = Follower(api, page_size)
            for which, act, seconds, looks in steps:
                time_machine.shift(seconds)
                article = Article.objects.get(pk=articles[which].pk)
                try:
                    with transaction.atomic():
                        do(act, article, Pending.KEEP if looks else Pending.CANCEL)
                except Refused:
                    pass
                if looks:
                    follower.follow()
            time_machine.shift(6)
            follower.follow()
            assert follower.shown == public()
            time_machine.shift(600)
            follower.follow()
            assert follower.shown == public()
            transaction.set_rollback(True)

    story()
