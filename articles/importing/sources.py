"""Where an item was taken from: "Nguồn: …", "Theo …", "(TTXVN)"; body sentences begin with "Theo" too."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from articles.language import fold

from .names import is_organisation, name_score
from .page import Source

URL = re.compile(r"https?://[^\s<>\"'()]{4,500}", re.IGNORECASE)
_VIDEO_HOSTS = re.compile(
    r"^https?://(?:www\.|m\.)?(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|player\.vimeo\.com)/",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info|gov|edu)(?:\.vn)?/?", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:nguồn(?: tin| bài| bài viết| tham khảo| dẫn)?|trích nguồn|dẫn nguồn|theo nguồn|link (?:gốc|nguồn|bài gốc)|bài gốc|xem bài gốc(?: tại)?|source)\s*[:：]\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(r"^nguồn(?: tin)?\s+(?P<name>\S.*)$", re.IGNORECASE)
_ACCORDING = re.compile(
    r"^(?:(?:dẫn\s+|trích\s+|tổng hợp\s+)?theo|tổng hợp từ)\s*:?\s+(?P<name>.+)$", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[-–—]\s+|\s*[/|(]\s*")
_ONLINE = re.compile(r"[A-ZĐ]{2,4}O")
"""How papers sign their online editions: SGGPO, TPO, NLĐO."""
_MEDIUM = re.compile(
    r"^(?:báo|tạp chí|cổng|trang (?:thông tin|tin|web|điện tử|tttđt|ttđt)|đài|website|web|bản tin|thông tấn xã|truyền hình|kênh|chuyên trang|hãng)\s",
    re.IGNORECASE,
)
_KNOWN = frozenset(
    fold(name)
    for name in (
        "VGP,VGP News,Báo Chính phủ,Báo Điện tử Chính phủ,Cổng Thông tin điện tử Chính phủ,Cổng TTĐT Chính phủ,TTXVN,Thông tấn xã Việt Nam,VOV,VTV,VTC,"
        "VTC News,VnExpress,VietnamPlus,Vietnam+,VietNamNet,Nhân Dân,Tuổi Trẻ,Tuổi Trẻ Online,Thanh Niên,Tiền Phong,Lao Động,Người Lao Động,"
        "Dân trí,Hà Nội mới,Hànộimới,Kinh tế & Đô thị,Kinh tế và Đô thị,Kinh tế đô thị,Quân đội nhân dân,QĐND,Công an nhân dân,CAND,SGGP,"
        "Sài Gòn Giải Phóng,Đại Đoàn Kết,Đại biểu Nhân dân,PLO,Pháp luật Việt Nam,Pháp luật TP.HCM,Tin tức,Baotintuc,Xây dựng Đảng,Tạp chí Cộng sản,"
        "Tổ chức Nhà nước,Quản lý nhà nước,Zing,Zing News,ZNews,Znews,Báo Đầu tư,Công Thương,Người đưa tin,Giáo dục & Thời đại,Sức khỏe & Đời sống,"
        "Khoa học & Phát triển,Nông nghiệp Việt Nam,Infonet,Soha,CafeF,CafeBiz,Kinhtedothi,TTXVN/Vietnam+,ĐCSVN,Reuters,VNA,VNS,Viet Nam News,Nhan Dan Online,VOV World,AFP,AP,Xinhua,Tân Hoa Xã,BBC,CNN,"
        "Kyodo,Yonhap,NHK,Nikkei,Nikkei Asia,Bloomberg,CNBC,DPA,TASS,Sputnik,Al Jazeera,The Guardian,Guardian,New York Times,Channel News Asia,CNA,Straits Times,SCMP,Antara,Bernama"
    ).split(",")
)


def is_registered(name: str) -> bool:
    """A medium that everybody knows, a domain name, or a name that begins with "Báo", "Đài", "Cổng" …"""
    bare = name.strip(" ./")
    if _DOMAIN.fullmatch(bare) or _ONLINE.fullmatch(bare):
        return True
    named = any(word[0].isupper() or "." in word for word in bare.split()[1:])
    if _MEDIUM.match(bare) and named and len(bare.split()) <= 12 and "," not in bare:
        return True
    return fold(bare) in _KNOWN


def only_url(text: str) -> str:
    """The address when the line is nothing else, else ""; a video's is part of the text."""
    match = URL.fullmatch(text.strip(" ()<>"))
    return match[0] if match and not _VIDEO_HOSTS.match(match[0]) else ""


def video_url(text: str) -> str:
    """The address of a film on a host whose films can be shown, when the line is nothing else."""
    match = URL.fullmatch(text.strip(" ()<>"))
    return match[0] if match and _VIDEO_HOSTS.match(match[0]) else ""


def labelled_source(text: str) -> Source | None:
    """ "Nguồn: X" on a line of its own; the label makes it sure, whatever X is."""
    match = _LABEL.match(_unwrap(text)) if len(text) <= 700 else None
    bare = _BARE_LABEL.match(_unwrap(text)) if match is None and len(text) <= 80 else None
    if bare and is_registered(bare["name"]):
        return _source(bare["name"], text)
    if not match or len(URL.sub("", match["name"])) > 160:
        return None
    return _source(match["name"], text)


def according_source(text: str, closing: bool = False) -> Source | None:
    """ "Theo X" where X is a known medium, a body, or at most five capitalised syllables, without a sentence end. On the line
    that closes an article (`closing`) one capital is enough: "Theo Thư viện pháp luật".
    """
    bare = _unwrap(text)
    match = _ACCORDING.match(bare)
    if not match or len(bare) > 120:
        return None
    name = URL.sub("", match["name"]).strip(" .–-()")
    person, slash, medium = name.rpartition("/")
    if slash and is_registered(medium) and not is_registered(person) and name_score(person) >= 0.4:
        return None
    if slash and is_registered(person) and name_score(medium) >= 0.75:
        return _source(match["name"], text)
    several = re.split(r"\s*(?:,|;|\s(?:và|-|–)\s)\s*", name)
    if len(several) > 1 and all(map(is_registered, several)):
        return _source(match["name"], text)
    if is_registered(name) or (is_organisation(name) and "," not in name and not _has_verb(name)):
        return _source(match["name"], text)
    words = name.split()
    capitalised = "(" not in name and all(word[0].isupper() or not word[0].isalpha() for word in words)
    capitalised = capitalised or (closing and bool(words) and words[0][0].isupper() and bare[-1] != ".")
    if 1 <= len(words) <= 5 and capitalised and not re.search(r"[,;:]", name) and name_score(name) < 0.75:
        return _source(match["name"], text)
    return None


def bare_source(text: str) -> Source | None:
    """The name of a known medium alone on a line: "TTXVN", "(Chinhphu.vn)", "Báo Nhân Dân"."""
    bare = _unwrap(text).strip(" .")
    known = all(is_registered(part) for part in bare.split("/")) if "/" in bare else is_registered(bare)
    return Source(name=bare, raw=text) if len(bare) <= 60 and known else None


def trailing_source(text: str) -> Source | None:
    """A known medium in brackets behind the last sentence: "… trong năm 2021. (Theo TTXVN)"."""
    match = re.search(
        r"[.!?”\"]\s*\((?:(?:nguồn\s*:|theo)\s*)?(?P<name>[^()]{2,60})\)\s*[./]*$", text, re.IGNORECASE
    )
    return (
        Source(name=match["name"].strip(" ."), raw=match[0].lstrip('.!?”" '))
        if match and is_registered(match["name"])
        else None
    )


def without_person(source: Source) -> tuple[Source, str]:
    """ "Chinhphu.vn (Gia Huy)", "Gia Huy - Chinhphu.vn" as the source and who wrote there; "" when nobody is named."""
    parts = [part.strip(" ()") for part in _PARTS.split(source.name) if part.strip(" ()")]
    if len(parts) == 2:
        for medium, person in (parts, parts[::-1]):
            if is_registered(medium) and not is_registered(person) and name_score(person) >= 0.75:
                return replace(source, name=medium), person
    return source, ""


def _source(value: str, raw: str) -> Source:
    address = URL.search(value)
    url = address[0].rstrip(".,;") if address else ""
    name = re.sub(r"^theo\s+", "", URL.sub("", value), flags=re.IGNORECASE).strip(" \t.,;:|–-")
    name = re.sub(r"\s*\(\s*\)", "", name).strip(" .")
    if name.endswith(")") and "(" not in name:
        name = name[:-1].strip()
    if not name and url:
        name = (urlsplit(url).hostname or "").removeprefix("www.")
    return Source(name=name, url=url, raw=raw)


def _unwrap(text: str) -> str:
    text = text.strip().removesuffix("/.").rstrip()
    if text.startswith("(") and text.rstrip(".").endswith(")") and text.count("(") == 1:
        return text.rstrip(".")[1:-1].strip()
    return text.strip("*_ ")


def _has_verb(name: str) -> bool:
    return bool(
        re.search(
            r"\s(?:cho|là|đã|đang|sẽ|tổ chức|có|ban hành|yêu cầu|đề nghị|thông tin|biết)\s",
            f" {name} ",
            re.IGNORECASE,
        )
    )
