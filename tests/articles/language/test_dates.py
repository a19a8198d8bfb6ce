import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.language import (
    TIME_ZONE,
    DateLine,
    format_date_line,
    local_day_bounds,
    parse_date_line,
    parse_date_lines,
)


@pytest.mark.parametrize(
    ("line", "at", "weekday_agrees"),
    [
        ("Thứ tư,\xa005/08/2020 15:14", "2020-08-05 15:14", True),
        ("Thứ tư, 05/08/2020 15:14", "2020-08-05 15:14", True),
        ("THỨ TƯ, 05/08/2020 15:14", "2020-08-05 15:14", True),
        ("Thứ Tư, ngày 5/8/2020", "2020-08-05", True),
        ("Thứ 4, 05/08/2020, 15h14", "2020-08-05 15:14", True),
        ("T4, 05/08/2020 15:14", "2020-08-05 15:14", True),
        ("Thứ ba, 05/08/2020 15:14", "2020-08-05 15:14", False),
        ("Thứ năm, 30/05/2024 11:24 (GMT+7)", "2024-05-30 11:24", True),
        ("28-08-2025, 19:45 (GMT+7)", "2025-08-28 19:45", None),
        ("Thứ sáu - 01/09/2017 06:28", "2017-09-01 06:28", True),
        ("Chủ nhật, ngày 29 tháng 11 năm 2020 | 8:20:45", "2020-11-29 08:20:45", True),
        ("CN, 29/11/2020", "2020-11-29", True),
        ("ngày 29 tháng 11 năm 2020", "2020-11-29", None),
        ("29 tháng 11, 2020", "2020-11-29", None),
        ("13:39 - 01/08/2022", "2022-08-01 13:39", None),
        ("07:18, 12/10/2020", "2020-10-12 07:18", None),
        ("15:14 | Thứ tư, 05/08/2020", "2020-08-05 15:14", True),
        ("Thứ tư, 15:14 05/08/2020", "2020-08-05 15:14", True),
        ("11:24 GMT+7, 30/05/2024", "2024-05-30 11:24", None),
        ("02/10/2020 08:20 SA", "2020-10-02 08:20", None),
        ("02/10/2020 08:20 CH", "2020-10-02 20:20", None),
        ("02/10/2020 12:20 SA", "2020-10-02 00:20", None),
        ("02/10/2020 12:20 CH", "2020-10-02 12:20", None),
        ("02/10/2020 14:20 CH", "2020-10-02 14:20", None),
        ("02/10/2020 8:20PM", "2020-10-02 20:20", None),
        ("05/08/2020 15h", "2020-08-05 15:00", None),
        ("05/08/2020 15h14'", "2020-08-05 15:14", None),
        ("15 giờ 14 phút, ngày 05/08/2020", "2020-08-05 15:14", None),
        ("22/08/2017 01:40", "2017-08-22 01:40", None),
        ("22/08/2017", "2017-08-22", None),
        ("22.08.2017", "2017-08-22", None),
        ("Ngày 22.8.2017", "2017-08-22", None),
        ("Thứ 3, Ngày 16/07/2024 -", "2024-07-16", True),
        ("[05/08/2020 15:14]", "2020-08-05 15:14", None),
        ("(12/05/2021)", "2021-05-12", None),
        ("29/02/2024", "2024-02-29", None),
    ],
)
def test_date_lines_of_vietnamese_pages(line: str, at: str, weekday_agrees: bool | None) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=TIME_ZONE)
    assert parse_date_line(line) == DateLine(moment, ":" in at, weekday_agrees, None)


@pytest.mark.parametrize(
    ("line", "at", "label"),
    [
        ("Ngày đăng: 08/07/2024  11:38", "2024-07-08 11:38", "published"),
        ("Ngày đăng: 05/01/2026 lúc 11:31:42", "2026-01-05 11:31:42", "published"),
        ("Đăng lúc: 15:14 ngày 05/08/2020", "2020-08-05 15:14", "published"),
        ("Đăng ngày 05/08/2020", "2020-08-05", "published"),
        ("Xuất bản: Thứ tư, 05/08/2020 15:14", "2020-08-05 15:14", "published"),
        ("Cập nhật lúc: 15h14, 05/08/2020", "2020-08-05 15:14", "updated"),
        ("(Cập nhật: 05/08/2020 15:14)", "2020-08-05 15:14", "updated"),
        ("Ngày cập nhật: 5-8-2020", "2020-08-05", "updated"),
        ("Ngày đăng: 08/07/2024 11:38 / Lượt xem: 1.234", "2024-07-08 11:38", "published"),
    ],
)
def test_labels_tell_published_from_updated(line: str, at: str, label: str) -> None:
    found = parse_date_line(line)
    assert found is not None
    assert (found.at.replace(tzinfo=None), found.label) == (datetime.fromisoformat(at), label)


@pytest.mark.parametrize(
    "line",
    [
        "Sáng 4/8, Ủy viên Bộ Chính trị đến dự",
        "Sáng 4/8",
        "Ngày 4-8",
        "Ngày 4.8",
        "4/8",
        "1.1.2026",
        "1-1-2026",
        "74/102",
        "9.000",
        "15:14",
        "2020",
        "Thứ tư",
        "tháng 8/2020",
        "Ngày 05/08/2020 ông Huệ phát biểu",
        "Tin ngày 05/08/2020",
        "Hà Vũ 17/08/2024 09:30",
        "Print Thứ Ba, 01/12/2020 12:12 Gốc",
        "05/08/2020 - 06/08/2020",
        "05/08-2020",
        "05/08/20",
        "05/08/20201",
        "08/25/2020",
        "31/04/2020",
        "29/02/2023",
        "00/01/2020",
        "01/00/2020",
        "05/08/2020 24:00",
        "05/08/2020 15:60",
        "05/08/2020 15:14:61",
        "05/08/2020 14:20 SA",
        "05/08/2020 0:20 CH",
        "05/08/2020 15:14 (GMT+8)",
        "05/08/2020 15",
        "05/08/1020",
        "Ngày đăng:",
        "Đánh giá",
        "",
        "0" * 5000,
        "Thứ tư, 05/08/2020 15:14 " + "x" * 5000,
    ],
)
def test_what_is_no_date_line_is_none(line: str) -> None:
    assert parse_date_line(line) is None
    assert parse_date_lines(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ngày đăng: 05/08/2020 15:14 | Cập nhật: 06/08/2020 08:00",
        "Đăng lúc 15:14 05/08/2020 - Cập nhật lúc 08:00 06/08/2020",
        "Ngày đăng: 05/08/2020 15:14 (Cập nhật: 06/08/2020 08:00)",
    ],
)
def test_a_line_with_two_dates_gives_both(line: str) -> None:
    published, updated = parse_date_lines(line)
    assert (published.label, format_date_line(published.at)) == ("published", "Thứ tư, 05/08/2020 15:14")
    assert (updated.label, format_date_line(updated.at)) == ("updated", "Thứ năm, 06/08/2020 08:00")
    assert parse_date_line(line) is None


def test_a_second_date_without_label_or_a_bad_one_spoils_the_line() -> None:
    assert parse_date_lines("05/08/2020 15:14 | Cập nhật: 31/02/2020") == []
    assert len(parse_date_lines("05/08/2020 15:14 | Cập nhật: 06/08/2020")) == 2


MINUTES = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31, 23, 59)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=TIME_ZONE)
)


@settings(deadline=None)
@given(MINUTES)
def test_what_is_written_is_read_back(moment: datetime) -> None:
    assert parse_date_line(format_date_line(moment)) == DateLine(moment, True, True, None)


def test_every_day_of_twelve_years_is_written_and_read_back() -> None:
    moment = datetime(2000, 1, 1, 23, 59, tzinfo=TIME_ZONE)
    while moment.year < 2012:
        assert parse_date_line(format_date_line(moment)) == DateLine(moment, True, True, None)
        moment += timedelta(days=1)


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("0123456789/:-.,|() hThứtưCNgàyđăngcậpnhật")
        | st.characters(exclude_categories=["Cs"])
    )
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert len(parse_date_lines(text)) >= 0


@pytest.mark.parametrize(
    "hostile", ["1 " * 99, "ngày đăng " * 19, "- |" * 66, "05/08/2020 " * 18, "Lượt xem: " * 19, " " * 200]
)
def test_hostile_lines_are_refused_at_once(hostile: str) -> None:
    start = time.perf_counter()
    assert parse_date_lines(hostile) == []
    assert time.perf_counter() - start < 1


def test_a_moment_is_written_in_vietnamese_time() -> None:
    assert format_date_line(datetime(2020, 8, 5, 8, 14, tzinfo=UTC)) == "Thứ tư, 05/08/2020 15:14"
    assert format_date_line(datetime(2020, 8, 8, 20, 0, tzinfo=UTC)) == "Chủ nhật, 09/08/2020 03:00"
    west = timezone(timedelta(hours=-10))
    assert format_date_line(datetime(2020, 8, 4, 22, 14, 59, tzinfo=west)) == "Thứ tư, 05/08/2020 15:14"
    assert " " in format_date_line(datetime(2020, 8, 5, tzinfo=UTC))
    assert "\xa0" not in format_date_line(datetime(2020, 8, 5, tzinfo=UTC))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        format_date_line(datetime(2020, 8, 5, 15, 14))


def test_a_local_day_is_half_open_in_utc() -> None:
    start, end = local_day_bounds(date(2020, 8, 5))
    assert start == datetime(2020, 8, 4, 17, 0, tzinfo=UTC)
    assert end == datetime(2020, 8, 5, 17, 0, tzinfo=UTC)
    assert start.tzinfo is end.tzinfo is UTC


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_refused(day: date) -> None:
    with pytest.raises(ValueError, match="no bounds"):
        local_day_bounds(day)
