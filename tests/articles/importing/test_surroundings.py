"""What sites print around an article: none of it may reach the lead, the text or the author's name."""

import pytest

from articles.importing import Page, read_page
from articles.importing.page import Attachment, Heading, Paragraph, Table

TITLE = "Huyện Mai Sơn trồng thêm 120 ha cây mắc ca"
LEAD = "Vụ này, nông dân huyện Mai Sơn trồng thêm 120 ha mắc ca trên đất dốc, nâng tổng diện tích lên hơn 900 ha."
TEXT = (
    "Ông Lò Văn Pẩng ở xã Chiềng Mung trồng 2 ha từ năm 2017, nay mỗi năm thu 3 tấn hạt tươi.",
    "Huyện hỗ trợ cây giống và tập huấn kỹ thuật cho các hộ mới trồng.",
)
ABOVE = """Từ viết tắt  Xem với cỡ chữ|Cỡ chữ: A- A A+|Mặc định · Cỡ chữ|A+ \u00a6 A \u00a6 A-|In trang Gửi email Chia sẻ|Số lượt xem: 1.234|Đọc: 87|
Lượt xem bài viết: 1289|Phản hồi: 0|Nghe bài viết 0:00/3:12|Nghe audio|Giọng đọc: Nữ miền Nam|Chia sẻ Facebook Zalo Twitter|Theo dõi trên Google News|
Đánh giá: 5/5 (1 phiếu)|Tăng kích thước chữ|Báo lỗi|Gửi góp ý|Xem bản PDF|Tải về|QR code|Trang chủ / Tin tức / Nông nghiệp|Chuyên mục: Nông nghiệp|
Đăng bởi: admin|Ngôn ngữ: Tiếng Việt|☆☆☆☆☆ (0)|Nút lạ""".replace("\n", "").split("|")
BELOW = """Tìm theo ngày :/Đánh giá/(Di chuột vào ngôi sao để chọn điểm)|Tin liên quan/Hội nghị về cây mắc ca (12.05.2021)|TIN CÙNG CHUYÊN MỤC/Hội nghị A|
Những tin mới hơn/Hội nghị A/Những tin cũ hơn/Hội nghị B|Tin trước/Hội nghị A/Tin sau/Hội nghị B|Các bài đã đăng/Hội nghị A|Video nổi bật/Hội nghị A|
Tổng số: 5 đánh giá|Bạn chưa đánh giá|Số lượt người xem: 231|[Về đầu trang]|Trang trước/Trang sau|1 2 3 ... Tiếp|Đăng ký nhận tin|Xem tin theo ngày|
Print this page|Tải file đính kèm|Cơ quan chủ quản: UBND huyện Mai Sơn|Giấy phép số 12 do Sở cấp|Chịu trách nhiệm chính: Ông Lò Văn A|
Địa chỉ: Tiểu khu 8, thị trấn Hát Lót/Điện thoại: 0212.3843.123|Thông báo/Lịch họp tuần 20/Thông báo tuyển sinh|{name} - {time}|Related news/A new market""".replace(
    "\n", ""
).split("|")


def page(above: str, below: str) -> Page:
    lines = [TITLE, "Thứ sáu, 12/05/2023 08:10", above.replace("\u00a6", "|"), LEAD]
    lines += ["", TEXT[0], "", TEXT[1], "", "Lò Thị Ín", *below.split("/")]
    return read_page("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("above", "below"), [*((line, "") for line in ABOVE), *(("In trang", lines) for lines in BELOW)]
)
def test_what_stands_around_an_article_is_left_out(above: str, below: str) -> None:
    found = page(above, below)
    assert found.headline == TITLE
    assert found.published_at is not None
    assert found.lead == LEAD
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == list(TEXT)
    assert len(found.blocks) == 2
    assert [author.name for author in found.authors] == ["Lò Thị Ín"]
    assert found.source is None
    left_out = " ".join(line.text for line in found.discarded)
    assert all(line in left_out for line in below.split("/"))


def test_a_name_or_a_note_below_a_name_is_no_scrap() -> None:
    """Only what says nothing goes: a second name, a note and a list below the author stay."""
    found = page("", "(*) Số liệu của Chi cục Thống kê huyện Mai Sơn")
    assert [author.name for author in found.authors] == ["Lò Thị Ín"]
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)][2:] == [
        "(*) Số liệu của Chi cục Thống kê huyện Mai Sơn"
    ]
    assert len(page("", "Hồ sơ cần có:/1. Đơn xin cấp giống/2. Bản sao căn cước").blocks) > 2


def blocks_of(*body: str, top: str = "Thứ sáu, 12/05/2023 08:10", front: str = "") -> Page:
    lines = [front, TITLE, top, "", LEAD, "", TEXT[0], *body, "", TEXT[1], "", "Lò Thị Ín"]
    return read_page("\n".join(lines).encode())


def test_what_is_useful_to_know_is_a_subheading_and_no_question_about_the_page() -> None:
    read = blocks_of("", "Thông tin hữu ích cho người trồng", "", "Trồng vào tháng 7, lúc đất đủ ẩm.")
    assert Heading(2, "Thông tin hữu ích cho người trồng") in read.blocks
    asked = page("", "Bài viết này có hữu ích không?/Có/Không")
    assert [block.text for block in asked.blocks if isinstance(block, Paragraph)] == list(TEXT)


def test_the_clock_above_a_changed_article_is_no_day_of_a_change() -> None:
    read = blocks_of(top="Cập nhật: 12/05/2023 08:10", front="Thứ tư, 02/07/2025 09:20")
    assert str(read.published_at)[:16] == "2023-05-12 08:10"
    assert read.updated_at is None


def test_what_stands_in_pairs_around_the_headline_is_no_table() -> None:
    pairs = "Lan Anh | Thời sự\nThứ sáu, 12/05/2023 | 08:10\nSơn La | Nông nghiệp"
    read = blocks_of(top=pairs)
    assert not any(isinstance(block, Table) for block in read.blocks)
    assert (read.headline, str(read.published_at)[:16]) == (TITLE, "2023-05-12 08:10")


def test_a_dash_in_the_first_cell_of_a_row_is_no_bullet() -> None:
    read = blocks_of("", "Mã giống\tSố cây", "-\t1.200", "OC\t800", "")
    table = next(block for block in read.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [["-", "1.200"], ["OC", "800"]]


def test_the_size_of_a_file_is_listed_and_its_name_stays_whole() -> None:
    read = page("", "Tệp đính kèm:/Phu luc 2 MB.pdf (1,2 MB)/Danh sach ho trong.xlsx [87 KB]")
    files = [block.name for block in read.blocks if isinstance(block, Attachment)]
    assert files == ["Phu luc 2 MB.pdf", "Danh sach ho trong.xlsx"]
    assert {"(1,2 MB)", "[87 KB]"} <= {line.text for line in read.discarded}


def test_the_arrow_of_a_related_title_swallows_no_subheading() -> None:
    box = '<div class="related"><p>&gt;&gt; <a href="/1">Chợ phiên mở lại</a></p></div>'
    body = f"<p>{LEAD}</p><h2>Cây giống</h2>{box}<p>{TEXT[0]}</p><p>{TEXT[1]}</p>"
    read = read_page(f"<html><body><article><h1>{TITLE}</h1>{body}</article></body></html>".encode())
    assert Heading(2, "Cây giống") in read.blocks
    assert "Chợ phiên mở lại" in [line.text for line in read.discarded]


def test_a_last_sentence_that_invites_to_read_the_whole_text_is_the_articles() -> None:
    last = "Mời bạn đọc xem toàn văn kế hoạch tại trụ sở UBND xã."
    lines = [TITLE, "12/05/2023 08:10", "", LEAD, "", *TEXT, "", last, "", "Lò Thị Ín"]
    read = read_page("\n".join(lines).encode())
    assert read.blocks[-1] == Paragraph(last, last)
