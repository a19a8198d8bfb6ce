"""The home page: for each role what waits for it, in a number of queries that does not grow."""

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Abbreviation, Photo, State, User
from articles.roles import Role
from tests.factories import make_article, make_member, make_photo
from tests.matrix import client_of

pytestmark = pytest.mark.django_db


def fill(reporter: User) -> None:
    soon = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    make_article("Nháp của Lan", publish=False, by=reporter)
    back = make_article("Bị trả lại", publish=False, by=reporter)
    publishing.set_state(back, State.IN_REVIEW, by=reporter)
    publishing.set_state(back, State.DRAFT, by=None, note="Thiếu nguồn")
    bad = make_photo(credit="")
    waiting = make_article("Chờ đọc", "Theo ATTP và UBND.", publish=False, by=reporter, photo=bad.pk)
    publishing.set_state(waiting, State.IN_REVIEW, by=reporter)
    ready = make_article("Chờ đăng", publish=False, by=reporter)
    publishing.set_state(ready, State.APPROVED, by=None)
    publishing.publish(make_article("Hẹn giờ", publish=False, by=reporter), by=None, at=soon)
    make_article("Đã đăng", by=reporter)
    Photo.objects.create(
        caption="Giấy phép cũ", credit="x", licence_expires=timezone.localdate() - timedelta(days=1)
    )


def sections(page: Any) -> dict[str, str]:
    """The page's cards by the id of their heading, as text."""
    html = lxml.html.fromstring(page.content.decode())
    return {
        card.get("aria-labelledby"): " ".join(card.text_content().split())
        for card in html.cssselect("section.desk-card")
    }


@pytest.mark.parametrize(("role", "own", "shown"), [
    (Role.REPORTER, True, {"returned": "Thiếu nguồn", "drafts": "Nháp của Lan", "in-review": "Chờ đọc", "scheduled": "Hẹn giờ"}),
    (Role.REPORTER, False, {"published": "Đã đăng"}),
    (Role.EDITOR, False, {"in-review": "Chờ đọc", "approved": "Chờ đăng", "scheduled": "Hẹn giờ", "problems": "Giấy phép cũ"}),
    (Role.PUBLISHER, False, {"approved": "Chờ đăng", "problems": "ATTP"}),
    (Role.PHOTO_DESK, False, {"problems": "Giấy phép cũ", "scheduled": "Hẹn giờ"}),
    (Role.MANAGING_EDITOR, False, {"in-review": "Chờ đọc", "approved": "Chờ đăng", "problems": "Chờ đọc"}),
])  # fmt: skip
def test_each_role_sees_what_waits_for_it(role: Role, own: bool, shown: dict[str, str]) -> None:
    Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân")
    user = make_member(role)
    fill(user if own else make_member(Role.REPORTER))
    cards = sections(client_of(user).get("/admin/"))
    for card, text in shown.items():
        assert text in cards.get(card, ""), (card, cards)
    everything = " ".join(cards.values())
    assert "UBND" not in cards.get("problems", "")
    if role == Role.REPORTER and not own:
        for hidden in ("Nháp của Lan", "Bị trả lại", "Chờ đọc", "Chờ đăng", "Hẹn giờ", "Giấy phép cũ"):
            assert hidden not in everything


def test_the_queries_do_not_grow(django_assert_max_num_queries: Any) -> None:
    chief, reporter = make_member(Role.MANAGING_EDITOR), make_member(Role.REPORTER)
    client = client_of(chief)
    counts = []
    for _ in range(2):
        fill(reporter)
        fill(chief)
        with django_assert_max_num_queries(60) as captured:
            assert client.get("/admin/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 30, counts
