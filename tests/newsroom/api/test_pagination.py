"""Keyset pages: every row once, in order, both ways; cursors that cannot be abused."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import ExpressionWrapper, F, IntegerField
from hypothesis import given
from hypothesis import strategies as st

from newsroom.api import (
    Cursor,
    KeysetPage,
    Ordering,
    Problem,
    count_rows,
    decode_cursor,
    envelope,
    keyset_page,
    link_header,
    page_url,
)

NEWEST = Ordering("-published_at", "published_at", True)
RATED = Ordering("-rating", "rating", True, value_type=float)
BY_NUMBER = Ordering("number", "number", False, value_type=int)
moments = st.datetimes(datetime(1000, 1, 1), datetime(8999, 12, 31), timezones=st.just(UTC))
ids = st.integers(-(2**63), 2**63 - 1)


@given(moments, ids, st.booleans())
def test_a_cursor_comes_back_as_it_went(moment: datetime, row_id: int, backward: bool) -> None:
    cursor = Cursor(NEWEST.name, moment, row_id, backward)
    assert decode_cursor(cursor.encode(), NEWEST) == cursor


@given(st.floats(allow_nan=False, allow_infinity=False), ids)
def test_a_number_comes_back_exactly(score: float, row_id: int) -> None:
    cursor = Cursor(RATED.name, score, row_id)
    assert decode_cursor(cursor.encode(), RATED) == cursor


def packed(*place: Any) -> str:
    return urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "AAAA",
        "=" * 10,
        "a" * 201,
        "đ",
        Cursor(NEWEST.name, datetime(2020, 8, 5, tzinfo=UTC), 17).encode() + "=",
        packed("-published_at", "n", 1),
        packed("-published_at", "x", 1, 1),
        packed("-published_at", "n", 1.5, 1),
        packed("-published_at", "n", True, 1),
        packed("-published_at", "n", None, 1),
        packed("-published_at", "n", 1, "1"),
        packed("-published_at", "n", 1, True),
        packed("-published_at", "n", 1, 2**63),
        packed("-published_at", "n", 10**18, 1),
        packed("-published_at", "n", -(10**17), 1),
        packed("-published_at", "n", 10**30, 1),
        urlsafe_b64encode(b'["-published_at", "n",1,1]').rstrip(b"=").decode(),
        urlsafe_b64encode(b"[" * 140).rstrip(b"=").decode(),
        urlsafe_b64encode(b'["-published_at","n",NaN,1]').rstrip(b"=").decode(),
        urlsafe_b64encode(b'["\\ud800","n",1,1]').rstrip(b"=").decode(),
    ],
)
def test_what_is_no_cursor_is_400(text: str) -> None:
    with pytest.raises(Problem) as caught:
        decode_cursor(text, NEWEST, "since")
    assert caught.value.status_code == 400
    assert (caught.value.errors[0]["parameter"], caught.value.errors[0]["code"]) == ("since", "invalid")


def test_a_cursor_of_another_ordering_is_400() -> None:
    with pytest.raises(Problem) as caught:
        decode_cursor(Cursor(RATED.name, 4.2, 17).encode(), NEWEST)
    assert caught.value.errors[0]["code"] == "other_ordering"


@given(st.text(max_size=60))
def test_no_text_breaks_the_decoder(text: str) -> None:
    with pytest.raises(Problem):
        decode_cursor(text, BY_NUMBER)


def test_the_envelope_is_json_in_a_fixed_order() -> None:
    rows = [b'{"id":1}', '{"id":2,"name":"đ"}'.encode()]
    body = envelope(rows, next_url="https://x/?a=1&b", previous_url=None, count=10001)
    assert json.loads(body) == {
        "count": 10001,
        "next": "https://x/?a=1&b",
        "previous": None,
        "results": [{"id": 1}, {"id": 2, "name": "đ"}],
    }
    assert list(json.loads(envelope([], next_url=None, previous_url=None))) == ["next", "previous", "results"]


def test_addresses_have_one_spelling() -> None:
    cursor = Cursor(NEWEST.name, datetime(2020, 8, 5, tzinfo=UTC), 17)
    one = page_url("https://x/a/", {"tag": "a,b", "q": "đầu tư", "cursor": "old"}, cursor)
    assert one == page_url("https://x/a/", {"q": "đầu tư", "tag": "a,b"}, cursor)
    assert one is not None
    assert one.isascii()
    assert one.count("cursor=") == 1
    assert page_url("https://x/a/", {}, None) is None


def test_link_header() -> None:
    assert link_header("https://n", "https://p") == '<https://n>; rel="next", <https://p>; rel="prev"'
    assert link_header(None, None) == ""


# --- against a database -------------------------------------------------------------------------------------

TIED = Ordering("label", "rank", True, value_type=int)
FIELDS = ("rank", "id")


@pytest.fixture
def queryset(db: None) -> Any:
    """Rows of a table that every Django site has; ``rank`` has ties, so that the id must decide."""
    ContentType.objects.bulk_create(ContentType(app_label="paging", model=f"m{n}") for n in range(23))
    return paging_types().values(*FIELDS)


def paging_types() -> Any:
    rank = ExpressionWrapper(F("id") % 4, output_field=IntegerField())
    return ContentType.objects.filter(app_label="paging").annotate(rank=rank)


@pytest.mark.parametrize("descending", [True, False])
def test_walking_forth_and_back_meets_each_row_once(queryset: Any, descending: bool) -> None:
    ordering = Ordering("rank", "rank", descending, value_type=int)
    expected = sorted(((row["rank"], row["id"]) for row in queryset), reverse=descending)
    forth: list[KeysetPage[Any]] = [keyset_page(queryset, ordering, 5)]
    while (cursor := forth[-1].next) is not None:
        forth.append(keyset_page(queryset, ordering, 5, decode_cursor(cursor.encode(), ordering)))
    assert [(r["rank"], r["id"]) for page in forth for r in page.rows] == expected
    assert forth[0].previous is None
    page = forth[-1]
    for before in reversed(forth[:-1]):
        assert page.previous is not None
        page = keyset_page(queryset, ordering, 5, page.previous)
        assert page.rows == before.rows
        assert page.next is not None
    assert page.previous is None


def test_a_page_is_one_query_of_one_row_more(queryset: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1) as captured:
        page = keyset_page(queryset, TIED, 5, Cursor("label", 2, 10))
        assert len(page.rows) == 5
    assert "LIMIT 6" in captured.captured_queries[0]["sql"]


def test_beyond_the_end_is_an_empty_page(queryset: Any) -> None:
    page = keyset_page(queryset, TIED, 5, Cursor("label", -1, 0))
    assert (list(page.rows), page.next, page.previous) == ([], None, None)


def test_rows_that_vanish_meanwhile_do_not_shift_a_page(queryset: Any) -> None:
    first = keyset_page(queryset, TIED, 5)
    assert first.next is not None
    second = keyset_page(queryset, TIED, 5, first.next)
    ContentType.objects.filter(id=first.rows[0]["id"]).delete()
    assert keyset_page(queryset, TIED, 5, first.next).rows == second.rows


def test_objects_and_own_places_serve_too(queryset: Any) -> None:
    assert keyset_page(paging_types(), TIED, 3).next == keyset_page(queryset, TIED, 3).next
    tuples = queryset.values_list(*FIELDS)
    assert keyset_page(tuples, TIED, 3, place=lambda row: row).next == keyset_page(queryset, TIED, 3).next


def test_counting(queryset: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert count_rows(queryset, "none") is None
    assert count_rows(queryset, "exact") == count_rows(queryset, "bounded") == 23
    monkeypatch.setattr("newsroom.api.pagination.BOUNDED_COUNT", 7)
    assert count_rows(queryset, "bounded") == 7


def test_a_minute_of_microseconds_is_kept() -> None:
    moment = datetime(2020, 8, 5, 8, 14, tzinfo=UTC) + timedelta(microseconds=123457)
    assert decode_cursor(Cursor(NEWEST.name, moment, 1).encode(), NEWEST).value == moment
