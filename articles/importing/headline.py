"""Which of the first lines is the headline: what the markup names, what stands twice, what stands above the date."""

import re
from itertools import pairwise

from articles.language import fold

from .authors import parse_byline
from .document import Line, Metadata
from .lists import find_marker
from .names import is_organisation
from .noise import is_breadcrumb, is_chrome, is_noise
from .page import ListBlock
from .particulars import date_line
from .sources import only_url
from .wording import marked as _

_WINDOW = 40
_REPEAT_WITHIN = 12
_TELLS = re.compile(
    r"\s(?:trồng|làm|xây dựng|xây|đẩy mạnh|tăng cường|hỗ trợ|chuyển|phát triển|thực hiện|hướng dẫn|kiểm tra|giám sát|giải quyết|tiếp|thu hút|thu|bảo vệ|"
    r"phòng chống|nâng|mở rộng|thành lập|công nhận|gặp mặt|tổng kết|sơ kết|kỷ niệm|quyết tâm|cấp|góp|vận động|tuyên truyền|học tập|thi đua|thay đổi|sẵn sàng|chủ động|"
    r"quan tâm|giữ|đưa|hướng|thông báo|thông tin|ký|phối hợp|đối thoại|chúc mừng|khen|cải cách|đổi mới|số hóa|ứng dụng|vượt|dẫn đầu|đứng|ngày|trước|sau|qua|trong|không|chưa|để)\s"
)
_TOPIC = re.compile(r"(?:dòng sự kiện|sự kiện|chủ đề|chuyên đề|tuyến bài|hồ sơ)\s*[:：]\s*", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:hoạt động|tin|tin tức|văn bản|thông tin|thông báo|tuyên truyền|phổ biến|cải cách|chuyển đổi số|xây dựng|chính trị|kinh tế|văn hóa|xã hội|khoa học|giáo dục|"
    r"y tế|quốc phòng|an ninh|pháp luật|đời sống|môi trường|nông nghiệp|du lịch|thể thao|công nghệ|nghiên cứu|sự kiện|học tập|chỉ đạo|diễn đàn|góc nhìn|chính sách|bạn đọc|đảng|chính quyền|đoàn thể)"
    r"(?: [^\W\d_]+| [-–&/])*",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"^số \d+\b.{0,20}\b(?:19|20)\d{2}$", re.IGNORECASE)
"""A magazine's issue: "Số 9 (412) - 2023"."""
_AFTER_TITLE = re.compile(r"^\s*(?:[|»•:]|[-–—]\s)")


def headline_index(lines: list[Line], metadata: Metadata) -> tuple[int | None, float, str]:
    """Index of the headline (None: only the document's title has it), how sure that is, and why."""
    hinted = [i for i, line in enumerate(lines) if line.hint == "headline"]
    titles = fold(metadata.headline)
    for index in hinted:
        if not titles or titles.startswith(fold(lines[index].text)):
            return index, 0.98, _("the markup names it")
    if hinted:
        return hinted[0], 0.9, _("the markup names it")
    candidates = _candidates(lines)
    for index in sorted(candidates, key=lambda index: -len(lines[index].text)):
        if titles and len(lines[index].text.split()) > 3 and titles.startswith(fold(lines[index].text)):
            return index, 0.95, _("it is the title of the document")
    ranked = [i for i in candidates if lines[i].level and _is_above_its_date(lines, i, 6)]
    if ranked:
        return ranked[0], 0.7, _("the first heading, with the date below it")
    printed = [i for i in candidates if not _is_bare_body(lines[i].text) and _is_above_its_date(lines, i, 2)]
    if metadata.headline and printed:
        return printed[-1], 0.6, _("the line right above the date")
    if metadata.headline:
        return None, 0.6, _("taken from the document's title; the page does not print it")
    if not candidates:
        first = next((i for i, line in enumerate(lines) if line.block is None), None)
        return first, 0.3, _("the first line, for want of a better one")
    repeated = _repeated(lines, candidates)
    if repeated is not None:
        return repeated, 0.95, _("it stands twice at the top")
    return _choose(lines, candidates)


def join_broken_headline(lines: list[Line]) -> list[Line]:
    """A headline that was typed on two lines, in capitals or going on with a small letter, as one line."""
    for index, (line, following) in enumerate(pairwise(lines[: _WINDOW + 1])):
        if line.block is None and _is_prose(line.text):
            break
        if line.block or following.block or following.gap:
            continue
        named = line.hint == following.hint == "headline"
        typed = not line.html and not following.html
        if named or (typed and _is_half(line.text) and _goes_on(line.text, following.text)):
            joined = line.with_text(f"{line.text} {following.text}")
            return join_broken_headline([*lines[:index], joined, *lines[index + 2 :]])
    return lines


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 40 or (len(text.split()) >= 15 and text[-1] in ".:;")


def _is_half(text: str) -> bool:
    frame = is_noise(text) or is_breadcrumb(text) or is_chrome(text) or date_line(text)
    name = is_organisation(text) or is_section_name(text)
    return not frame and not name and len(text.split()) >= 5 and text[-1] not in ".!?:;"


def _goes_on(text: str, following: str) -> bool:
    if not 2 <= len(following.split()) <= 20 or following[-1] in ".!?:;" or following == text:
        return False
    if is_noise(following) or date_line(following):
        return False
    capitals = text.isupper() and following.isupper() and not is_organisation(following)
    return (capitals and not is_byline(following)) or (following[0].islower() and len(text.split()) <= 20)


def _is_above_its_date(lines: list[Line], index: int, within: int) -> bool:
    """A line of some length, with the date on one of the next lines."""
    return len(lines[index].text.split()) > 3 and any(
        _has_date(line) for line in lines[index + 1 : index + 1 + within]
    )


def _has_date(line: Line) -> bool:
    """A date line, alone or as an item of a list of the page's data."""
    if isinstance(line.block, ListBlock):
        return len(line.block.items) <= 6 and any(date_line(item.text) for item in line.block.items)
    return line.block is None and date_line(line.text) is not None


def _candidates(lines: list[Line]) -> list[int]:
    found: list[int] = []
    for index, line in enumerate(lines[:_WINDOW]):
        if line.block is not None or line.hint in ("noise", "date", "author", "source", "lead"):
            continue
        words = len(line.text.split())
        if words >= 40 or (found and words >= 15 and line.text[-1] in ".:;"):
            break
        frame = (
            bool(_ISSUE.match(line.text))
            or is_noise(line.text)
            or is_breadcrumb(line.text)
            or is_chrome(line.text)
            or only_url(line.text)
        )
        if not frame and not date_line(line.text):
            found.append(index)
    return found


def _repeated(lines: list[Line], candidates: list[int]) -> int | None:
    for first in candidates:
        key = fold(lines[first].text)
        for later in reversed(candidates):
            if not first < later <= first + _REPEAT_WITHIN:
                continue
            other = fold(lines[later].text)
            if (
                key == other
                and not _is_short_or_section(lines[first].text)
                and (later - first > 1 or len(key.split()) >= 5)
            ):
                return later
            if len(other.split()) >= 5 and key.startswith(other) and _AFTER_TITLE.match(key[len(other) :]):
                return later
    return None


def _choose(lines: list[Line], candidates: list[int]) -> tuple[int, float, str]:
    crumb = max((i for i, line in enumerate(lines[: candidates[-1]]) if is_breadcrumb(line.text)), default=-1)
    dated = next(
        (
            i
            for i, line in enumerate(lines[:_WINDOW])
            if i > candidates[0] and i > crumb + 1 and date_line(line.text)
        ),
        None,
    )
    dated = _last_date(lines, candidates, dated)
    below = _below_date_and_section(lines, candidates, dated) if dated is not None else None
    if below is not None:
        return below, 0.7, _("the line under a section's name and the date")
    pool = [i for i in candidates if i > crumb and (dated is None or i < dated)]
    under = next((i for i in candidates if i > crumb + 1), None)
    between = dated is None and 0 <= crumb < len(lines) - 1 and _is_clock(lines[crumb + 1])
    if between and under is not None and len(lines[under].text.split()) >= 5:
        return under, 0.7, _("the line under a section's name and the date")
    pool = pool or candidates
    first = max((i for i in range(candidates[-1]) if dated and i < dated and _is_clock(lines[i])), default=-1)
    pool = [i for i in pool if i > first] or pool
    pool = [i for i in pool if not _is_topic(lines, i)] or pool
    pool = [i for i in pool if not is_byline(lines[i].text) and not _is_bare_body(lines[i].text)] or pool
    long = [i for i in pool if len(lines[i].text.split()) >= 5]
    long = [i for i in long if not is_section_name(lines[i].text)] or long
    if len(pool) == 1:
        return pool[0], 0.9 if dated else 0.8, _("the only line above the date and the text")
    if dated is None and pool[0] not in long:
        consecutive = long and all(i in pool for i in range(pool[0], long[0]))
        return (
            (long[0], 0.6, _("first long line"))
            if consecutive
            else (pool[0], 0.7, _("first line of the page"))
        )
    if len(long) == 2 and dated and _is_below_kicker(lines, long[0], long[1], dated):
        return long[1], 0.75, _("the longer line right above the date")
    sections = is_section_name(lines[pool[0]].text) or _is_known_section(lines[pool[0]].text)
    if long and len(pool) > 1 and sections and pool[1] in long:
        return pool[1], 0.8, _("the line under the name of a section")
    if long:
        framed = any(is_chrome(line.text) or is_breadcrumb(line.text) for line in lines[: long[0]])
        return long[-1 if framed else 0], 0.85, _("first line above the date that is no menu")
    return pool[-1], 0.6, _("last line above the date")


def _is_below_kicker(lines: list[Line], first: int, second: int, dated: int) -> bool:
    """ "Chính sách và cuộc sống" above a line almost twice as long, on which the date follows: a rubric of five words.
    (What has fewer words is no headline anyway.)"""
    above, below = lines[first].text, lines[second].text
    short = len(above.split()) == 5 and len(below.split()) >= 9 and not re.search(r"[\d,.:?!“\"]", above)
    return short and dated == second + 1 and below[-1] not in ".:;"


def _is_clock(line: Line) -> bool:
    return line.block is None and date_line(line.text) is not None


def _is_day_alone(line: Line) -> bool:
    """The site's clock gives no time of day; menus stand between it and the item's own date."""
    date = date_line(line.text)
    return date is not None and not date.has_time and not date.labelled


def _last_date(lines: list[Line], candidates: list[int], first: int | None) -> int | None:
    """The second of two dates when a line of some length stands between them: the first is the site's clock."""
    later = (
        [i for i in range(first + 1, min(len(lines), candidates[-1] + 3)) if _is_clock(lines[i])]
        if first
        else []
    )
    between = [i for i in candidates if later and first and first < i < later[0]]
    if later and first is not None and _is_day_alone(lines[first]) and not _is_day_alone(lines[later[0]]):
        return later[0]
    return later[0] if any(len(lines[i].text.split()) >= 5 for i in between) else first


def _below_date_and_section(lines: list[Line], candidates: list[int], dated: int) -> int | None:
    """The headline of a page that prints "Thời sự", the date, and only then the headline: a line without an end, longer
    than what stands above the date, with a sentence below it."""
    above = [lines[i].text for i in candidates if i < dated and not _is_bare_body(lines[i].text)]
    below = next((i for i in candidates if i > dated), None)
    if below is None or any(
        find_marker(text) or not (len(text.split()) <= 4 or is_section_name(text)) for text in above
    ):
        return None
    words = lines[below].text.split()
    if len(words) < 5 or lines[below].text[-1] in ".:;,":
        return None
    plain = [
        line
        for line in lines[below + 1 : below + 8]
        if line.block is None and not (is_noise(line.text) or is_byline(line.text))
    ]
    return below if plain and _is_prose(plain[0].text) else None


def _is_topic(lines: list[Line], index: int) -> bool:
    """ "Dòng sự kiện: …", the topic on its line or on the next one."""
    return bool(_TOPIC.match(lines[index].text)) or (
        index > 0 and bool(_TOPIC.fullmatch(lines[index - 1].text))
    )


def _is_bare_body(text: str) -> bool:
    """The name of a body and nothing else; a headline may begin with one: "Huyện Mai Sơn trồng thêm 120 ha"."""
    tells = len(text.split()) > 9 or bool(_TELLS.search(text)) or bool(re.search(r"\s\d", text))
    return is_organisation(text) and not tells


def is_section_name(text: str) -> bool:
    """ "Chính trị - Xã hội": names of two or three syllables with a dash between them."""
    parts = re.split(r"\s+[-–—/&]\s+", text)
    return len(parts) > 1 and all(1 < len(part.split()) <= 3 for part in parts)


def _is_known_section(text: str) -> bool:
    """ "Văn bản chỉ đạo điều hành", "Hoạt động của lãnh đạo tỉnh": what portals call their sections."""
    return len(text.split()) <= 6 and bool(_SECTION.fullmatch(text))


def _is_short_or_section(text: str) -> bool:
    """What stands twice above a headline, once in the menu and once as the item's section."""
    return len(fold(text).split()) < 4 or is_section_name(text) or _is_known_section(text)


def is_byline(text: str) -> bool:
    """A line that surely names who made the item, and not only a picture."""
    byline = parse_byline(text)
    return byline is not None and not byline.only_photo and (byline.labelled or byline.score >= 0.75)
