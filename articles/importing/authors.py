"""Bylines: names alone on a line, or behind a label; who took the pictures is told apart from who wrote."""

import re
from dataclasses import dataclass, field, replace

from .names import is_desk, is_organisation, name_score, names_score, parts_score, split_names
from .page import Author, Role, Source
from .sources import is_registered

_AND = r"\s*(?:và|,|&|-|–|\+|/)\s*"
_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<both>(?:bài viết|bài|tin|tin bài)(?:{_AND}bài)?{_AND}(?:ảnh|hình ảnh|video|clip)(?:{_AND}(?:video|clip|ảnh))?|ảnh{_AND}(?:bài|tin))|"
    r"(?P<photo>(?:nguồn )?ảnh|hình ảnh|photos?|video|clip|đồ h[ọo][ạa]?|đồ họa|đồ hoạ)|"
    r"(?P<source>nguồn(?: tin)?)|"
    r"(?P<compiler>t/h|th|t\.h\.?|tổng hợp|lược ghi|ghi|biên soạn|sưu tầm|tổng thuật)|"
    r"(?P<translator>người dịch|biên dịch|lược dịch|dịch)|"
    r"(?P<editor>biên tập(?: viên)?|người đăng|đăng bởi|hiệu đính|kiểm duyệt|người duyệt)|"
    r"(?P<author>tác giả(?: bài viết)?|người viết|người đưa tin|người thực hiện|thực hiện|phóng viên|nhóm phóng viên|tin bài|tin, bài|tin và bài|bài viết|bài|tin|viết bởi|by|author))"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*\(\s*(?P<note>(?:(?P<compiler>t/h|t\.h|th|tổng hợp|lược ghi|ghi|biên soạn|sưu tầm)|(?P<translator>dịch|lược dịch|biên dịch)|"
    r"(?P<author>thực hiện|tin, ảnh|tin và ảnh|bài và ảnh|bài, ảnh)|(?:t/h |tổng hợp |(?P<from>(?:lược |biên )?dịch ))?(?:theo|từ|nguồn:?)\s+(?P<source>[^()]{2,60})|(?P<body>[^()]{2,80}))\s*)\)\.?$",
    re.IGNORECASE,
)
_SHORT_BODY = re.compile(r"[A-ZĐ]{3,}(?: [^\W\d_]+){0,5}")
"""A body by its short form, as it stands behind a name: "CDC Đồng Tháp", "BHXH tỉnh"."""
_POST = re.compile(
    r"(?:công chức|viên chức|cán bộ|giáo viên|giảng viên|chuyên viên|đoàn viên)\s", re.IGNORECASE
)
_DID = re.compile(r"\s+(?P<did>thực hiện|ghi|lược ghi|tổng hợp|biên dịch|lược dịch)$")
_SIGNED_BODY = re.compile(r"(?P<names>.+?)\s+[-–—]\s+(?P<body>.+)")
"""A body's own short form may hold a dash: "Lê Hà - Phòng GD-ĐT huyện"."""
_OFFICE = re.compile(
    r"(?P<name>[^,–—]{4,40}?)(?:,| [-–—]) (?P<office>(?:(?:nguyên|quyền|phó|tổng) )*(?:tổng bí thư|bí thư|chủ tịch|chủ nhiệm|bộ trưởng|thứ trưởng|"
    r"giám đốc|cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|chánh \w+|trưởng \w+|đại biểu quốc hội|đbqh|chuyên viên|giảng viên|nghiên cứu viên|luật sư)\b.{0,90})",
    re.IGNORECASE,
)
"""Who wrote an opinion, with the office: "Lê Văn Tư, Phó Giám đốc Sở Nội vụ"."""
_FOOTNOTE = re.compile(r"^\*{1,3}\s?[^*]+$")
_FOOTNOTE_SIGN = re.compile(r"(?<=\w)\s?(?:\(?\*{1,3}\)?|[¹²³])(?=\s*(?:[,;–-]|$))")
"""Stars that point to notes below the article: "PGS.TS. Trần Quốc Toản* - ThS. Lê Hồng Vân**"."""
_LETTERS = re.compile(r"[A-ZĐ]{2,3}")
_COUNT = re.compile(r"\s+\d[\d.,]*$")
"""How often a page was read, beside the name of its author."""
_END = re.compile(r"\s?\.?/\.?$")
_DASHED = re.compile(r"[-–—]\s*[^-–—]+\s*[-–—]")
_PREFIX = re.compile(
    r"^(?:(?:ghi chép|bút ký|phóng sự|ký sự|tùy bút|bài|bài viết|truyện ngắn|thơ) của|by|(?:được )?(?:viết|đăng) bởi|bởi|theo)\s+(?=\S)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Byline:
    """What one line says about who made the item. `labelled`: a label ("Tác giả:") makes it sure."""

    authors: list[Author] = field(default_factory=list)
    photo_credit: str = ""
    source: Source | None = None
    labelled: bool = False
    score: float = 0.0
    only_photo: bool = False


def parse_byline(text: str) -> Byline | None:
    """The byline on a line, or None when it is something else. Prose never matches: names must be the whole line."""
    line = text.strip()
    if not line or len(line) > 160:
        return None
    if _FOOTNOTE.match(line):
        return None
    line = _FOOTNOTE_SIGN.sub("", _END.sub("", line)).strip(" *_•·|")
    line = line.strip("-–— ") if _DASHED.fullmatch(line) else line
    if not line:
        return None
    if line.startswith("(") and line.endswith(")") and line.count("(") == 1:
        line = line[1:-1].strip()
    labels = list(_LABEL.finditer(line))
    if labels:
        return _labelled(line, labels)
    if line.endswith(".") and is_organisation(_PREFIX.sub("", line).rstrip(". ")):
        return None  # a body signs without a full stop; with one it is the subject of a short sentence
    return _bare(_PREFIX.sub("", line).rstrip(".") if not line.endswith("..") else line)


def parse_office_holder(text: str) -> Byline | None:
    """A name with an office behind it. Anywhere but on the last line of an article that is who spoke, or stands in a list."""
    match = _OFFICE.fullmatch(text.strip(" .*"))
    if match is None or name_score(match["name"]) < 0.75 or text[-1] in ":;?!":
        return None
    return Byline([Author(match["name"].strip(), "author", match["office"])], score=0.6)


def parse_initials(text: str) -> Byline | None:
    """ "HM" below the last sentence: who wrote it, in two or three letters. Anywhere else letters are a body's short form."""
    return Byline([Author(text)], score=0.4) if _LETTERS.fullmatch(text) and not is_registered(text) else None


def _labelled(line: str, labels: list[re.Match[str]]) -> Byline | None:
    byline = Byline(labelled=True, score=0.95)
    front = line[: labels[0].start()].strip(" -–—,;|./(")
    if front and not _add(byline, front, "author", 0.4):
        return None
    if front:
        byline.score = 0.8
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = line[label.end() : following.start() if following else None].strip()
        value, body = _without_body(_COUNT.sub("", value))
        value = value.strip(" -–—,;|/()").rstrip(".")
        if not value or len(value.split()) > 16 or value[-1] in "!?":
            return None
        kind = label.lastgroup or "author"
        if kind in ("photo", "both"):
            byline.photo_credit = value
        if kind == "source":
            byline.source = Source(name=value, raw=line)
        if kind in ("photo", "source"):
            continue
        role: Role = kind if kind in ("compiler", "translator", "editor") else "author"  # type: ignore[assignment]
        if not _add(byline, value, role, 0.1):
            return None
        if body:
            byline.authors = [
                replace(author, affiliation=author.affiliation or body) for author in byline.authors
            ]
    byline.only_photo = not byline.authors
    return None if byline.source and not byline.authors else byline


def _without_body(value: str) -> tuple[str, str]:
    """ "Lê Thảo (Trung tâm Văn hóa huyện)" as the name and the body behind it."""
    match = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<body>[^()]{2,80})\)\.?", value)
    return (match["name"], match["body"]) if match and is_organisation(match["body"]) else (value, "")


def _bare(line: str) -> Byline | None:
    byline = Byline()
    role: Role = "author"
    affiliation = ""
    did = _DID.search(line)
    if did and names_score(line[: did.start()]) >= 0.45:
        line = f"{line[: did.start()]} ({did['did']})"
    note = _NOTE.search(line)
    if note and note.start() > 0:
        line = line[: note.start()].strip()
        if note["source"]:
            role = "translator" if note["from"] else role
            byline.source = Source(name=note["source"].strip(" ."), raw=note["note"])
        elif note["compiler"] or note["translator"]:
            role = "compiler" if note["compiler"] else "translator"
        elif note["body"] and is_registered(note["body"]):
            byline.source = Source(name=note["body"].strip(), raw=note["note"])
        elif note["body"]:
            affiliation = note["body"].strip()
        known = is_organisation(affiliation) or is_desk(affiliation) or _SHORT_BODY.fullmatch(affiliation)
        known = known or _POST.match(affiliation)
        if affiliation and not known:
            return None
    if not _add(byline, line, role, 0.15):
        return None
    if affiliation:
        byline.authors = [Author(author.name, author.role, affiliation) for author in byline.authors]
    byline.score = max(byline.score, 0.7) if note else byline.score
    return byline


def _add(byline: Byline, value: str, role: Role, least: float) -> bool:
    """Adds the names in `value`; False when they do not look like names (or a body that signs)."""
    name, slash, medium = value.rpartition("/")
    desk = re.split(r"\s*[-–]\s*", medium.strip())[0]  # "VOV-Tây Nguyên"
    if slash and name and (is_registered(medium) or is_registered(desk) or is_organisation(medium.strip())):
        byline.source = byline.source or Source(name=medium.strip(), raw=value)
        value = name.strip()
    parts = re.split(r"\s*/\s*", value) if "/" in value else split_names(value)
    signed = _SIGNED_BODY.fullmatch(value)
    if signed and is_organisation(signed["body"]) and not is_organisation(signed["names"]):
        parts = [*split_names(signed["names"]), signed["body"]]
    if (
        len(parts) > 1
        and (is_registered(parts[-1]) or is_organisation(parts[-1]))
        and not is_organisation(parts[0])
    ):
        return _add_with_body(byline, parts, role, least)
    if is_organisation(value) or (byline.labelled and is_registered(value)):
        byline.authors.append(Author(value, role))
        byline.score = byline.score or 0.5
        return True
    score = parts_score(parts)
    if score < least and not (byline.labelled and least < 0.5 and _is_signature(value)):
        return False
    byline.authors.extend(Author(part, role) for part in parts)
    byline.score = byline.score or score
    return True


def _add_with_body(byline: Byline, parts: list[str], role: Role, least: float) -> bool:
    """ "Nguyễn Lan - Phòng Nội vụ" (a body the author belongs to), "Gia Huy - Chinhphu.vn" (the source)."""
    body = parts[-1]
    names = parts[:-1]
    if names_score(", ".join(names)) < least:
        return False
    if is_registered(body):
        byline.source = byline.source or Source(name=body, raw=", ".join(parts))
        body = ""
    byline.authors.extend(Author(name, role, body) for name in names)
    byline.score = byline.score or 0.8
    return True


def _is_signature(value: str) -> bool:
    """Pen names behind a label need not look like names: "T/h: Sao Mai 24h"."""
    return len(value.split()) <= 6 and value[0].isupper() and not re.search(r"[.!?;]\s", value)
