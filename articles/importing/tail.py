"""Where the article ends and the page goes on: rating stars, related titles, comments, imprint."""

import re
from itertools import dropwhile, takewhile

from .document import Line
from .lead import lead_prefix
from .page import Page
from .related import is_box_title
from .sources import according_source, is_registered
from .wording import marked as _

# A strong marker ends the article unless long prose follows (then it is a box inside it); a weak one may be a subheading.
_STRONG = re.compile(
    r"^(?:(?:bài viết|thông tin|nội dung|trang)(?: này)? có hữu ích(?: [^\W\d_]+){0,3} không\b.{0,40}|tìm theo ngày(?:\s*[:：]?\s*(?:xem|tìm|[\d/_.-]+))?|tin nóng|mới nhất|xem tiếp|(?:video|ảnh|hình ảnh) liên quan|\W{0,3}(?:tin|bài) trước\W{1,6}(?:tin|bài) sau\W{0,3}|trở lại chuyên mục|(?:đánh giá\s*:?\s*)?\(?di chuột vào ngôi sao.*|click để đánh giá.*|bạn đánh giá .{0,60}|(?:trở thành|hãy là) người đầu tiên .{0,60}|chịu trách nhiệm (?:nội dung|xuất bản).*|(?:tổng )?(?:số )?lượt truy cập.*|đang (?:online|truy cập).*|tổng số điểm (?:của )?bài viết.*|xếp hạng\s?(?::.*|[\d.,]+\s?/\s?5.*)|"
    r"(?:xem thêm )?(?:các )?(?:tin|bài)(?:,? (?:tức|viết|bài))? (?:liên quan|khác|cùng (?:chuyên mục|chủ đề|thể loại|loại|mục)|đã đưa|mới hơn|cũ hơn|mới nhất|đọc nhiều|nổi bật|mới đăng|tiếp(?: theo)?|trước đó)(?: \(\d+\))?|"
    r"(?:(?:những|các) )?(?:tin|bài)(?: viết)? (?:mới hơn|cũ hơn|cùng chuyên mục|khác|mới)|các tin (?:mới|khác|đã đưa|tức khác)|cùng (?:chuyên mục|chủ đề)|"
    r"(?:xem thêm|đọc thêm|đọc tiếp|(?:có thể )?bạn (?:có thể )?(?:quan tâm|muốn đọc|chưa biết)|có liên quan|tin tức khác|tin mới|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?|tiêu điểm|nổi bật)|"
    r"(?:tin|bài)(?: viết)? (?:trước|sau|kế tiếp)|(?:các )?(?:tin|bài)(?: viết)? (?:đã đăng|đăng mới|ảnh khác)|video (?:nổi bật|mới|khác)|cơ quan chủ quản.{0,80}|"
    r"giấy phép (?:số|thiết lập|hoạt động)[^.]{0,80}|đăng ký nhận (?:tin|bản tin).{0,30}|(?:xem|tìm kiếm|tìm)(?: tin)? theo ngày|tổng số\s*:\s*\d+ đánh giá|bạn chưa đánh giá.{0,30}|"
    r"chịu trách nhiệm .{0,80}|trang (?:trước|sau|tiếp)|tiếp theo|về trang chủ|print this page|danh mục tin tức|"
    r"tags?(?: [^\s.:]+){1,15}|(?:related|other|latest|more) (?:news|articles?|stories)|read (?:also|more)|see also|you may also like|comments?(?: \(\d+\))?|"
    r"ý kiến (?:bạn đọc|của bạn|độc giả|phản hồi).*|bình luận(?: \(?\d+\)?| bài viết| của bạn)?|gửi (?:bình luận|ý kiến(?: phản hồi)?|phản hồi)(?: của bạn)?|(?:viết|tham gia|đăng nhập để) bình luận|mời bạn.*bình luận.*|"
    r"(?:bản quyền|copyright|©).*|\W*(?:kính )?mời (?:quý |các )?(?:bạn|độc giả|khán giả|thính giả|vị).{0,20} (?:theo dõi|đón|tham gia|truy cập) .*|ghi rõ nguồn .{0,80}|® .*|(?:thăm dò ý kiến|liên kết website|liên kết web|thống kê truy cập|danh mục|chuyên mục khác|video clip|thư viện ảnh))"
    r"\s*[:：»>…]*\s*$",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"^(?:đánh giá(?: bài viết(?: này)?)?(?:\s*[:：]?[\s★☆⭐]*\(?[\d.,]+\s?/\s?5.{0,30}|\s*[:：]?[\s★☆⭐]+)?|chia sẻ(?: bài viết)?|(?:tổng )?(?:số )?(?:lượt|lần) (?:xem|đọc|truy cập)\s*[:：]?\s*[\d.,]*|[\d.,]+ (?:lượt|lần) (?:xem|đọc)|đã xem\s*[:：]?\s*[\d.,]+|"
    r"(?:in trang|bản in|print|gửi email|gửi cho bạn bè|quay lại|trở lại(?: (?:thời sự|xã hội|thế giới|kinh tế|kinh doanh|chính trị|văn hóa|giải trí|thể thao|pháp luật|giáo dục|sức khỏe|đời sống|du lịch|khoa học|số hóa|xe))?|[\[<«‹]{0,2}\s?trở về(?: trang trước)?\]?|\[?(?:trở )?(?:về|lên) đầu trang\]?|về trang trước|top)(?:\s*[|/•-]?\s*(?:in trang|bản in|gửi email|gửi cho bạn bè|quay lại|trở lại|\[?trở về(?: trang trước)?\]?|về đầu trang|email|print|chia sẻ))*|"
    r"[\d.,]+/5.{0,40}|★.*|☆.*|(?:facebook|zalo|twitter|email|like|share|tweet|thích)(?:facebook|zalo|twitter|email|like|share|tweet|thích|\s|[|•,-])*|đánh giá của bạn|xếp hạng|lưu bài viết(?: này)?|(?:mời .{0,40}|hãy )?theo dõi .{0,40} trên(?: .{0,40})?)\s*[:：]*\s*$",
    re.IGNORECASE,
)
_WIDGET = re.compile(
    r"quảng cáo|advertisements?|tặng sao|chuyển sao tặng cho thành viên|hoặc nhập số sao|(?:về trang|trở lại) chủ đề|[1-5] sao|bình luận hay|x(?:1|5|10)|(?:video|audio) player|\d{1,2}:\d{2}(?::\d{2})?",
    re.IGNORECASE,
)
_EXCERPT = re.compile(r"(?:\.{3}|…)$")
_SENTENCE = re.compile(r"[.!?…”\"]\s*\)?$")


def is_tail_marker(text: str) -> bool:
    return len(text) <= 200 and bool(_STRONG.match(text) or _WEAK.match(text))


def cut_tail(lines: list[Line], page: Page, keep: list[Line]) -> list[Line]:
    """Everything from the first tail marker on goes to the discarded lines; what is above stays.

    `keep` receives labelled lines (source, author, tags) that stand just below such a marker. A box of related
    titles with sentences below it, or a weak marker above prose ("Đánh giá"), stays inside the article.
    """
    lines = _without_widgets(_without_marked(lines, page), page)
    for index, line in enumerate(lines):
        if line.block is None and index > 0 and len(line.text) <= 200 and _is_end(lines, index):
            return _cut(lines, index, page, keep)
    return lines


def _without_marked(lines: list[Line], page: Page) -> list[Line]:
    """Lines that the markup calls related, below the last sentence, go one by one."""
    last = max((i for i, line in enumerate(lines) if line.hint != "related" and _is_body(line)), default=-1)
    for line in lines[last + 1 :]:
        if line.hint == "related":
            page.discard(line.all_text(), _("below the end of the article"))
    return lines[: last + 1] + [line for line in lines[last + 1 :] if line.hint != "related"]


def _without_widgets(lines: list[Line], page: Page) -> list[Line]:
    """Advertisements' labels, forms to give stars, and cards of other items stand among the text and end nothing."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        near = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
        more = line.text == "Đọc tiếp" and any(_WIDGET.fullmatch(other.text) for other in near)
        if line.block is None and (more or _WIDGET.fullmatch(line.text)):
            page.discard(line.text, _("a button or an advertisement's label inside the text"))
        elif len(kept) > 2 and lead_prefix(line.text) and kept[-1].text == kept[-2].text != "":
            for other in (kept.pop(-2), kept.pop(), line):  # its picture's text, its title, its lead
                page.discard(other.text, _("a related title inside the text"))
        else:
            kept.append(line)
    return kept


def _is_body(line: Line) -> bool:
    return line.block is not None or (len(line.text.split()) >= 8 and bool(_SENTENCE.search(line.text)))


def _is_end(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    if is_box_title(text):
        if lines[index].hint == "related" and lines[index + 1 :][:1] and lines[index + 1].hint == "related":
            return False  # a box that the markup sets apart, with the article going on below it
        return not _goes_on(lines, index) and not _goes_on_below_links(lines[index + 1 :])
    if _STRONG.match(text):
        return any(_is_body(line) for line in lines[:index])
    return bool(_WEAK.match(text)) and not _starts_section(lines, index) and not _goes_on(lines, index)


def _goes_on(lines: list[Line], index: int) -> bool:
    """Long prose, or two sentences and more, below a marker: no list of titles looks like this."""
    lengths = []
    for line in lines[index + 1 :]:
        if _STRONG.match(line.text[:200]) and not is_box_title(line.text):
            break
        if line.block is None and _SENTENCE.search(line.text) and not _EXCERPT.search(line.text):
            lengths.append(len(line.text.split()))
    return any(length >= 35 for length in lengths) or sum(length >= 18 for length in lengths) >= 2


def _goes_on_below_links(lines: list[Line]) -> bool:
    """Two sentences and more below the box's links: below the last title of a list stands one excerpt at most."""
    below = list(dropwhile(lambda line: line.link or line.is_photo, lines))
    if len(below) == len(lines):
        return False
    prose = takewhile(lambda line: not line.link and not is_tail_marker(line.text), below)
    return (
        sum(line.block is None and _is_body(line) and not _EXCERPT.search(line.text) for line in prose) >= 2
    )


def _starts_section(lines: list[Line], index: int) -> bool:
    """A weak marker followed by a sentence is a short section of the article ("Đánh giá")."""
    following = next((line for line in lines[index + 1 :] if line.text), None)
    return (
        following is not None and len(following.text.split()) >= 14 and following.text.rstrip().endswith(".")
    )


def _cut(lines: list[Line], index: int, page: Page, keep: list[Line]) -> list[Line]:
    open_for_labels = True
    for line in lines[index:]:
        strong = bool(_STRONG.match(line.text)) and not re.match(
            r"tìm theo|\(?di chuột|click|tổng số|xếp hạng", line.text, re.IGNORECASE
        )
        open_for_labels = open_for_labels and not strong and line.hint != "related"
        if open_for_labels and line.block is None and _is_labelled(line.text):
            keep.append(line)
        else:
            page.discard(line.all_text(), _("below the end of the article"))
    return lines[:index]


def _is_labelled(text: str) -> bool:
    source = according_source(text) if len(text.split()) <= 8 else None
    return (source is not None and is_registered(source.name)) or (
        bool(
            re.match(
                r"^\(?(?:nguồn(?: tin)?|tác giả(?: bài viết)?|người viết|từ khóa|từ khoá|tags?|thẻ)\s*[:：]\s*\S",
                text,
                re.IGNORECASE,
            )
        )
        and len(text) < 160
    )
