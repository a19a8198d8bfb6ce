"""What a text explains itself."""

import pytest

from articles.abbreviations.definitions import definitions

KNOWN = {
    "WHO": ["Tổ chức Y tế Thế giới"],
    "PPP": ["đối tác công tư"],
    "UBND": ["Ủy ban nhân dân"],
    "CPI": ["chỉ số giá tiêu dùng", "Chỉ số cảm nhận tham nhũng"],
    "VCCI": ["Liên đoàn Thương mại và Công nghiệp Việt Nam"],
}


def learnt(text: str) -> list[tuple[str, str]]:
    return [(one.short, one.expansion) for one in definitions(text, lambda short: KNOWN.get(short, []))]


@pytest.mark.parametrize(
    ("text", "short", "expansion"),
    [
        ("đẩy mạnh cải cách hành chính (CCHC) ở xã", "CCHC", "cải cách hành chính"),
        ("nhóm thủ tục hành chính (TTHC)", "TTHC", "thủ tục hành chính"),
        ("CCHC (cải cách hành chính) là việc chung", "CCHC", "cải cách hành chính"),
        ("cải cách hành chính (sau đây gọi tắt là CCHC)", "CCHC", "cải cách hành chính"),
        ("cải cách hành chính (gọi tắt: CCHC)", "CCHC", "cải cách hành chính"),
        ("cải cách hành chính (viết tắt là CCHC)", "CCHC", "cải cách hành chính"),
        ("cải cách hành chính, gọi tắt là CCHC, đã", "CCHC", "cải cách hành chính"),
        ("CCHC là viết tắt của cải cách hành chính.", "CCHC", "cải cách hành chính"),
        ("CCHC (viết tắt của cụm từ “cải cách hành chính”)", "CCHC", "cải cách hành chính"),
        ("“cải cách hành chính” (“CCHC”)", "CCHC", "cải cách hành chính"),
        ("cán bộ, công chức (CBCC)", "CBCC", "cán bộ, công chức"),
        ("phòng cháy và chữa cháy (PCCC)", "PCCC", "phòng cháy và chữa cháy"),
        ("kinh tế - xã hội (KT-XH)", "KT-XH", "kinh tế - xã hội"),
        ("Bộ Thông tin và Truyền thông (sau đây gọi tắt là Bộ TT&TT)", "TT&TT", "Thông tin và Truyền thông"),
        ("Thành phố Hồ Chí Minh (TP. HCM)", "TP. HCM", "Thành phố Hồ Chí Minh"),
        ("nhà ở xã hội (NƠXH)", "NƠXH", "nhà ở xã hội"),
        ("bằng thạc sĩ (ThS)", "ThS", "thạc sĩ"),
        ("Thừa Thiên Huế (TTH)", "TTH", "Thừa Thiên Huế"),
        ("Trung ương (TW)", "TW", "Trung ương"),
        ("KPI (Key Performance Indicator, chỉ số)", "KPI", "Key Performance Indicator"),
        ("đầu tư nước ngoài (Foreign Direct Investment, viết tắt là FDI)", "FDI", "Foreign Direct Investment"),
        ("Cơ quan (Asian Football Confederation - AFC)", "AFC", "Asian Football Confederation"),
        ("Tổ chức Y tế Thế giới (WHO)", "WHO", "Tổ chức Y tế Thế giới"),
        ("Tổ chức Y tế Thế giới (World Health Organization - WHO)", "WHO", "Tổ chức Y tế Thế giới"),
        ("Chỉ số giá tiêu dùng (CPI)", "CPI", "chỉ số giá tiêu dùng"),
        ("Ủy ban nhân dân tỉnh (UBND tỉnh)", "UBND", "Ủy ban nhân dân"),
    ],
)  # fmt: skip
def test_is_learnt(text: str, short: str, expansion: str) -> None:
    assert learnt(text) == [(short, expansion)]


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Văn A (VCCI)", "ông Bảy (UBND xã Na)", "xã (huyện cũ)", "hạ tầng kỹ thuật (XYZ)",
        "cải cách. Hành chính (CCHC)", "UBND (trụ sở mới)", "chị Nguyễn Thị Hồng Nhung (HN)", "em Thu Hà (TH)", "Lê Hoa (LH)", "(CCHC)", "CCHC ()", "bảng (3) và (a)",
    ],
)  # fmt: skip
def test_is_no_definition(text: str) -> None:
    assert learnt(text) == []


def test_a_foreign_short_form_that_is_explained_otherwise_is_no_longer_certain() -> None:
    """“Sức mua tương đương (PPP)” is not the dictionary's public-private partnership."""
    assert learnt("tính theo sức mua tương đương (PPP)") == [("PPP", "")]


@pytest.mark.parametrize(
    ("text", "short", "meaning"),
    [
        ("gói chuyển đổi sản phẩm (CĐS)", "CĐS", "chuyển đổi số"),
        ("Hội Nhà văn Đà Nẵng (HND)", "HND", "Hội Nông dân"),
        ("Trung tâm Hội nghị Quốc gia (NCC)", "NCC", "người có công"),
        ("kiểm soát chất lượng (viết tắt: DTI)", "DTI", "Chỉ số chuyển đổi số"),
        ("nhóm nhạc Bạn Hữu, gọi tắt là HTX, diễn", "HTX", "hợp tác xã"),
    ],
)
def test_other_words_speak_against_the_dictionary(text: str, short: str, meaning: str) -> None:
    found = definitions(text, lambda asked: [meaning] if asked == short else [])
    assert [(one.short, one.expansion) for one in found] == [(short, "")]


@pytest.mark.parametrize(
    ("text", "short", "meaning"),
    [
        ("Cục Quản lý Dược (BYT)", "BYT", "Bộ Y tế"),
        ("tại trụ sở (UBND)", "UBND", "Ủy ban nhân dân"),
        ("Bà Lò Thị Mai (HTX)", "HTX", "hợp tác xã"),
        ("cải cách các thủ tục (TTHC)", "TTHC", "thủ tục hành chính"),
    ],
)
def test_where_somebody_is_from_speaks_against_nothing(text: str, short: str, meaning: str) -> None:
    assert definitions(text, lambda asked: [meaning] if asked == short else []) == []


def test_hostile_brackets_take_linear_time() -> None:
    import time

    text = "(" * 20_000 + "AB" * 20_000 + ")" * 20_000 + " viết tắt của" * 5_000 + " (A B C)" * 5_000
    start = time.perf_counter()
    definitions(text, lambda short: [])
    assert time.perf_counter() - start < 20
