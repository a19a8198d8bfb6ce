"""The ways in which legacy pages print dates, pictures, sources, authors, prefixes: one line each."""

from collections.abc import Callable

import pytest

from articles.importing import read_page
from articles.importing.authors import parse_byline
from articles.importing.lead import lead_prefix
from articles.importing.names import is_organisation
from articles.importing.noise import is_breadcrumb, is_noise
from articles.importing.page import Heading, Paragraph, PhotoLine, Quote, Source
from articles.importing.particulars import date_line
from articles.importing.photo_lines import parse_photo_line
from articles.importing.sources import according_source, bare_source, labelled_source
from articles.importing.tags import parse_tags


@pytest.mark.parametrize(
    ("line", "published", "updated", "rest"),
    [
        ("Thứ tư, 05/08/2020 15:14", "2020-08-05T15:14", "", ""),
        ("Chủ nhật, ngày 29 tháng 11 năm 2020 | 8:20:45", "2020-11-29T08:20", "", ""),
        ("28-08-2025, 19:45 (GMT+7)", "2025-08-28T19:45", "", ""),
        ("13:39 - 01/08/2022", "2022-08-01T13:39", "", ""),
        ("02/10/2020 03:20 CH", "2020-10-02T15:20", "", ""),
        ("2020-08-05 15:14", "2020-08-05T15:14", "", ""),
        ("Print Thứ Ba, 01/12/2020 12:12 Gốc", "2020-12-01T12:12", "", ""),
        ("Hà Vũ 17/08/2024 09:30", "2024-08-17T09:30", "", "Hà Vũ"),
        ("Hà Vũ (VOV) 17/08/2024 09:30", "2024-08-17T09:30", "", "Hà Vũ (VOV)"),
        ("Thứ tư, 05/08/2020 15:14 - Nguồn: VGP", "2020-08-05T15:14", "", "Nguồn: VGP"),
        ("Đăng ngày: 05/08/2020 | Lượt xem: 87", "2020-08-05T00:00", "", ""),
        ("Cập nhật lúc: 15h14, 05/08/2020", "", "2020-08-05T15:14", ""),
        ("Wednesday, August 5, 2020 - 15:14", "2020-08-05T15:14", "", ""),
        ("5 Aug 2020 | 03:14 PM", "2020-08-05T15:14", "", ""),
        ("5 Tháng Tám, 2020", "2020-08-05T00:00", "", ""),
        ("31 Tháng Mười Hai, 2020 08:10", "2020-12-31T08:10", "", ""),
        ("05/08/2020 • 15:14", "2020-08-05T15:14", "", ""),
        ("8h10', 5/8/2020", "2020-08-05T08:10", "", ""),
        ("Posted on 05/08/2020", "2020-08-05T00:00", "", ""),
        ("05 Th8 2020", "2020-08-05T00:00", "", ""),
        ("Thứ Tư, Tháng Tám 5, 2020", "2020-08-05T00:00", "", ""),
        ("2020/08/05 15:14", "2020-08-05T15:14", "", ""),
        ("Ngày phát hành: 05/08/2020", "2020-08-05T00:00", "", ""),
        ("(Thứ tư, 05/08/2020-03:14 PM)", "2020-08-05T15:14", "", ""),
        ("Thứ Tư 05/08/202015:14", "2020-08-05T15:14", "", ""),
        (
            "Chuyên mục: Giao thông | Ngày: 05/08/2020 | Đọc: 210",
            "2020-08-05T00:00",
            "",
            "Chuyên mục: Giao thông",
        ),
        (
            "Ngày đăng: 05/08/2020 15:14 - Cập nhật: 06/08/2020 08:00",
            "2020-08-05T15:14",
            "2020-08-06T08:00",
            "",
        ),
    ],
)
def test_date_lines(line: str, published: str, updated: str, rest: str) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.published.isoformat()[:16] if found.published else "") == published
    assert (found.updated.isoformat()[:16] if found.updated else "") == updated
    assert found.rest == rest


@pytest.mark.parametrize(
    "line",
    [
        "Sáng 4/8, Ủy viên Bộ Chính trị đến dự Đại hội.",
        "Ngày 4/8/2020, UBND tỉnh ban hành kế hoạch",
        "Kế hoạch triển khai nhiệm vụ ngày 05/08/2020",
        "31/02/2020 10:00",
        "giảm 5/17 ban chỉ đạo; 74/102 ban",
        "Từ 1.1.2026, địa phương thực hiện mô hình hai cấp.",
    ],
)
def test_dates_in_prose_are_no_date_lines(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Bí thư phát biểu tại Đại hội. Ảnh: Gia Huy", "Bí thư phát biểu tại Đại hội.", "Gia Huy"),
        ("Ảnh: Gia Huy", "", "Gia Huy"),
        ("Lễ trao giải - Ảnh: VGP/Quang Hiếu.", "Lễ trao giải", "VGP/Quang Hiếu"),
        ("Thủ tướng phát biểu. Ảnh VGP/Đức Tuân", "Thủ tướng phát biểu.", "VGP/Đức Tuân"),
        ("Ảnh VGP/Đức Tuân", "", "VGP/Đức Tuân"),
        ("Cầu mới (Ảnh: Kinh tế và Đô thị)", "Cầu mới", "Kinh tế và Đô thị"),
        ("Thủ tướng dự lễ (Ảnh: VGP/Nhật Bắc).", "Thủ tướng dự lễ", "VGP/Nhật Bắc"),
        ("Toàn cảnh hội nghị - Ảnh 1.", "Toàn cảnh hội nghị", ""),
        ("ẢNH: TƯ LIỆU", "", "TƯ LIỆU"),
        ("Người dân làm thủ tục (ảnh minh họa)", "Người dân làm thủ tục (ảnh minh họa)", ""),
        ("Quang cảnh phiên họp. Nguồn: truyenhinhnghean.vn", "Quang cảnh phiên họp.", "truyenhinhnghean.vn"),
        ("Lễ ký kết. Nguồn ảnh: Báo Nhân Dân", "Lễ ký kết.", "Báo Nhân Dân"),
        ("Đại biểu dự hội nghị Ảnh: Hoàng Nam", "Đại biểu dự hội nghị", "Hoàng Nam"),
        ("Ông A trao quà. Ảnh do UBND xã cung cấp", "Ông A trao quà.", "UBND xã cung cấp"),
        ("Đồ hoạ: TTXVN", "", "TTXVN"),
        ("Quang cảnh phiên họp. Ảnh: M. Trang - Ng. Hà", "Quang cảnh phiên họp.", "M. Trang - Ng. Hà"),
        ("Chợ phiên_Ảnh: Lò Hoa", "Chợ phiên", "Lò Hoa"),
        ("Chợ phiên / Ảnh: Lò Hoa", "Chợ phiên", "Lò Hoa"),
        ("*Chợ phiên. Ảnh: Lò Hoa*", "Chợ phiên.", "Lò Hoa"),
        ("Chợ phiên. Ảnh chụp: Lò Hoa", "Chợ phiên.", "Lò Hoa"),
        ("Chợ phiên. Ảnh và video: Lò Hoa", "Chợ phiên.", "Lò Hoa"),
        ("Chợ phiên. Ảnh: Minh Anh (chụp năm 2020)", "Chợ phiên.", "Minh Anh (chụp năm 2020)"),
        ("The market. — Photo baokhanhhoa.vn", "The market.", "baokhanhhoa.vn"),
        ("Ảnh: Nông dân thu hoạch mắc ca", "Nông dân thu hoạch mắc ca", ""),
        ("Chợ phiên. Ảnh minh họa: Lò Hoa", "Chợ phiên. Ảnh minh họa", "Lò Hoa"),
        ("Chợ phiên (ảnh minh họa: Lò Hoa).", "Chợ phiên (ảnh minh họa)", "Lò Hoa"),
        ("Ảnh tư liệu: Bến cảng cũ năm 1998", "Ảnh tư liệu: Bến cảng cũ năm 1998", ""),
        ("Ảnh tư liệu: Bảo tàng Lịch sử quốc gia", "Ảnh tư liệu", "Bảo tàng Lịch sử quốc gia"),
        ("Video: Lễ khai mạc (Nguồn: VTV1)", "Lễ khai mạc", "VTV1"),
        (
            "Đồ họa: Các điểm sạt lở trên quốc lộ. Nguồn: Sở Xây dựng",
            "Các điểm sạt lở trên quốc lộ.",
            "Sở Xây dựng",
        ),
    ],
)
def test_photo_lines(line: str, caption: str, credit: str) -> None:
    found = parse_photo_line(line)
    assert found is not None
    assert (found[0].caption, found[0].credit) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "Toàn cảnh: chợ họp trên khoảng đất rộng",
        "Bối cảnh: Việt Nam",
        "Hình ảnh: những ngày đầu xuân rộn ràng",
        "Kinh phí gồm hai nguồn: ngân sách tỉnh và xã hội hóa.",
        "Bức ảnh Bác Hồ treo giữa nhà.",
        "Nông dân thu hoạch mắc ca (ảnh: Lò Hoa) và phơi hạt.",
        "Nguồn: Chinhphu.vn",
        "Ảnh: Gia Huy. Sau đó đoàn ra về.",
    ],
)
def test_prose_is_no_photo_line(line: str) -> None:
    assert parse_photo_line(line) is None


def any_source(line: str) -> Source | None:
    return labelled_source(line) or according_source(line) or bare_source(line)


@pytest.mark.parametrize(
    ("line", "name", "url"),
    [
        ("Nguồn: Chinhphu.vn", "Chinhphu.vn", ""),
        ("Nguồn : VGP News", "VGP News", ""),
        ("Nguồn Chinhphu.vn", "Chinhphu.vn", ""),
        ("(Nguồn: TTXVN)", "TTXVN", ""),
        ("Nguồn: Theo Báo Lao động", "Báo Lao động", ""),
        (
            "Nguồn: https://www.baochinhphu.vn/abc-def.htm",
            "baochinhphu.vn",
            "https://www.baochinhphu.vn/abc-def.htm",
        ),
        ("Nguồn: Chinhphu.vn (https://a.vn/b)", "Chinhphu.vn", "https://a.vn/b"),
        ("Theo TTXVN.", "TTXVN", ""),
        ("Theo Sở Nội vụ", "Sở Nội vụ", ""),
        ("Dẫn theo Tạp chí Cộng sản", "Tạp chí Cộng sản", ""),
        ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+", ""),
    ],
)
def test_sources(line: str, name: str, url: str) -> None:
    source = any_source(line)
    assert source is not None
    assert (source.name, source.url) == (name, url)


@pytest.mark.parametrize(
    "line",
    [
        "Theo báo cáo của Sở, số hồ sơ tăng",
        "Theo ông Nam",
        "Theo kế hoạch",
        "Theo Bộ Nội vụ, số hồ sơ tăng",
        "Nguồn nhân lực là yếu tố quyết định.",
    ],
)
def test_prose_is_no_source(line: str) -> None:
    assert any_source(line) is None


@pytest.mark.parametrize(
    ("line", "names", "photo", "source"),
    [
        ("Gia Huy", ["Gia Huy"], "", ""),
        ("PV", ["PV"], "", ""),
        ("T/h: Lệ Quyên", ["Lệ Quyên"], "", ""),
        ("VĂN HÀO - TRẦN HỮU", ["VĂN HÀO", "TRẦN HỮU"], "", ""),
        ("Bài và ảnh: Lương Mai", ["Lương Mai"], "Lương Mai", ""),
        ("Ảnh, bài: Nguyễn Tấn", ["Nguyễn Tấn"], "Nguyễn Tấn", ""),
        ("Trần Long - Thuỳ Linh - Ảnh: Thanh Hải", ["Trần Long", "Thuỳ Linh"], "Thanh Hải", ""),
        ("Bài: Gia Huy - Ảnh: Minh Đức", ["Gia Huy"], "Minh Đức", ""),
        ("Hồng Nhung (Theo VOV)", ["Hồng Nhung"], "", "VOV"),
        ("Minh Anh/Báo Tin Mới", ["Minh Anh"], "", "Báo Tin Mới"),
        ("Gia Huy - Chinhphu.vn", ["Gia Huy"], "", "Chinhphu.vn"),
        ("Hà My - Nguồn: TTXVN", ["Hà My"], "", "TTXVN"),
        ("TS. Lê Bình, ThS. An Na", ["TS. Lê Bình", "ThS. An Na"], "", ""),
        ("Theo PV/VOV", ["PV"], "", "VOV"),
        ("T.H (Nguồn: Báo Chính phủ)", ["T.H"], "", "Báo Chính phủ"),
        ("Người đưa tin: Lê Hợi", ["Lê Hợi"], "", ""),
    ],
)
def test_bylines(line: str, names: list[str], photo: str, source: str) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert [author.name for author in byline.authors] == names
    assert byline.photo_credit == photo
    assert (byline.source.name if byline.source else "") == source


@pytest.mark.parametrize(
    "line",
    [
        "Hồ Chí Minh",
        "Hà Nội",
        "KẾT QUẢ NỔI BẬT",
        "Đánh giá",
        "Lê Văn Tư, Phó Giám đốc Sở Nội vụ",
        "Người dân đồng tình",
    ],
)
def test_other_capitalised_lines_are_no_bylines(line: str) -> None:
    assert parse_byline(line) is None


@pytest.mark.parametrize(
    ("line", "role", "body"),
    [
        ("Thu Hằng (T/h)", "compiler", ""),
        ("Nguyễn Lan - Phòng Nội vụ", "author", "Phòng Nội vụ"),
        ("Biên tập: Thu Hà", "editor", ""),
    ],
)
def test_roles_and_bodies(line: str, role: str, body: str) -> None:
    byline = parse_byline(line)
    assert byline is not None
    assert (byline.authors[0].role, byline.authors[0].affiliation) == (role, body)


@pytest.mark.parametrize(
    "line", ["Hội nghị kết thúc tốt đẹp", "Bộ Nội vụ báo cáo 5/17 nhiệm vụ", "Ban hành kế hoạch", "Cục Thuế."]
)
def test_sentences_are_no_organisations(line: str) -> None:
    assert not is_organisation(line)


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("(Chinhphu.vn) - Sáng", "(Chinhphu.vn)"),
        ("(PLO)- Sáng", "(PLO)"),
        ("(Quanlynhanuoc.vn) – Sáng", "(Quanlynhanuoc.vn)"),
        ("QTO - Sáng", "QTO"),
        ("Kinhtedothi - Sáng", "Kinhtedothi"),
        ("VOV.VN - Sáng", "VOV.VN"),
        ("(Pháp lý). Sáng", "(Pháp lý)"),
        ("Hà Nội (TTXVN) - Sáng", "Hà Nội (TTXVN)"),
        ("(ABO) Cây cầu nối hai bờ", "(ABO)"),
        ("Hà Nội - Sáng nay", ""),
        ("(CCHC) Một năm nhìn lại", ""),
        ("COVID - 19 diễn biến", ""),
    ],
)
def test_lead_prefixes(text: str, prefix: str) -> None:
    assert lead_prefix(text) == prefix


@pytest.mark.parametrize(
    "line",
    [
        "Từ viết tắt Xem với cỡ chữ",
        "Mặc định Cỡ chữ",
        "A- A A+",
        "In trang | Gửi email",
        "Lượt xem: 87",
        "Nghe bài viết 0:00/3:12",
        "Chia sẻ bài viết lên facebook, twitter",
    ],
)
def test_buttons(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line", ["Hà Vũ", "Đánh giá", "Chia sẻ kinh nghiệm", "2020", "Vi Văn An", "Kết luận", "Đăng quang"]
)
def test_words_that_are_no_buttons(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("Trang chủ » Tin tức", True),
        ("Tin tức > Trong tỉnh > Nội vụ", True),
        ("05/08/2020", False),
        ("https://a.vn/b/c", False),
        ("Vào/ra thuận tiện", False),
    ],
)
def test_breadcrumbs(line: str, yes: bool) -> None:
    assert is_breadcrumb(line) is yes


def test_tags() -> None:
    assert parse_tags("Từ khoá: cải cách, một cửa; hộ tịch") == ["cải cách", "một cửa", "hộ tịch"]
    assert parse_tags("Chủ đề của hội nghị là đổi mới") == []


@pytest.mark.parametrize(
    "parse",
    [date_line, parse_photo_line, any_source, parse_byline, lead_prefix, is_noise, is_breadcrumb, parse_tags],
)
def test_hostile_lines_are_read_in_no_time(parse: Callable[[str], object]) -> None:
    for part in (" ", "(", "Ảnh: ", "- ", "A ", "1/1/2020 ", "Nguồn: ", ".a", ", ", "“", "(VGP) ", "a.b."):
        parse(part * 20_000)
        parse((part * 700)[:690])
        parse((part * 200)[:195])


STORY_LINES = [
    "Tuyến đường dài 12,4 km, mặt đường rộng 7 m, tổng mức đầu tư 186 tỷ đồng.",
    "Đến nay, 214/230 hộ dân đã bàn giao mặt bằng, trong đó 58 hộ hiến đất.",
]
STORY = "<h1>Khởi công cầu mới qua sông Hiếu</h1><p>01/02/2023 10:00</p><p>Cầu dài 620 m nối hai bờ sông Hiếu.</p>"


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (f"<form>{STORY}</form>", True),
        (f'<form><div class="header">{STORY}</div></form>', True),
        (f'{STORY}<p class="hidden md:block">Ban đêm cầu lên đèn.</p>', True),
        (f'{STORY}<p class="d-none">Ban đêm cầu lên đèn.</p>', False),
        (f"{STORY}<form>Ban đêm cầu lên đèn <input></form>", False),
    ],
)
def test_what_of_a_saved_page_is_its_text(page: str, kept: bool) -> None:
    read = read_page(f"<html><head><title>Tin</title></head><body>{page}</body></html>".encode())
    assert read.headline == "Khởi công cầu mới qua sông Hiếu"
    wanted = "Ban đêm cầu lên đèn." if "Ban đêm" in page else "Cầu dài 620 m nối hai bờ sông Hiếu."
    assert (wanted in [getattr(block, "text", "") for block in read.blocks]) == kept


def test_a_second_address_is_listed_as_left_out() -> None:
    first, second = "https://phuxuan.example.vn/tin/1.html", "https://phuxuan.example.vn/tin/2.html"
    read = read_page(f"Ra mắt tổ công nghệ số cộng đồng\n{first}\n\n{second}\n".encode())
    assert read.address == first
    assert second in [line.text for line in read.discarded]


def test_a_body_that_signs_is_no_sentence() -> None:
    assert parse_byline("Văn phòng Chính phủ") is not None
    assert parse_byline("Văn phòng Chính phủ theo dõi, đôn đốc việc thực hiện công điện này.") is None


@pytest.mark.parametrize(
    ("last", "speaker"),
    [
        ("Bà Lý Thị Máy", "Bà Lý Thị Máy"),
        ("— Nghệ nhân Bùi Văn Hiệp", "Nghệ nhân Bùi Văn Hiệp"),
        ("Nông Văn Tiệp, Chủ tịch UBND xã", "Nông Văn Tiệp, Chủ tịch UBND xã"),
        ("Mất chợ là mất nếp", ""),
        ("Bà nói thế.", ""),
    ],
)
def test_who_speaks_in_a_quotation_of_the_markup(last: str, speaker: str) -> None:
    said = "“Giữ được chợ là giữ được nếp sống của người vùng cao.”"
    page = f"<html><body>{STORY}<blockquote><p>{said}</p><p>{last}</p></blockquote><p>Chợ họp mỗi thứ bảy.</p></body></html>"
    quote = next(block for block in read_page(page.encode()).blocks if isinstance(block, Quote))
    assert (quote.text, quote.attribution) == ((said, speaker) if speaker else (f"{said}\n{last}", ""))


def test_links_inside_the_lead_are_other_items() -> None:
    lead = "Cầu dài 620 m nối hai bờ sông Hiếu, rút ngắn đường đi của 40.000 người dân."
    other = '<ul><li><a href="/2">Hầm qua núi thông xe sớm</a></li></ul>'
    page = f'<h1>Khởi công cầu mới</h1><p>01/02/2023 10:00</p><div class="sapo">{lead}{other}</div><p>Cầu xong năm 2025.</p>'
    read = read_page(f"<html><body>{page}</body></html>".encode())
    assert read.lead == lead
    assert [getattr(block, "text", "") for block in read.blocks] == ["Cầu xong năm 2025."]
    assert [line.text for line in read.discarded] == ["Hầm qua núi thông xe sớm"]


@pytest.mark.parametrize(
    ("last", "kind"), [("Xin cảm ơn bà!", Paragraph), ("Chúng tôi ra về khi trời đã tối.", Heading)]
)
def test_questions_of_a_talk_are_no_subheadings(last: str, kind: type) -> None:
    talk = (
        "<p><b>Dữ liệu cũ được nhập thế nào?</b></p><p>Sổ viết tay nhiều trang mờ, phải hỏi lại từng nhà.</p>"
    )
    read = read_page(f"<html><body>{STORY}{talk}<p>{last}</p></body></html>".encode())
    asked = next(block for block in read.blocks if getattr(block, "text", "").endswith("?"))
    assert isinstance(asked, kind)


def test_two_times_of_a_theme_are_two_dates() -> None:
    times = '<time class="published">19 Tháng Một, 2024</time><time class="updated">20 Tháng Một, 2024</time>'
    page = f"<article><h1>Ra mắt ứng dụng</h1><span>{times}</span><p>Ứng dụng giúp người dân báo ổ gà.</p></article>"
    read = read_page(f"<html><body>{page}</body></html>".encode())
    assert (str(read.published_at)[:10], str(read.updated_at)[:10]) == ("2024-01-19", "2024-01-20")


def test_the_day_of_a_change_above_the_day_of_publication() -> None:
    days = "Cập nhật: 06/10/2023 09:12\nĐăng: 05/10/2023 17:00"
    read = read_page(
        f"Đường về miền tây thông thoáng hơn\n{days}\n\nĐường dài 12,4 km, mặt đường rộng 7 m.\n".encode()
    )
    assert (str(read.published_at)[:16], str(read.updated_at)[:16]) == (
        "2023-10-05 17:00",
        "2023-10-06 09:12",
    )


def test_an_office_behind_a_name_signs_on_the_last_line_only() -> None:
    lines = [
        "Đường về miền tây thông thoáng hơn",
        "05/10/2023",
        *STORY_LINES,
        "Lê Văn Tư, Phó Giám đốc Sở Giao thông vận tải",
    ]
    (author,) = read_page("\n\n".join(lines).encode()).authors
    assert (author.name, author.affiliation) == ("Lê Văn Tư", "Phó Giám đốc Sở Giao thông vận tải")
    assert read_page("\n\n".join([*lines, STORY_LINES[0]]).encode()).authors == []


def test_a_credit_in_brackets_and_a_file_name_belong_to_their_picture() -> None:
    caption, credit = "Các đội ghe nữ tranh tài trên sông.", "(Ảnh: Xuân Lương)"
    machine = "tuyen dung vien chuc giao duc"
    lines = [
        "Ngày hội của phum sóc",
        "07/11/2022",
        *STORY_LINES,
        caption,
        credit,
        machine,
        "Thí sinh dự thi. Ảnh: ST",
    ]
    blocks = read_page("\n\n".join([*lines, "Cả vùng náo nức suốt một tuần lễ."]).encode()).blocks
    photos = [block for block in blocks if isinstance(block, PhotoLine)]
    assert [(photo.caption, photo.credit, photo.alt) for photo in photos] == [
        (caption, "Xuân Lương", ""),
        ("Thí sinh dự thi.", "ST", machine),
    ]


def test_a_name_that_reads_like_a_medium_is_a_name() -> None:
    byline = parse_byline("Trang Tâm")
    assert byline is not None
    assert [author.name for author in byline.authors] == ["Trang Tâm"]
    assert bare_source("Trang Tâm") is None
    assert bare_source("Trang thông tin điện tử huyện Chiêm Hóa") is not None
