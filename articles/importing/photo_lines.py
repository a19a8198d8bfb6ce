"""Lines under pictures: caption and credit, in the dozen ways they are printed."""

import re
from dataclasses import replace

from .names import is_organisation, name_score
from .page import PhotoKind, PhotoLine
from .sources import is_registered

MAX_CREDIT = 60
_AGENCY = (
    r"(?:VGP|TTXVN|VOV|VTV|AFP|AP|Reuters|Getty|EPA|THX|Xinhua|TTX|QĐND|SGGP|NVCC|BTC|CTV|PV|VNA|Internet)"
)
_AUTO_ALT = re.compile(r"\s*[-–—]\s*(?:Ảnh|Hình)\s+\d{1,3}\s*\.?$", re.IGNORECASE)
_PLAIN_ALT = re.compile(r"(?P<title>[ -~]{20,200}) hinh \d{1,2}")
"""The headline without its marks, as some sites name their pictures: "dien dan thanh nien hinh 1"."""
_LABEL = r"(?:(?:bài|tin)(?:,| và) ảnh|ảnh(?:\s*,\s*|\s+và\s+|\s*-\s*)(?:video|clip|đồ họa|đồ hoạ)|nguồn ảnh|nguồn video|nguồn clip|nguồn hình|ảnh|hình ảnh|hình|photos?|(?P<graphic>đồ họa|đồ hoạ|infographic|thiết kế|minh họa|minh hoạ)|(?P<video>video|clip))"
_CREDIT_LINE = re.compile(
    rf"^(?P<caption>.*?)(?P<edge>^|[.,;:!?)”\"’…]\s*|\s*[-–—|/_(\[]\s*|\s+)(?<![^\W_]){_LABEL}\s*(?P<extra>minh họa|minh hoạ|tư liệu|chụp màn hình|chụp|cắt từ clip|do nhân vật cung cấp)?\s*[:：|]\s*(?P<credit>[^:：\n]{{2,90}}?)\s*(?P<end>[)\]]?\s*\.?\s*[)\]]?)$",
    re.IGNORECASE,
)
_NO_COLON = re.compile(
    rf"^(?P<caption>.*?)(?:^|(?<=[.,;!?)”\"…])\s*|\s*[-–—(]\s*)(?:Ảnh|ẢNH|ảnh|Photos?)\s+(?P<credit>{_AGENCY}\b[^.,;:]{{0,40}}|[\w-]+(?:\.[\w-]+)+|[^.,;:()]{{3,40}})\)?\.?$"
)
_PICTURE_SOURCE = re.compile(
    r"^(?P<caption>.+?)(?:[\s,;–-]*\(\s*[Nn]guồn|[\s.,;–-]+Nguồn|[.,;–-]\s*nguồn)\s*[:：]\s*(?P<credit>[^:：\n]{2,90}?)\s*\)?\.?$"
)
_PROVIDED = re.compile(
    r"^(?P<caption>.*?)(?:^|(?<=[.,;!?)”])\s*|\s*[-–—(]\s*)(?:Ảnh|ảnh|Hình ảnh)\s+do\s+(?P<credit>[^.:;()]{3,45}cung cấp)\s*\)?\.?$"
)
_ILLUSTRATION = re.compile(
    r"(?:^|[\s(.–-])(?P<what>ảnh|hình|hình ảnh)\s+(?P<kind>minh họa|minh hoạ|tư liệu(?: (?:của )?(?:gia đình|nhân vật|dòng họ|[A-ZĐ]{3,6}))?|internet|chụp màn hình|cắt từ (?:clip|video))\s*\)?\s*\.?\s*\)?$",
    re.IGNORECASE,
)
_SMALL_CREDIT = re.compile(
    r"(?:tư liệu|internet|sưu tầm|nvcc|minh h|do |(?:bạn đọc|độc giả|nhân vật|gia đình|người dân|đơn vị|công an|nhà trường|cơ sở)(?: [^\W\d_]+){0,5}? (?:cung cấp|gửi|chụp)|(?:bạn đọc|nhân vật)$|st\b|@|báo |[\w-]+\.\w)",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(r"minh h|tư liệu", re.IGNORECASE)
"""Whether a picture is of the event itself: this stays in the caption."""
_KEEPER = re.compile(r"(?:bảo tàng|kho |lưu trữ|gia đình|nhân vật|thư viện|do )", re.IGNORECASE)
_STARRED = re.compile(r"([*_]{1,2})[^*_].*\1")
"""Emphasis of plain text: *Caption. Ảnh: A*"""
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_a-z]|Ng|Th|Tr|Ph|Kh|TP|Tp)\.\s+")
"""A name's first letters: "M. Trang"."""
_VIEW = re.compile(r"(?:quang cảnh|toàn cảnh|một góc|hình ảnh) (?!là |được |có |cho )[^\W\d_]", re.IGNORECASE)
_ACTORS = re.compile(
    r"(?:các )?(?:đại diện|lãnh đạo|đại biểu|đồng chí|đ/c|ông|bà|chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|phó giám đốc|đoàn (?:công tác|kiểm tra|giám sát|thanh niên|viên|xã)|ban tổ chức|hội|chi hội|ubnd|hđnd|mttq|ubmttq|công an|công đoàn|chi đoàn|cán bộ|hội viên)\s",
    re.IGNORECASE,
)
_ACTING = re.compile(
    r"\s(?:phát biểu (?:tại|khai mạc|chỉ đạo|kết luận|chào mừng|bế mạc)|chụp ảnh lưu niệm|(?:trao|tặng) (?:\w+ ){1,8}cho|tặng hoa|cắt băng|tham dự|dự (?:hội nghị|hội thảo|buổi|lễ|phiên|cuộc|đại hội|kỳ họp)|tham quan|thăm hỏi|thăm và|kiểm tra thực tế)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
"""Initials keep their last full stop: "T.L."."""
_SIGNED = re.compile(
    r"^ảnh\s*[:：]\s*(?P<caption>[^()]{12,300}?)\s*\((?P<credit>[^():：]{2,40})\)\.?$", re.IGNORECASE
)
_DOUBLE = re.compile(r"^ảnh\s*[:：]\s*(?=\S+ \S)", re.IGNORECASE)
"""A label in front of a caption that has its credit behind it: "Ảnh: Lễ ký kết. (Ảnh: A)"."""
_NUMBERED = re.compile(r"^(?:ảnh|hình)\s+\d{1,2}\s*[:.)]\s*(?P<caption>.+)$", re.IGNORECASE)
_VIDEO = re.compile(r"^(?:video|clip)\s*[:：]\s*(?P<caption>.+)$", re.IGNORECASE)
_GRAPHIC = re.compile(r"^(?:đồ họa|đồ hoạ|infographic)\s*[:：]\s*(?P<caption>.+)$", re.IGNORECASE)


def shows_scene(text: str) -> bool:
    """A caption that names nobody who took the picture: "Quang cảnh hội nghị", "Lãnh đạo huyện trao quà cho các hộ nghèo".
    Other captions without a credit cannot be told from a short paragraph."""
    words = len(text.split())
    if text[-1:] in ":;!?…”" or ". " in text or not 3 <= words <= 30:
        return False
    if _VIEW.match(text):
        return words <= 20
    return text[-1] != "." and bool(_ACTORS.match(text) and _ACTING.search(text))


def parse_photo_line(text: str) -> tuple[PhotoLine, float] | None:
    """The picture that a line describes, with a confidence, or None when it is prose.

    "Toàn cảnh: …" is no label (a letter stands before "ảnh"), and a credit has at most 60 characters. A
    caption keeps its own full stop; the label, dashes and brackets around the credit go.
    """
    line = text.strip()
    if _STARRED.fullmatch(line):
        line = line.strip("*_ ")
    if not line or len(line) > 700:
        return None
    plain = _PLAIN_ALT.fullmatch(line)
    bare = plain["title"] if plain else _AUTO_ALT.sub("", line)
    alt = line if bare != line else ""
    found = (
        _video(bare)
        or _graphic(bare)
        or _with_signature(bare)
        or _with_label(bare)
        or _without_colon(bare)
        or _provided(bare)
        or _with_source(bare)
        or _illustration(bare)
    )
    if found:
        photo, confidence = found
        return (
            (PhotoLine(photo.caption, photo.credit, alt=alt, kind=photo.kind), confidence) if alt else found
        )
    if alt:
        return PhotoLine(bare, "", alt=alt), 0.85
    numbered = _NUMBERED.match(bare)
    if numbered and len(bare.split()) <= 30:
        return PhotoLine(bare, ""), 0.6
    return None


def _video(line: str) -> tuple[PhotoLine, float] | None:
    match = _VIDEO.match(line)
    if not match or len(line.split()) > 40:
        return None
    value = match["caption"].strip(" .")
    source = _PICTURE_SOURCE.match(value)
    if source:
        return PhotoLine(source["caption"].strip(" ("), source["credit"], kind="video"), 0.8
    if len(value.split()) <= 5 and (
        name_score(value) >= 0.45 or re.match(_AGENCY, value) or is_registered(value) or "/" in value
    ):
        return PhotoLine("", value, kind="video"), 0.8
    return PhotoLine(match["caption"].strip(), "", kind="video"), 0.6


def _graphic(line: str) -> tuple[PhotoLine, float] | None:
    """ "Đồ họa: Vị trí các điểm sạt lở. Nguồn: X": the label names the kind of picture, not who drew it."""
    match = _GRAPHIC.match(line)
    found = _with_source(match["caption"]) if match else None
    return (replace(found[0], kind="graphic"), 0.8) if found else None


def _with_label(line: str) -> tuple[PhotoLine, float] | None:
    match = _CREDIT_LINE.match(line)
    if not match:
        return None
    credit = match["credit"].strip(" .")
    credit += ")" * (credit.count("(") > credit.count(")"))
    credit += "." * bool(_DOTTED.fullmatch(credit) and match["end"].startswith("."))
    caption = (match["caption"] + match["edge"]).rstrip(" -–—|/_([,;")
    label = line[match.end("edge") : match.start("credit")]
    loose = match["edge"].isspace()
    if not _is_credit(credit) or (loose and not label[0].isupper()):
        return None
    if not caption and not match["extra"] and _describes(credit):
        return PhotoLine(credit, ""), 0.6
    if match["extra"] and not caption:
        if _tells(match["extra"], credit):
            return PhotoLine(line, ""), 0.6
        caption = label.rstrip(" :：")
    elif match["extra"] and _SAYS_SOMETHING.match(match["extra"]):
        caption = line[: match.start("credit")].rstrip(" :：")
        caption += ")" * (caption.count("(") - caption.count(")"))
    if not loose:
        caption = _DOUBLE.sub("", caption)
    kind: PhotoKind = "graphic" if match["graphic"] else "video" if match["video"] else "photo"
    if (
        label.casefold().startswith("hình")
        and not loose
        and re.match(r"hình\s*[:：]", label, re.IGNORECASE)
        and len(credit.split()) > 5
    ):
        return PhotoLine(f"{caption} {credit}".strip(), "", kind=kind), 0.5
    return PhotoLine(caption.strip(), credit, kind=kind), 0.75 if loose else 0.95


def _with_signature(line: str) -> tuple[PhotoLine, float] | None:
    """ "Ảnh: Thành viên hợp tác xã dán tem. (M.D)": the label in front, and who took it in brackets behind."""
    match = _SIGNED.match(line)
    if not match:
        return None
    credit = match["credit"].strip()
    known = name_score(credit) >= 0.4 or is_registered(credit) or is_organisation(credit)
    return (PhotoLine(match["caption"].strip(), credit), 0.8) if known else None


def _describes(value: str) -> bool:
    """ "Ảnh: Nông dân thu hoạch mắc ca": what the picture shows, for no name or body has so many small letters."""
    words = value.split()
    small = sum(word[0].islower() for word in words)
    named = is_registered(value) or is_organisation(value) or _KEEPER.match(value) or "cung cấp" in value
    return len(words) > 4 and small * 2 > len(words) and not named and "/" not in value


def _tells(extra: str, value: str) -> bool:
    """ "Ảnh minh họa: Người dân nhận tiền tại xã" says what the picture shows, not who took it."""
    words = value.split()
    small = sum(word[0].islower() for word in words)
    known = is_registered(value) or is_organisation(value) or bool(_KEEPER.match(value))
    told = small > 2 or bool(re.search(r"\bnăm \d{4}$", value))
    return extra.casefold()[:2] in ("mi", "tư") and len(words) > 4 and told and not known


def _without_colon(line: str) -> tuple[PhotoLine, float] | None:
    match = _NO_COLON.match(line)
    if not match:
        return None
    credit = match["credit"].strip(" .)")
    agency = re.match(rf"{_AGENCY}\b", credit)
    known = agency or is_registered(credit)
    caption = match["caption"].strip()
    if not known and (not caption or name_score(credit) < (0.6 if caption[-1] == "." else 0.75)):
        return None
    return PhotoLine(match["caption"].strip(" -–—("), credit), 0.85 if agency else 0.7


def _provided(line: str) -> tuple[PhotoLine, float] | None:
    """ "Ảnh do nhân vật cung cấp"."""
    match = _PROVIDED.match(line)
    return (PhotoLine(match["caption"].strip(" -–—("), match["credit"].strip()), 0.85) if match else None


def _with_source(line: str) -> tuple[PhotoLine, float] | None:
    match = _PICTURE_SOURCE.match(line)
    if not match or len(match["caption"].split()) > 45 or match["caption"].count(". ") > 1:
        return None
    caption = match["caption"].strip(" (")
    tail = line[len(caption) :].lstrip()
    caption += "." if tail.startswith(".") else ""
    return (PhotoLine(caption, match["credit"].strip(" .")), 0.7) if _is_credit(match["credit"]) else None


def _illustration(line: str) -> tuple[PhotoLine, float] | None:
    match = _ILLUSTRATION.search(line)
    if not match or len(line.split()) > 50:
        return None
    before = line[: match.start("what")].rstrip(" (-–")
    if (
        before
        and match["what"][0].islower()
        and line[match.start("what") - 1] != "("
        and not before.endswith((".", "-"))
    ):
        return None
    if "minh" not in match["kind"].casefold() and before:
        return PhotoLine(before, match["kind"]), 0.8
    return PhotoLine(line, ""), 0.75


def _is_credit(credit: str) -> bool:
    words = credit.split()
    if credit.count(")") > credit.count("("):
        return False
    if not credit or not (credit[0].isupper() or credit[0].isdigit() or _SMALL_CREDIT.match(credit)):
        return False
    sentences = re.search(r"[.;!?]\s+[^\W\d_]{3}", _INITIALS.sub("", credit))
    return len(credit) <= MAX_CREDIT and len(words) <= 12 and not sentences
