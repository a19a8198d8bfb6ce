"""Buttons and counters between the headline and the lead; the same words inside the body are never touched."""

import re

_PHRASES = (
    r"từ viết tắt", r"xem với c[ỡở] chữ", r"c[ỡở] chữ", r"(?:tăng|giảm|tăng/giảm|tăng giảm) c[ỡở] chữ", r"mặc định", r"\ba\s?[-–+]", r"\ba\b",
    r"[-+]\s?a{1,2}\s?[-+]?", r"\baa\b", r"\+", r"\bin trang(?: này)?", r"\bbản in(?: thân thiện)?", r"\bin bài(?: viết)?", r"\bin tin", r"\bin ra\b", r"\bin\b", r"\bprint\b", r"phiên bản in",
    r"gửi (?:e-?mail|thư|bài viết|tin|(?:bài )?cho bạn(?: bè)?|bài)(?: (?:qua|bằng) (?:e-?mail|thư))?", r"e-?mail", r"\bgốc\b", r"chia sẻ(?: bài viết| tin| bài)?(?: (?:lên|trên|qua|với))?", r"share", r"tweet", r"thích\b", r"\blike\b", r"facebook",
    r"twitter", r"\bzalo\b", r"linkedin", r"gmail", r"youtube", r"tiktok", r"instagram", r"skype", r"whatsapp", r"pinterest", r"telegram", r"copy link", r"sao chép (?:liên kết|link)", r"lưu(?: bài(?: viết)?| tin)?(?: này)?", r"\bgửi\b",
    r"nghe (?:bài viết|đọc bài|bài|tin)", r"đọc bài(?: viết)?(?: trên)?", r"nghe nội dung(?: bài viết)?", r"(?:chọn )?giọng (?:đọc|nam|nữ)(?: miền (?:bắc|trung|nam))?", r"nam miền (?:bắc|nam)", r"nữ miền (?:bắc|nam)",
    r"\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}", r"\b\d(?:\.\d+)?x\b", r"tạm dừng", r"tốc độ(?: đọc)?",
    r"(?:số )?(?:lượt|lần|người|lượt người) (?:xem|đọc|truy cập|tải)(?: (?:bài(?: viết)?|tin))?\s*:?\s*[\d.,]*", r"[\d.,]+\s*(?:lượt|lần) (?:xem|đọc)", r"đã xem\s*:?\s*[\d.,]*(?:\s(?:lần|lượt)\b)?", r"(?:xem|views?)\s*:\s*[\d.,]+",
    r"phản hồi\s*:?\s*\(?\d+\)?", r"gửi phản hồi", r"(?:gửi )?góp ý", r"báo lỗi", r"yêu thích", r"mục lục", r"qr(?: code)?\b", r"(?:xem (?:bản )?|tải (?:bản )?)?pdf\b", r"lắng nghe", r"\bnghe(?: audio)?\b", r"\baudio\b", r"\bđang phát\b", r"\bdừng\b", r"tắt tiếng", r"đọc báo nói", r"xem ảnh", r"tải (?:về|xuống)", r"\bngôn ngữ\s*:", r"đánh giá\s*:\s*[\d.,]+\s?/\s?5(?: \(.{1,20}\))?", r"(?:tăng|giảm|đổi|thay đổi) (?:kích thước |cỡ |kích cỡ )?(?:phông )?chữ", r"gửi mail(?: cho bạn(?: bè)?)?", r"viết bình luận", r"để lại (?:một )?bình luận", r"\bđọc\s*:\s*[\d.,]+", r"\{+\s*\w+\s*\}+", r"(?:[\d.,]+\s*)?bình luận\s*:?\s*(?:\(?\d+\)?)?", r"theo dõi(?: (?:báo|chúng tôi))?(?: trên)?", r"google news", r"tương phản", r"chế độ ban đêm", r"màu chữ", r"\bmã qr\b", r"quét mã qr(?: để (?:\w+\s?){1,5})?",
    r"đọc nhanh", r"(?:đọc|xem) ngay", r"\bx\b", r"\bt\b", r"\bchi tiết\b", r"\btrang (?:trước|sau)\b", r"quay lại", r"trở lại", r"về trang trước", r"xem cỡ chữ", r"font(?: size| chữ)?", r"\brss\b", r"english(?: version)?", r"tiếng việt", r"\b(?:vi|vn)\s?[|/]\s?en\b", r"\ben\s?[|/]\s?(?:vi|vn)\b",
    r"100\s?%", r"(?:đổi|chọn) c[ỡở] chữ", r"kích (?:thước|cỡ) chữ", r"phóng to", r"thu nhỏ", r"bookmark", r"messenger", r"viber", r"đánh dấu", r"\(gmt\s?\+7\)", r"tải ứng dụng", r"đăng ký nhận (?:bản )?tin",
)  # fmt: skip
_PHRASE = re.compile("|".join(sorted(_PHRASES, key=len, reverse=True)), re.IGNORECASE)
_FILLER = re.compile(r"[\W\d_]+")
_CRUMB = re.compile(r"^(?:trang chủ|trang nhất|home)\b", re.IGNORECASE)
_TWO_SECTIONS = re.compile(
    r"[^\W\d_]+(?: (?:- )?[^\W\d_]+){0,4} (?:/|»|›|>{1,2}) [^\W\d_]+(?: (?:- )?[^\W\d_]+){0,4}"
)
"""Two sections between spaced signs: "TIN TỨC / XÃ HỘI"; an arrow parts them in small letters too: "Văn hóa » Nếp sống"."""
_MENU = re.compile(
    r"(?:(?:trang chủ|trang nhất|giới thiệu|tin tức|sự kiện|thời sự|chính trị|kinh tế|xã hội|văn hóa|thế giới|quốc tế|thể thao|giải trí|pháp luật|giáo dục|khoa giáo|khoa học|"
    r"công nghệ|đời sống|sức khỏe|du lịch|môi trường|bạn đọc|quốc phòng|an ninh|đối ngoại|kinh doanh|văn bản|thủ tục hành chính|dịch vụ công(?: trực tuyến)?|hỏi đáp|liên hệ|"
    r"đa phương tiện|multimedia|media|video|podcast|góc nhìn|nông nghiệp|y tế|nhà đất|thông báo|sơ đồ cổng|tìm kiếm|công khai ngân sách|chỉ đạo điều hành)(?:[\s|/,·•>»-]+|$)){3,}",
    re.IGNORECASE,
)
"""A row of the site's own menu, copied as one line."""
_ARROWS = re.compile(r"\s*(?:»|›|>{1,2}|/|→|\||::)\s*")
_CHROME = re.compile(
    r"^(?:cổng thông tin|trang thông tin|cộng hòa xã hội|cộng hoà xã hội|chính phủ nước|hotline|đường dây nóng|liên hệ|đăng nhập|đăng ký|"
    r"(?:bỏ qua|chuyển (?:đến|tới)|đi (?:đến|tới)) (?:tới |đến )?nội dung|tìm kiếm|chào mừng (?:bạn|quý|các bạn)|chuyên mục\s*:|danh mục\s*:|sơ đồ (?:site|cổng|trang)|giới thiệu|menu|danh mục|thứ .{0,20}gmt|tổng biên tập|giấy phép)\b",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"^(?:chuyên mục|danh mục|đăng trong)\s*:?\s(?:\S+\s?){1,6}$|^(?:bởi|by)\s*[:,]?$", re.IGNORECASE
)
_FOLLOW = re.compile(r"^(?:(?:mời|hãy) .{0,40})?theo dõi .{1,50} trên(?: .{1,40})?[^.?!]$", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"^(?:(?:posted |written |created )?by\s*:?\s*|(?:được )?(?:đăng |viết )?bởi\s*:?\s*)?(?:admin\w{0,12}|webmaster|super user|quản trị viên|quantri\w{0,10})$",
    re.IGNORECASE,
)
"""The account that stored the page, which says nothing about who wrote it."""
_POSTED = re.compile(
    r"(?i:(?:người )?đăng(?: tin| bài)?\s*:|(?:đăng bởi|posted by)(?:\s*:|\s))\s*[a-z][a-z0-9._]{3,30}"
)
_LOGIN = re.compile(r"(?=.*[a-z])[a-z][a-z0-9._]{3,30}")
_BADGE = re.compile(r"^\W*(?:HOT|MỚI|NEW)\W*$", re.IGNORECASE)


def is_noise(text: str) -> bool:
    """True when nothing but button words, counters and separators is left on the line."""
    if len(text) > 200:
        return False
    if (
        _POSTED.fullmatch(text)
        or _ACCOUNT.match(text)
        or _BADGE.match(text)
        or _CATEGORY.match(text)
        or _FOLLOW.match(text)
    ):
        return True
    rest = strip_noise(text)
    return not rest and not _only_number(text)


def is_account(text: str) -> bool:
    """ "admin", "Viết bởi Super User": the account that stored the page."""
    return bool(_ACCOUNT.match(text) or _POSTED.fullmatch(text) or _LOGIN.fullmatch(text))


def strip_noise(text: str) -> str:
    """The line without button words; "" when only fillers (separators, digits) remain."""
    rest = _PHRASE.sub(" ", text)
    return "" if _FILLER.fullmatch(rest.strip() or "-") else rest.strip()


def _only_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{2,}", text.strip()))


def is_breadcrumb(text: str) -> bool:
    """ "Trang chủ » Tin tức", or three and more short parts between arrows."""
    if len(text) > 300 or "://" in text:
        return False
    if _MENU.fullmatch(text):
        return True
    parts = [part for part in _ARROWS.split(text) if part]
    if _CRUMB.match(text) and len(text) < 200 and text[-1:] not in ".;!?":
        return len(parts) > 1 or len(text.split()) <= 4 or text.casefold().startswith("trang chủ ")
    if _TWO_SECTIONS.fullmatch(text) and (text.isupper() or "/" not in text):
        return True
    return (
        len(parts) >= 3
        and all(len(part.split()) <= 6 and not part.strip().isdigit() for part in parts)
        and "," not in text
    )


def is_two_sections(text: str) -> bool:
    """ "Thời sự > Pháp luật": a section and its part, without the site's front page."""
    return bool(_TWO_SECTIONS.fullmatch(text)) and not _CRUMB.match(text)


def is_chrome(text: str) -> bool:
    """A line of the site's frame (name of the portal, menu, hotline)."""
    return bool(_CHROME.match(text)) and len(text.split()) <= 20 and text[-1:] not in ".;?!"
