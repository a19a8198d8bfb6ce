"""The lead (sapô): the first paragraph after the page's data, told apart from a story that starts at once."""

import re

from articles.language import fold

from .document import Line
from .headings import heading_score
from .inline import only_link
from .page import ListBlock, Page
from .photo_lines import parse_photo_line, shows_scene
from .related import is_box_title
from .wording import marked as _

_TAG = r"[A-ZĐ]{2,10}|[\w-]+(?:\.[\w-]+)*\.(?:vn|VN|com)"
_PREFIX = re.compile(
    r"^(?:(?:[^\W\d_][\w.]*\s){1,4}?\((?:TTXVN|VGP|TTX|[A-ZĐ]{3,8})\)\s*[-–—:.]\s*|"
    rf"\((?:{_TAG})\)\s*[-–—:.]\s*|"
    r"\((?:VGP|TTXVN|TTX|[\w-]+(?:\.[\w-]+)*\.(?:vn|VN)|[A-ZĐ]{2,5}O|PLVN|ĐCSVN|LSVN|SHTT|VOV|VTV|VTC|ANTĐ|CAND|QĐND|TBTC|THBT|[A-ZĐ]{1,4}&[A-ZĐ]{1,4}|Dân Việt|Dân trí|Báo [^()]{2,30})\)\s+|"
    r"\((?:[^\W\d_][\w.&]*\s?){1,4}\)\s*(?:[-–—]|\.(?=\s))\s*|"
    r"(?:QTO|TP|TTO|TPO|NLĐO|NLDO|PLO|SGGPO|VOV\.VN|VTV\.VN|VTC\.VN|VTC News|Kinhtedothi|Dân trí|TTXVN|VGP|Chinhphu\.vn|LSVN|SHTT|CAND|QĐND|"
    r"BVPL|GD&TĐ|GDTĐ|ANTĐ|ANTV|VOH|VOV|VTV|VTC|HNM|HNMO|TBTC|TCCS|ĐCSVN|ĐĐK|KTĐT|Congluan|Baotintuc|Infonet|Vietnam\+|VietnamPlus|VnExpress|"
    r"[A-ZĐ]{2,5}O|[\w-]+\.(?:vn|VN))\s*[-–—|]\s*)"
)
_LETTERS = re.compile(r"(?P<tag>[A-ZĐ]{3,6})\s?[-–—]\s(?=(?P<word>\w{2}))")
"""A paper's letters in front of a dash: "ĐBP - Những ngày"; a place's name has small letters."""
_DAY_OPENING = re.compile(
    r"^(?:(?:tính\s+)?đến\s+(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}|(?:vào\s+)?(?:sáng|trưa|chiều|tối|đêm|rạng sáng)(?:\s+(?:tối|sớm|muộn|khuya))?(?:\s+(?:nay|qua|(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}))|(?:trong\s+)?(?:các\s+)?(?:hôm nay|hôm qua|ngày\s+\d{1,2}\s?[/.-]\s?\d{1,2}))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:câu hỏi|hỏi|bạn đọc hỏi|phóng viên|pv|p\.v\.?)\s*[:：]", re.IGNORECASE)
_MARKER = re.compile(r"^(?:[-–—+•*]|\d{1,2}[.)]|[a-zđ]\))\s")
_NO_TAG = frozenset("UBND HĐND MTTQ UBMTTQ GDP CPI FDI WHO UNESCO ASEAN TPHCM HTX BHXH BHYT".split())
MOST_WORDS = 90


def lead_prefix(text: str) -> str:
    """The agency tag in front of a lead, as printed without its dash: "(Chinhphu.vn)", "Hà Nội (TTXVN)", "QTO"."""
    match = _PREFIX.match(text)
    if match is None:
        letters = _LETTERS.match(text)
        plain = letters and letters["word"][0].isupper() and letters["word"][1].islower()
        match = letters if letters and plain and letters["tag"] not in _NO_TAG else None
    return match[0].rstrip(" -–—|:.") if match else ""


def take_lead(lines: list[Line], page: Page) -> list[Line]:
    """Moves the lead from the lines into the page; pictures above it stay where they are."""
    hinted = _hinted(lines)
    if hinted and not _is_whole_story(hinted, lines):
        _accept(page, " ".join(line.text for line in hinted), 0.95, _("the markup names it"))
        rest = _without_links([line for line in lines if line not in hinted], page)
        _warn_if_repeated(page, rest)
        return rest
    index = _tagged_below(lines) or _first_text(lines)
    if index is None:
        return lines
    candidate = lines[index]
    verdict = _verdict(candidate, lines[index + 1 :])
    if not verdict:
        page.found("lead", "", 0.6, _("the story starts without a lead"))
        return lines
    confidence, why = verdict
    _accept(page, candidate.text, confidence, why)
    below = lines[index + 1 :]
    if below and _is_links(below[0]):
        page.discard(below[0].all_text(), _("related titles below the lead"))
        below = below[1:]
    rest = lines[:index] + below
    _warn_if_repeated(page, rest)
    return rest


def _hinted(lines: list[Line]) -> list[Line]:
    """The first lines that the markup calls a lead; other parts of a page have a "description" too."""
    start = next((i for i, line in enumerate(lines) if line.hint == "lead" and line.text), len(lines))
    found = []
    for line in lines[start:]:
        if line.hint != "lead":
            break
        if line.text:
            found.append(line)
    return found


def _without_links(lines: list[Line], page: Page) -> list[Line]:
    """Related titles stand below a lead, inside what the markup calls one: lists of links and nothing else."""
    rest = []
    for line in lines:
        if line.hint == "lead" and _is_links(line):
            page.discard(line.all_text(), _("related titles below the lead"))
        else:
            rest.append(line)
    return rest


def _is_links(line: Line) -> bool:
    return isinstance(line.block, ListBlock) and all(only_link(item.html) for item in line.block.items)


def _is_whole_story(hinted: list[Line], lines: list[Line]) -> bool:
    """A container that calls itself a summary and holds the text: "field-text-with-summary"."""
    if len(hinted) < 3:
        return False
    others = any(line.block is None and line.hint != "lead" and len(line.text.split()) >= 8 for line in lines)
    return not others or sum(len(line.text.split()) for line in hinted) > MOST_WORDS


def _verdict(candidate: Line, following: list[Line]) -> tuple[float, str] | None:
    text = candidate.text
    words = len(text.split())
    if lead_prefix(text):
        return 0.9, _("it begins with an agency's tag")
    if _repeats(text, following):
        return 0.85, _("the first paragraph repeats it")
    bold = (
        candidate.html.startswith("<strong>")
        and candidate.html.endswith("</strong>")
        and candidate.html.count("<strong>") == 1
    )
    daily = bool(_DAY_OPENING.match(text)) and not bold and not _is_above_subheading(following)
    starts = daily or bool(_ASKS.match(text))
    opens = text.endswith(":") and not (words >= 18 and _is_above_subheading(following))
    if starts or words > MOST_WORDS or opens or _MARKER.match(text):
        return None
    if not any(
        line.block is None and len(line.text.split()) >= 5 and line.text[-1] in '.:;”"' for line in following
    ):
        return None
    if words < 10 or (words < 18 and text[-1] not in '.?!…”"'):
        return None
    return (0.9, _("first paragraph, bold")) if bold else (0.75, _("first paragraph after the page's data"))


def _is_above_subheading(following: list[Line]) -> bool:
    """The next line is a subheading: a paragraph alone above the first one is a lead, though it begins with a day."""
    if not following or shows_scene(following[0].text) or is_box_title(following[0].text):
        return False
    return following[0].level > 1 or heading_score(following, 0) >= 0.75


def _accept(page: Page, text: str, confidence: float, why: str) -> None:
    page.lead = text
    page.lead_prefix = lead_prefix(text)
    page.found("lead", text, confidence, why)
    if page.lead_prefix:
        page.found(
            "lead_prefix", page.lead_prefix, 0.9, _("agency's tag in front of the lead; the text keeps it")
        )


def _tagged_below(lines: list[Line]) -> int | None:
    """The line that begins with an agency's tag, below one short line ("Kỳ 1: …"): a tag begins a lead."""
    if len(lines) < 2 or any(line.block is not None for line in lines[:2]) or lead_prefix(lines[0].text):
        return None
    short = len(lines[0].text.split()) <= 15 and lines[0].text[-1] not in '.!?…”"'
    return 1 if short and lead_prefix(lines[1].text) and _is_sentence(lines[1].text) else None


def _first_text(lines: list[Line]) -> int | None:
    for index, line in enumerate(lines[:4]):
        if line.is_photo or line.hint == "caption":
            continue
        if line.block is not None or (line.level and not _is_sentence(line.text)):
            return None
        pictured = parse_photo_line(line.text) is not None or shows_scene(line.text)
        if not pictured and not _has_credit_below(lines, index):
            return index
    return None


def _has_credit_below(lines: list[Line], index: int) -> bool:
    """A caption, with "Ảnh: …" on the line right below."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.block is not None or below.gap or len(lines[index].text.split()) > 25:
        return False
    if lead_prefix(lines[index].text):
        return False
    credit = parse_photo_line(below.text)
    return credit is not None and not credit[0].caption


def _is_sentence(text: str) -> bool:
    """Too long and too whole for a subheading, whatever the markup calls it."""
    return len(text.split()) >= 15 and text[-1] in '.!?…”"'


def _repeats(text: str, following: list[Line]) -> bool:
    key = fold(text)
    return len(text.split()) >= 10 and any(
        line.block is None and fold(line.text) == key for line in following[:4]
    )


def _warn_if_repeated(page: Page, rest: list[Line]) -> None:
    if _repeats(page.lead, rest):
        page.warn(_("The body repeats the lead; both are kept"))
