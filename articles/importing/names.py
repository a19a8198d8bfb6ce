"""Is this the name of a person, of a body, of a place? Lists of syllables and words, no guessing beyond them."""

import re

_SURNAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Lâm Mai Đào Cao Hà "
    "Tạ Tô Vương Lưu Chu Châu Thái Tống Triệu Phùng Quách Kiều La Lương Nghiêm Tăng Từ Vi Khổng Lò Giàng Hứa Mạc Nông "
    "Ma Đàm Lục Sầm Thân Thạch Ông Tôn Ninh Bạch Cù Doãn Hoa Khương Viên Văn Thiều Giáp Đồng Đậu Trà Cầm Quàng Vàng Sùng "
    "Thào A Y H' K' Điêu Hầu Mã Âu Cung Kim Lã Lại Liễu Ngọ Ngụy Nhữ Phí Phó Thẩm Tiêu Ứng Bế Bàng"
)
_GIVEN = (
    "An Anh Ánh Ân Ba Bách Bảo Bắc Băng Bích Biên Bình Cảnh Cầm Cẩm Cần Chi Chí Chiến Chinh Chung Công Cúc Cường Danh Dân "
    "Diễm Diệp Diệu Doanh Du Dung Dũng Duy Duyên Dưỡng Đại Đan Đạt Đăng Điệp Điền Định Đông Đồng Đức Gia Giang Giao "
    "Giáp Hạ Hải Hạnh Hào Hảo Hân Hằng Hậu Hiên Hiền Hiển Hiếu Hiệp Hiệu Hoà Hòa Hoài Hoan Hoàn Hoạt Học Hội Hồng Huân Huấn "
    "Huế Huệ Huy Huyền Hùng Hưng Hương Hường Hưởng Hữu Hy Khả Khải Khang Khanh Khánh Khiêm Khoa Khôi Khuê Khương Kiên "
    "Kiệt Lam Lan Lành Lân Lập Lệ Linh Liên Liễu Loan Long Lộc Lợi Luân Luyến Luyện Lực Lương Ly Mạnh Mẫn Mây Mến Mi Miên "
    "Minh Mỹ My Nam Nga Ngà Ngân Nghi Nghĩa Ngoan Ngọc Ngữ Nguyên Nguyệt Nhã Nhàn Nhân Nhật Nhi Nhiên Nhung Như Nhựt "
    "Ninh Oanh Phát Phi Phong Phú Phúc Phụng Phương Phượng Quang Quân Quế Quốc Quy Quý Quỳnh Quyên Quyền Quyết San Sang "
    "Sáng Sâm Sinh Sơn Sương Tài Tâm Tân Tấn Thanh Thành Thạch Thảo Thạnh Thắm Thắng Thiên Thiện Thịnh Thi Thị Thơ Thơm "
    "Thọ Thoa Thông Thơi Thu Thuận Thuần Thục Thùy Thuỳ Thủy Thuỷ Thúy Thuý Thư Thương Thường Thức Tiên Tiến Tiệp Tín Tịnh "
    "Toàn Toán Tố Trà Trang Trầm Trâm Trân Tri Trí Trinh Trọng Trung Trúc Trường Tú Tuân Tuấn Tuệ Tùng Tuyên Tuyến Tuyền "
    "Tuyết Tư Tường Uyên Vân Vi Việt Vinh Vĩnh Vịnh Vui Vượng Vy Xuân Xuyến Yên Yến Thế Đình Đắc Bá Sỹ Sĩ Thượng Viết Cát "
    "Khắc Trác Hoành Dự Điệu Quảng Khuyến Năm Sáu Bảy Tám Chín Út Thuyên Thùy Tiểu Hoạch Nhuận Nhạn Én Đính "
    "Huynh Kha Lụa Mơ Nhẫn Nhu Nương Pha Phước Quyến Sen Thạc Thiệp Thoại Thuấn Toại Tráng Triết Tươi Ước Xoan Xuyên Ái Bền Chương Cẩn "
    "Tất Bội Chiêu Đạo Đệ Độ Kỳ Lễ Luận Luật Lữ Lư Mừng Nghị Nghiệp Nhâm Nhất Phấn Sử Tạo Thăng Thuyết Tiếp Tòng Trạch Trị Trì Trực "
    "Trứ Tự Vạn Vọng Vững Xứng Ý Hiện Hợp Huyên Khôn Lai Lượng Lạc Lãm Nghệ Ngôn Ngoạn Niệm Viên Viễn Khởi Kính Ẩn Tụng Đường Điểm Giới Hiểu Thỉnh Trinh Triệu "
    "Diên Đoan Đôn Hàm Lài Liêm Lĩnh Mão Mậu Mị Muội Mùi Nhơn Thêm Thiêm Thìn Thoan Thới Tịch Toản Tuất Tý Uyển Vĩ Vỹ Dư Hợi Dần Dậu Sửu Tỵ"
)
_SYLLABLES = frozenset(part.casefold() for part in (_SURNAMES + " " + _GIVEN).split())
_PLACES = frozenset(
    name.casefold()
    for name in (
        "Việt Nam,Hà Nội,Hồ Chí Minh,TP Hồ Chí Minh,TP. Hồ Chí Minh,TPHCM,TP.HCM,Hải Phòng,Đà Nẵng,Cần Thơ,Huế,Thừa Thiên Huế,"
        "An Giang,Bà Rịa - Vũng Tàu,Bạc Liêu,Bắc Giang,Bắc Kạn,Bắc Ninh,Bến Tre,Bình Định,Bình Dương,Bình Phước,Bình Thuận,"
        "Cà Mau,Cao Bằng,Đắk Lắk,Đắk Nông,Điện Biên,Đồng Nai,Đồng Tháp,Gia Lai,Hà Giang,Hà Nam,Hà Tĩnh,Hải Dương,Hậu Giang,"
        "Hòa Bình,Hoà Bình,Hưng Yên,Khánh Hòa,Khánh Hoà,Kiên Giang,Kon Tum,Lai Châu,Lâm Đồng,Lạng Sơn,Lào Cai,Long An,Nam Định,"
        "Nghệ An,Ninh Bình,Ninh Thuận,Phú Thọ,Phú Yên,Quảng Bình,Quảng Nam,Quảng Ngãi,Quảng Ninh,Quảng Trị,Sóc Trăng,Sơn La,"
        "Tây Ninh,Thái Bình,Thái Nguyên,Thanh Hóa,Thanh Hoá,Tiền Giang,Trà Vinh,Tuyên Quang,Vĩnh Long,Vĩnh Phúc,Yên Bái,"
        "Trung Quốc,Hoa Kỳ,Nhật Bản,Hàn Quốc,Tây Nguyên,Trung Ương,Quốc Hội,Chính Phủ"
    ).split(",")
)
_ORGANISATION = re.compile(
    r"^(?:Ban|Bộ|Sở|Phòng|UBND|HĐND|Ủy ban|Uỷ ban|Hội|Cục|Vụ|Viện|Học viện|Trường|Trung tâm|TT|Văn phòng|VP|Chi cục|Tổng cục|"
    r"Đảng ủy|Đảng uỷ|Đoàn|Liên đoàn|Công an|Báo|Đài|Tạp chí|Cổng|Công ty|Tổng công ty|Tòa|Toà|Trang (?:thông tin|tin|TTĐT|web)|Kho bạc|Bảo hiểm|Thành ủy|"
    r"Tỉnh ủy|Huyện ủy|Khoa|Nhóm|Tổ|Bưu điện|Ngân hàng|Đại học|Thư viện|Mặt trận|MTTQ|Quận|Huyện|Xã|Phường|Tỉnh|Thành phố|Cơ quan)"
    r"(?=\s+(?P<next>\S+)|$)",
    re.IGNORECASE,
)
_SMALL_BODY = re.compile(
    r"^(?:[A-ZĐ]{2,6}(?=\s+(?:xã|phường|huyện|quận|tỉnh|thị xã)\b)|Bộ phận|Ban quản lý|BQL|BCĐ|CLB|Câu lạc bộ|Hợp tác xã|HTX|Quỹ|Hạt Kiểm lâm|Trạm|Bệnh viện|Đội|Chi đoàn|Chi bộ|Đảng bộ|Hiệp hội|Liên minh|Bảo tàng|Thanh tra|T(?:òa|oà) án nhân dân|Viện [Kk]iểm sát nhân dân|VKSND|TAND|BHXH|LĐLĐ|BĐBP|CDC|Nhà văn hóa|Nhà hát|Đồn|Hải đội|Lữ đoàn|Sư đoàn|Trung đoàn|Tiểu đoàn|Quân khu|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Quận đoàn|Thị đoàn|Liên hiệp|Hội đồng|Chi nhánh|NXB|Nhà xuất bản)\s+(?P<next>[^\W\d_]\w*)"
)
_LEVELS = frozenset("tỉnh huyện xã phường thành thị quận khu trung ương đảng nhân".split())
_ACTS = re.compile(
    r"\s(?:đã|đang|sẽ|vừa|được|là|có|cho|kết thúc|báo cáo|ban hành|công bố|yêu cầu|đề nghị|triển khai|khai mạc|bế mạc|gồm|diễn ra|phát động|ra mắt|diễn tập|tổ chức|ra quân|trao|tặng|khánh thành|khởi công|đón|tuyên dương|mở|họp|tập huấn|bàn giao|hoàn thành|tăng|giảm|đạt|dùng|lên|hết|thắng|giành|vô địch|bắt|phát hiện|cứu|khám|bị|thăm|ủng hộ|chung tay|giúp|vào|nhận|xử phạt|khởi tố|cảnh báo|khuyến cáo)\s"
)
_DESK = re.compile(
    r"^(?:(?:nhóm|tổ) )?(?:PV|P\.V\.?|CTV|BTV|BBT|BT|phóng viên|cộng tác viên|ban biên tập|tòa soạn|toà soạn)(?: (?:[A-ZĐ&-]{1,6}|tổng hợp))?$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|Ths|THS|CN|KS|BS|BSCK\w*|LS|NCS|CVC|NGƯT|NGND|NSƯT|Thạc sĩ|Thạc sỹ|Tiến sĩ|Tiến sỹ|Luật sư|Nhà báo|Bác sĩ|"
    r"Thượng tá|Đại tá|Trung tá|Thiếu tá|Đại úy|Thượng úy)[.,]*\s*(?=[\w.]))+(?=\s?\w)"
)
_TOKEN = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+['’]?[^\W\d_]*\.?|(?:[^\W\d_]\.)+")
_INITIAL = re.compile(r"(?:[^\W\d_]\.){1,2}[A-ZĐÀ-Ỹ][^\W\d_]+")
"""A given name behind initials: "D.Hải"."""
_SPLIT = re.compile(r"\s+[-–—]\s+|\s*[,;&+]\s*|\s+và\s+|(?<=\w{2})[-–—](?=\w{2})|\s*\|\s*", re.IGNORECASE)


def is_place(text: str) -> bool:
    return text.strip(" .").casefold() in _PLACES


def is_organisation(text: str) -> bool:
    """A body: its first word says so, a capital or a level ("tỉnh") follows, and there is no verb in it."""
    if ":" in text or _is_full_name(text):
        return False
    match = _ORGANISATION.match(text)
    small = _SMALL_BODY.match(text)
    if small and len(text.split()) <= 7 and text[-1] not in ".:;?!,":
        named = small["next"][0].isupper() or small["next"] in _LEVELS or small["next"] == "y"
        return named and not _ACTS.search(f" {text} ")
    if match is None or not text[:1].isupper() or len(text.split()) > 15 or text[-1:] in ".:;?!,":
        return False
    following = match["next"] or ""
    return (
        bool(following) and (following[0].isupper() or following in _LEVELS) and not _ACTS.search(f" {text} ")
    )


def _is_full_name(text: str) -> bool:
    """ "Đoàn Văn Dũng", "Trường Sơn": a body's first word can be a person's surname or given name."""
    words = _DEGREE.sub("", text.strip()).casefold().split()
    named = words[:1] in (["đoàn"], ["trường"]) and 2 <= len(words) <= 4 and text == text.title()
    return named and _SYLLABLES.issuperset(words)


def is_desk(text: str) -> bool:
    """The editors' own signatures: PV, CTV, BBT, Ban Biên tập."""
    return bool(_DESK.match(text.strip(" .")))


def name_score(text: str) -> float:
    """How much this looks like one person's name (0 = not at all, 1 = surely).

    Two to five capitalised syllables; degrees in front are allowed; an all-capital line must hold known
    syllables, for a headline of a section looks the same ("KẾT QUẢ").
    """
    name = _DEGREE.sub("", text.strip()).strip()
    degree = name != text.strip()
    tokens = name.split()
    if not 1 <= len(tokens) <= 5 or len(name) > 40 or is_place(name) or is_organisation(name):
        return 0.0
    if not all(_TOKEN.fullmatch(token) and token[0].isupper() for token in tokens):
        return 0.0
    known = sum(token.strip(".").casefold() in _SYLLABLES or "." in token for token in tokens) / len(tokens)
    if name.isupper() and "." not in name:
        return 0.8 * known if known > 0.6 and len(tokens) > 1 else 0.0
    if len(tokens) == 1:
        if _INITIAL.fullmatch(name):
            return 0.75
        return 0.4 if known else 0.15
    return min(1.0, 0.45 + 0.45 * known + (0.1 if degree else 0.0))


def without_degree(text: str) -> str:
    """ "PGS.TS. Trần Thị Diệu" as "Trần Thị Diệu"."""
    return _DEGREE.sub("", text.strip()).strip()


def split_names(text: str) -> list[str]:
    """ "A - B", "A, B", "A & B", "A và B" into single names; a degree's own comma does not split."""
    return [part.strip() for part in _SPLIT.split(text.strip()) if part and part.strip()]


def names_score(text: str) -> float:
    """The lowest score of the names on a line (0 when one of them is no name)."""
    parts = split_names(text)
    return 0.0 if len(parts) > 6 else parts_score(parts)


def parts_score(parts: list[str]) -> float:
    """The lowest score of several names. A province beside a person is a person too: "Thái Bình - Trần Minh"."""
    scores = [1.0 if is_desk(part) else name_score(part) for part in parts]
    if max(scores, default=0.0) >= 0.75:
        scores = [
            max(score, 0.7) if _may_be_name(part) else score
            for part, score in zip(parts, scores, strict=True)
        ]
    return min(scores, default=0.0)


def _may_be_name(text: str) -> bool:
    """Beside a person: a province's name made of a person's syllables, or two to four words in capitals."""
    words = text.split()
    if is_place(text):
        return _SYLLABLES.issuperset(text.casefold().split())
    if re.fullmatch(r"[HYK]['’]\w{2,12}", text):
        return True
    return (
        text.isupper()
        and 2 <= len(words) <= 4
        and all(map(_TOKEN.fullmatch, words))
        and not is_organisation(text)
    )
