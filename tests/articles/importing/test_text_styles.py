"""One article as the plain text of many sites, drawn by lot from a fixed seed: it must come out the same from each."""

import random

import pytest

from articles.importing import read_page

from .test_pages import ENDING_ROLES, as_row

CHROME = ["", "", "", "", "CỔNG THÔNG TIN ĐIỆN TỬ TỈNH CAO BẰNG", "Cổng thông tin điện tử tỉnh Cao Bằng\nThứ Năm, 26/11/2026", "Giới thiệu\nTin tức\nVăn bản\nLiên hệ", "Đăng nhập\nTìm kiếm", "Bỏ qua nội dung\nTrang chủ", "Hotline: 0206 3852 000"]  # fmt: skip
SECTIONS = ["", "", "", "Trang chủ » Tin tức", "Trang chủ / Tin tức - Sự kiện / Chi tiết bài viết", "TIN TỨC - SỰ KIỆN", "Cải cách hành chính", "Tin hoạt động"]  # fmt: skip
TITLES = ["Xã Tân Lập đưa chợ phiên về trung tâm cụm xã", "Cao Bằng: Gỡ khó cho hộ kinh doanh sau lũ", "Công bố Quyết định thành lập Trung tâm Phục vụ hành chính công", "Khi chiếc loa phường biết… lắng nghe", "“Một cửa” hay nhiều cửa?", "CHỢ PHIÊN TÂN LẬP ĐÔNG TRỞ LẠI", "Từ 1/7/2024: Cấp căn cước cho trẻ dưới 6 tuổi", "Thủ tướng: Không để người dân phải đi lại nhiều lần", "Tinh gọn bộ máy ở cơ sở (Bài 2)"]  # fmt: skip
DATES = [
    (line, "09:20")
    for line in (
        "Thứ ba, 14/03/2023 09:20", "Thứ\u00a0ba,\u00a014/03/2023 09:20", "Thứ Ba, 14/03/2023, 09:20 (GMT+7)", "Thứ ba - 14/03/2023 09:20",
        "Thứ 3, Ngày 14/03/2023 - 09:20", "Ngày đăng: 14/03/2023  09:20", "Ngày đăng: 14/03/2023 lúc 09:20:42", "14/03/2023 09:20 SA",
        "09:20, 14/03/2023", "Thứ Ba, ngày 14 tháng 3 năm 2023 | 9:20:45", "14-03-2023, 09:20 (GMT+7)", "Cập nhật lúc: 09h20, 14/03/2023",
        "(14/03/2023 09:20)", "Đăng lúc 9h20 ngày 14/3/2023", "Xuất bản: Thứ ba, 14/3/2023, 09:20 [GMT+7]", "T3, 14/03/2023 09:20",
        "14 Tháng Ba 2023 9:20", "Đăng ngày: 14-03-2023 | 09:20", "Print Thứ Ba, 14/03/2023 09:20 Gốc", "14/03/2023 09:20 Lượt xem: 345",
        "Thứ Ba, 14/03/2023 09:20 Từ viết tắt Xem với cỡ chữ", "Thứ ba, 14/03/2023 09:20  |  In trang  |  Gửi email",
    )
] + [("14/03/2023", "00:00"), ("Ngày 14 tháng 3 năm 2023", "00:00"), ("Đăng ngày 14/03/2023", "00:00")]  # fmt: skip
BUTTONS = ["", "", "Từ viết tắt Xem với cỡ chữ", "Mặc định Cỡ chữ", "A- A A+", "In trang | Gửi email", "Lượt xem: 87", "Nghe bài viết\n0:00/3:12", "Chia sẻ:\nFacebook\nZalo", "Print\nEmail", "Màu chữ  Cỡ chữ  A A A", "0 bình luận", "Chọn giọng đọc: Nữ miền Bắc", "Gửi mail cho bạn", "Lưu bài viết", "QR Code"]  # fmt: skip
PREFIXES = ["", "", "", "(Chinhphu.vn) - ", "(PLO)- ", "(Quanlynhanuoc.vn) – ", "QTO - ", "Kinhtedothi - ", "VOV.VN - ", "Cao Bằng (TTXVN) - ", "(CTTĐT) - ", "(Báo Cao Bằng) - ", "(TN&MT) - ", "(Moha.gov.vn)-", "(Cổng TTĐT tỉnh) - "]  # fmt: skip
LEAD = "Chợ phiên mới rộng 3.000 m² có mái che, nước sạch và khu bán nông sản riêng, thu hút người dân bốn xã lân cận."
CAPTION = "Người dân mua bán tại chợ phiên"
PHOTOS = [
    (f"{CAPTION}. Ảnh: Hà Mi", f"{CAPTION}.", "Hà Mi"),
    (f"{CAPTION}. (Ảnh: Hà Mi/TTXVN)", f"{CAPTION}.", "Hà Mi/TTXVN"),
    (f"{CAPTION} - Ảnh: Hà Mi.", CAPTION, "Hà Mi"),
    (f"{CAPTION} (Ảnh VGP/Đức Tuân)", CAPTION, "VGP/Đức Tuân"),
    (f"{CAPTION}. Nguồn ảnh: Báo Cao Bằng", f"{CAPTION}.", "Báo Cao Bằng"),
    (f"{CAPTION}. Ảnh: Phòng Văn hóa - Thông tin huyện", f"{CAPTION}.", "Phòng Văn hóa - Thông tin huyện"),
    (f"{CAPTION}/Ảnh: NVCC", CAPTION, "NVCC"),
]
STORY = (
    "Chợ họp vào thứ bảy hằng tuần, từ 5 giờ sáng đến 11 giờ trưa, có 120 hộ đăng ký bán hàng.",
    "Bà Lý Thị Máy, thôn Nà Pồng, bán măng khô và mật ong rừng, mỗi phiên thu hơn một triệu đồng.",
    "Theo UBND xã, khu chợ được đầu tư từ nguồn vốn Chương trình mục tiêu quốc gia, tổng kinh phí 4,2 tỷ đồng.",
    "Chủ tịch UBND xã Nông Văn Tiệp cho biết, xã sẽ sắp xếp thêm chỗ để xe và thu gom rác sau mỗi phiên.",
)
HEADINGS = ["Hàng quê về chợ", "1. Hàng quê về chợ", "I. HÀNG QUÊ VỀ CHỢ", "Vì sao chợ đông trở lại?", "“Chợ của mình”", "HÀNG QUÊ VỀ CHỢ"]  # fmt: skip
ITEMS = ("Mở thêm 20 gian hàng nông sản;", "Lắp 6 camera an ninh;", "Thu gom rác ngay sau phiên.")
EXTRAS: list[list[list[str]]] = [
    [],
    [["Paragraph", "Ảnh hưởng của dịch bệnh khiến chợ phải nghỉ gần hai năm."]],
    [["Paragraph", "Nguồn vốn: Ngân sách tỉnh hỗ trợ 3 tỷ đồng, còn lại do xã huy động từ người dân."]],
    [["Paragraph", "Đánh giá về kết quả này, Chủ tịch UBND huyện cho rằng cách làm của xã rất sáng tạo."]],
    [["Quote", "“Chợ phiên là nơi bà con gặp nhau, giữ được chợ là giữ được nếp sống vùng cao.”", ""]],
    [["Paragraph", "Phiên chợ ngày 14/03/2023 có mặt đại diện Sở Công Thương."]],
    [["Paragraph", "PV: Xin ông cho biết vì sao xã chọn ngày thứ bảy?"], ["Paragraph", "Ông Nông Văn Tiệp: Vì đó là ngày học sinh nội trú được nghỉ, gia đình nào cũng đi chợ."]],
]  # fmt: skip
ENDINGS: list[tuple[str, list[str], str]] = [
    ("", [], ""), ("Hà Mi", ["Hà Mi"], ""), ("Nguồn: Chinhphu.vn", [], "Chinhphu.vn"), ("Theo Chinhphu.vn", [], "Chinhphu.vn"), ("PV", ["PV"], ""),
    ("T/h: Lệ Quyên", ["Lệ Quyên"], ""), ("VĂN HÀO - TRẦN HỮU", ["VĂN HÀO", "TRẦN HỮU"], ""), ("Bài và ảnh: Lương Mai", ["Lương Mai"], ""),
    ("Tác giả: Hà Mi\nNguồn: Báo Cao Bằng", ["Hà Mi"], "Báo Cao Bằng"), ("Theo VOV\nhttps://vov.vn/cho-phien-123.vov", [], "VOV"),
    ("Hà Mi (TTXVN)", ["Hà Mi"], "TTXVN"), ("Hà Mi/Báo Cao Bằng", ["Hà Mi"], "Báo Cao Bằng"), ("Nguyễn Thị Hà Mi, Phòng Nội vụ huyện", ["Nguyễn Thị Hà Mi"], ""),
    ("Văn phòng UBND xã", ["Văn phòng UBND xã"], ""), ("Minh Hải (Đồn BP Nghi Sơn)", ["Minh Hải"], ""), ("Nguồn: baochinhphu.vn (Hà Mi)", ["Hà Mi"], "baochinhphu.vn"),
    ("ThS. Vũ Thị Hải Lý\nTrường Chính trị tỉnh Cao Bằng", ["ThS. Vũ Thị Hải Lý"], ""), ("Bài: Hà Mi\nẢnh: Thu Trang", ["Hà Mi"], ""),
    ("Nguồn:\nChinhphu.vn", [], "Chinhphu.vn"), ("Nguồn tin: Cổng thông tin điện tử Chính phủ", [], "Cổng thông tin điện tử Chính phủ"), ("Hà Mi\n(Còn nữa)", ["Hà Mi"], ""),
    ("Nguồn: Hà Mi - baocaobang.vn", ["Hà Mi"], "baocaobang.vn"), ("Theo chinhphu.vn/Hà Mi", ["Hà Mi"], "chinhphu.vn"), ("Tổng hợp từ Báo Nhân Dân", [], "Báo Nhân Dân"),
    ("Ảnh: Thu Trang\nBài: Hà Mi", ["Hà Mi"], ""), ("Tác giả: Hà Mi\nẢnh: Thu Trang\nNguồn tin: Báo Cao Bằng", ["Hà Mi"], "Báo Cao Bằng"),
]  # fmt: skip
TAILS = ["", "", "Tìm theo ngày :\n\nĐánh giá\n\n(Di chuột vào ngôi sao để chọn điểm)", "Tin liên quan\n- Chợ đêm thành phố (10/03/2023)\n- Phố đi bộ mở cửa trở lại", "Từ khóa: chợ phiên, Tân Lập", "Tổng số điểm của bài viết là: 5 trong 1 đánh giá\nClick để đánh giá bài viết", "Những tin mới hơn\nChợ đêm thành phố (15/03/2023)\nNhững tin cũ hơn\nPhố đi bộ (10/03/2023)", "Các bài mới:\nChợ đêm thành phố", "Tin cùng thể loại\nChợ đêm thành phố", "Gửi ý kiến phản hồi\nXem thêm các tin khác", "Trở về đầu trang", "Thích 0\nChia sẻ", "Cùng chủ đề\nChợ đêm thành phố", "Tin nóng\nChợ đêm thành phố", "Xếp hạng 4.2/5 - 12 phiếu", "<< Tin trước   Tin sau >>", "Xem tiếp"]  # fmt: skip
SEED = 20_230_314


@pytest.mark.parametrize("number", range(60))
def test_the_same_article_from_every_site(number: int) -> None:
    lot = random.Random(SEED + number)
    gap = lot.choice(["\n", "\n\n", "\n\n"])
    title, (date, time), prefix = lot.choice(TITLES), lot.choice(DATES), lot.choice(PREFIXES)
    section = lot.choice(SECTIONS)
    printed, caption, credit = lot.choice(PHOTOS)
    heading, extra = lot.choice(HEADINGS), lot.choice(EXTRAS)
    ending, authors, source = lot.choice(ENDINGS)
    photo = ["PhotoLine", caption, credit]
    body = [["Paragraph", STORY[0]], *extra, ["Heading", heading], ["Paragraph", STORY[1]]]
    lines = [STORY[0], *(row[1] for row in extra), heading, STORY[1]]
    if lot.random() < 0.3:
        body += [["Paragraph", "Xã tập trung vào các việc:"], ["ListBlock", "\n".join(ITEMS)]]
        lines += [
            "Xã tập trung vào các việc:",
            "\n".join(f"{mark} {item}" for mark in [lot.choice("-+•*–")] for item in ITEMS),
        ]
    place = lot.choice([0, len(body)])
    body.insert(place, photo)
    lines.insert(len(lines) if place else 0, printed)
    body += [["Paragraph", text] for text in STORY[2:]]
    # A section's name may stand above the date, with the headline below.
    head = [date, title] if section and lot.random() < 0.2 else [title, date]
    parts = [lot.choice(CHROME), section, *head, lot.choice(BUTTONS), prefix + LEAD, *lines, *STORY[2:]]
    text = gap.join(part for part in [*parts, ending, lot.choice(TAILS)] if part)

    page = read_page(text.encode())
    assert page.headline == title
    assert page.published_at is not None
    assert page.published_at.isoformat(timespec="minutes") == f"2023-03-14T{time}+07:00"
    assert page.lead == prefix + LEAD
    assert page.lead_prefix == prefix.rstrip(" -–")
    assert [author.name for author in page.authors if author.role in ENDING_ROLES] == authors
    assert (page.source.name if page.source else "") == source
    assert [as_row(block) for block in page.blocks] == body
