"""Many readers at once, over HTTP, against several processes. No vote is lost, doubled or half counted."""

import http.client
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .site import Answer, Site, at_once, running_site

# The site has a database of its own, of the kind that the stage of the tests names: so the tests run once on each.
pytestmark = pytest.mark.django_db

READERS = 1000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site"), workers=4, articles=6) as running:
        yield running
        log = running.log.read_text()
        assert "Traceback" not in log
        assert "database is locked" not in log


def exact(site: Site, article: int) -> list[int]:
    """The histogram, once tally and rows agree on it."""
    given = site.given(article)
    total = sum(stars * times for stars, times in enumerate(given, 1))
    assert site.tally(article) == (given, sum(given), total)
    return given


def test_a_thousand_readers_fifty_at_a_time(site: Site) -> None:
    article = site.articles[0]
    stars = [number % 5 + 1 for number in range(READERS)]
    answers = at_once(lambda given: site.rate(article, given), stars)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.cookie for answer in answers}) == READERS
    assert exact(site, article) == [READERS // 5] * 5
    shown = site.ask("GET", f"/api/v1/articles/{article}/").body["rating"]
    assert shown == {"average": 3.0, "count": READERS, "histogram": [READERS // 5] * 5}


def test_one_reader_two_hundred_times_at_once(site: Site) -> None:
    article = site.articles[1]
    cookie = site.rate(article, 3).cookie
    answers = at_once(
        lambda stars: site.rate(article, stars, cookie), [number % 5 + 1 for number in range(200)]
    )
    assert {answer.status for answer in answers} == {200}
    assert sum(exact(site, article)) == 1


def test_half_change_and_withdraw_while_others_vote(site: Site) -> None:
    article = site.articles[2]
    cookies = [
        answer.cookie for answer in at_once(lambda stars: site.rate(article, stars), [1, 2, 3, 4, 5] * 20)
    ]
    dice = random.Random(7)
    acts: list[tuple[str, int]] = [("", dice.randint(1, 5)) for _ in range(100)]
    acts += [(cookie, dice.randint(0, 5)) for cookie in cookies for _ in range(2)]
    dice.shuffle(acts)

    def act(what: tuple[str, int]) -> Answer:
        cookie, stars = what
        return site.rate(article, stars, cookie) if stars else site.take_back(article, cookie)

    assert {answer.status for answer in at_once(act, acts)} == {200}
    assert sum(exact(site, article)) >= 100


def test_a_killed_worker_loses_no_vote_that_was_acknowledged(site: Site) -> None:
    article = site.articles[3]
    acknowledged: list[str] = []
    unanswered: list[int] = []

    def vote(stars: int) -> None:
        try:
            answer = site.rate(article, stars)
        except (OSError, http.client.HTTPException):
            # Killed before its answer, or in the middle of it.
            unanswered.append(stars)
            return
        assert answer.status == 200
        acknowledged.append(answer.cookie)

    voters = [
        threading.Thread(target=lambda: [vote(number % 5 + 1) for number in range(10)]) for _ in range(15)
    ]
    for voter in voters:
        voter.start()
    for _ in range(3):
        time.sleep(0.15)
        if workers := site.workers():
            os.kill(workers[0], signal.SIGKILL)
    for voter in voters:
        voter.join()
    found = sum(exact(site, article))
    assert len(acknowledged) <= found <= len(acknowledged) + len(unanswered)
    own = at_once(
        lambda cookie: site.ask("GET", f"/api/v1/articles/{article}/rating/", None, {"Cookie": cookie}),
        acknowledged,
    )
    assert all(answer.body["stars"] for answer in own)


def test_counting_anew_while_readers_vote_changes_nothing(site: Site) -> None:
    article = site.articles[4]
    said: list[str] = []
    counting = threading.Thread(target=lambda: said.append(site.manage("recount_ratings")))
    counting.start()
    answers = at_once(
        lambda stars: site.rate(article, stars), [number % 5 + 1 for number in range(150)], threads=10
    )
    counting.join()
    assert {answer.status for answer in answers} == {200}
    assert sum(exact(site, article)) == 150
    assert said[0].startswith("0 tallies mended")


def test_secrets_stay_out_of_the_log(site: Site, tmp_path: Path) -> None:
    answer = site.rate(site.articles[5], 4)
    key = site.ask("POST", "/api/v1/readers/").body["key"]
    site.ask("PUT", f"/api/v1/articles/{site.articles[5]}/rating/", {"stars": 9}, {"Reader-Key": key})
    log = site.log.read_text()
    assert answer.cookie.partition("=")[2][:20] not in log
    assert key[:20] not in log
