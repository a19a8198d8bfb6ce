"""Names of places and people after a short form: "TP Hà Nội", "TS Nguyễn Thị Lan"."""

import re
from itertools import takewhile

from ..language import compose, fold

_WORDS = re.compile(r"[ \u00a0]?([^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,4})")
# Folded: any initial, one to three vowels, any ending of a Vietnamese syllable.
_VIETNAMESE = re.compile(r"[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")

SURNAMES = frozenset(
    """Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh Trương Đinh Lâm Phùng
    Mai Tô Hà Tạ Cao Lương Lưu Chu Châu Thái Quách Tống Nông Hứa Giàng Sùng Vàng Lò Cà Quàng Ma Triệu Bế Hầu Thào Vừ
    Mùa Hoả Thạch Kim Sơn Danh Điểu Ksor Siu Rơ Văn Từ La Nghiêm Đàm Khổng Doãn Thân Viên Ninh Kiều Tôn Mạc Uông Âu
    Bạch Cù Đồng Khúc Lại Lục Phí Quản Thiều Tiêu Trang Ung Yên An Ông Cung Diệp Giáp Hàn Hình Khương Lã Lộc Ngọ Nhan
    Nhữ Phó Phương Quan Thi Tăng Trà Vi Xa""".split()
)
"""Family names. Those that begin places' names as often stand below."""

PLACES = frozenset(
    """Hà Nội|Hà Tĩnh|Hà Giang|Hà Tiên|Hà Đông|Hà Nam|Hà Tu|Hà Trung|Cao Bằng|Cao Lãnh|Cao Lộc|Phan Thiết|Phan Rang|
    Hoàng Mai|Hoàng Sa|Hồ Chí Minh|Hồ Xá|Dương Đông|Dương Minh Châu|Lý Sơn|Lý Nhân|Mai Sơn|Mai Châu|Kim Sơn|Kim Bài|
    Lương Sơn|Lương Bằng|Lâm Thao|Châu Đốc|Châu Thành|La Gi|La Hai|Thái Nguyên|Thái Bình|Thái Hòa|Thái Hoà|Sơn La|
    Sơn Tây|Sơn Dương|Sơn Tịnh|Ninh Bình|Ninh Giang|Ninh Hòa|Ninh Hoà|Yên Bái|Yên Minh|Yên Châu|Yên Bình|Yên Thế|
    Yên Thành|Yên Lạc|An Khê|An Nhơn|An Châu|An Phú|An Dương|Văn Quan|Văn Giang|Văn Bàn|Trà Vinh|Trà Bồng|Trà My|
    Phó Bảng|Quan Hóa|Quan Sơn|Đồng Hới|Đồng Hỷ|Đồng Xoài|Đồng Văn|Đồng Đăng|Đồng Mỏ|Triệu Sơn|Trương Định|Vi Thanh|
    Vị Thanh|Vũng Tàu|Đà Nẵng|Mộc Châu|Bế Văn Đàn|Phương Sơn|Tiêu Nam|Lục Nam|Lục Ngạn|Lộc Ninh|Lộc Bình|Diêm Điền""".replace(
        "\n    ", ""
    ).split("|")
)
"""Places whose names begin like a person's."""

COUNTRIES = frozenset(
    """Hoa Kỳ|Việt Nam|Thái Lan|Ấn Độ|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|Ba Lan|Hy Lạp|Đài Loan|Hà Lan|Ai Cập|Nam Phi|
    Bồ Đào|Tây Ban|Thổ Nhĩ|Thụy Sĩ|Thụy Điển|Đan Mạch|Na Uy|Phần Lan|Ả Rập|Châu Âu|Châu Á|Châu Phi|Quốc Gia|Trung Ương""".replace(
        "\n    ", ""
    ).split("|")
)
"""Countries and the like: no town, though their names look so."""

_OFFICES = frozenset("Phòng Sở Bộ Cục Vụ Viện Khoa Ngân Báo".split())
"""What begins the name of an office and of no town."""
_IN_ONE_WORD = frozenset(["Huế", "Vinh", "Pleiku", "Sapa"])


def name_after(text: str, end: int) -> list[str]:
    """The capitalised syllables that stand directly after `end`; one only in "Y tế"."""
    match = _WORDS.match(text, end)
    words = compose(match[1]).replace("\u00a0", " ").split() if match else []
    return list(takewhile(_is_capitalised, words))


def is_place(text: str, end: int) -> bool:
    """Whether a town's name follows: two Vietnamese syllables with capitals that are no family name and no country, or
    a name that is known."""
    run = name_after(text, end)
    if not run:
        return False
    if any(" ".join(run[:size]) in PLACES for size in (2, 3)):
        return True
    if len(run) == 1:
        return run[0] in _IN_ONE_WORD
    if run[0] in SURNAMES or run[0] in _OFFICES or " ".join(run[:2]) in COUNTRIES:
        return False
    return all(_VIETNAMESE.fullmatch(fold(syllable)) for syllable in run)


def is_person(text: str, end: int) -> bool:
    """Whether a person's name follows: a family name and at least one more, that are no place."""
    run = name_after(text, end)
    if len(run) < 2 or any(" ".join(run[:size]) in PLACES for size in (2, 3)):
        return False
    return run[0] in SURNAMES


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())
