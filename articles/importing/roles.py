"""What class names, ids and microdata of Vietnamese content systems say about a part of the page."""

import re

from lxml.html import HtmlElement

from articles.language import clean_line

from .document import Hint
from .names import is_organisation
from .noise import is_chrome

_WORDS: tuple[tuple[Hint, str], ...] = (
    ("chrome", r"breadcrumbs?|logo|navbar|navigation|sidebar|ads|adv|quangcao|quang-?cao|cookie|popup|modal|copyright|hotline|skip-?link|(?:right|left)-?(?:col|column|side)|(?:col|column|side|content|main|box|detail)-?(?:right|left)"),
    ("caption", r"cap|caption|figcaption|image-?caption|img-?caption|chu-?thich|chuthich|photocms_caption|photocms_author|(?:photo|image|img|picture)-?(?:author|credit|desc|description|title)|(?:desc|title)-?(?:photo|image|img|picture)|picture-?caption|imgcaption|photo-?caption|(?:img|image|photo|pic)-?cap"),
    ("related", (r"related|relate|relatednews|related\w{0,8}news|lien-?quan|tinlienquan|tin-?lien-?quan|other-?news|othernews|tinkhac|tin-?khac|tin-?cung|cung-?chuyen-?muc|new-?other|"
                     r"active-?reference|list-?other|others|comments?|binhluan|binh-?luan|y-?kien|rating|rate|votes?|danhgia|danh-?gia|star|stars|newer|older|most-?view|docnhieu|see-?more|news-?same|inner-?article")),
    ("noise", r"toolbar|tools?|qr|qr-?code|social|share|sharing|print|printer|font-?size|fontsize|co-?chu|wcag|accessibility|audio|tts|views|(?<![_-])view(?![\w-])|view-?count|luot-?xem|counter|fb-like|sharedaddy|addtoany|zalo|actions?|btn|button"),
    ("headline", r"headline|title-?detail|detail-?title|article-?title|title-?news|news-?title|tieu-?de|tieude|post-?title|entry-?title|detail__title|kbwc-title|title-page|(?:article|news|post)-?name|title-?article|ten-?bai(?:-?viet)?|tenbai"),
    ("lead", r"sapo|lead|excerpt|summary|chapeau|description|desc|hometext|trich-?yeu|trich-?dan|tomtat|mo-?ta|sum|tom-?tat|detail-?sapo|detail__summary|intro|introtext|article-?summary|news-?summary"),
    ("date", r"date|time|datetime|pubdate|publish|published|publish-?date|ngay-?dang|ngaydang|post-?date|entry-?date|detail-?time|news-?time|detail__time|h-?time|post-?time"),
    ("author", r"author|byline|tac-?gia|tacgia|signature|but-?danh|writer|detail__author|author-?name|pauthor"),
    ("source", r"source|nguon|news-?source|detail__source|nguon-?tin|article-?source|copyright-source"),
    ("tags", r"tags?|keywords?|tu-?khoa|tukhoa|tag-?list|list-?tags?"),
    ("kicker", r"(?:article|news|detail|post)-?(?:category|cate|cat)|kicker|eyebrow|suptitle|sup-?title|overline"),
)  # fmt: skip
_RULES = [
    (hint, re.compile(rf"(?:^|[\s_-])(?:{words.replace('-?', '[-_]{0,2}')})(?:$|[\s_-])", re.IGNORECASE))
    for hint, words in _WORDS
]
_FRAME = re.compile(
    r"(?:^|\s)(?:(?:site|main|top|page|global)[_-]?)?(?:header|footer|menu|nav|banner)(?:[_-](?:top|main|left|right|bar|menu))?(?=$|\s)",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(
    r"(?:^|[\s_-])(?:site-?(?:title|name)|logo|brand|navbar-brand)(?:$|[\s_-])", re.IGNORECASE
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_IN_BODY: frozenset[Hint] = frozenset({"related", "lead", "author", "source", "caption", "tags"})
_BODY = re.compile(
    r"(?:^|[\s_-])(?:article[-_]{0,2}body|(?:article|detail|post|news)[-_]{0,2}detail[-_]{0,2}(?:body|content)|body[-_]{0,2}article|articlebody|detail[-_]{0,2}content|content[-_]{0,2}detail|news[-_]{0,2}content|post[-_]{0,2}content|entry[-_]{0,2}content|bodytext|noi[-_]{0,2}dung|noidung|"
    r"article[-_]{0,2}(?:content|text)|(?:detail|news|post|story)[-_]{1,2}text|item[-_]{0,2}full[-_]{0,2}text|fck_detail|cms[-_]{0,2}body|maincontent[-_]{0,2}body|content[-_]{0,2}news|news[-_]{0,2}body|newsbody|detail[-_]{0,2}body|contentdetail|singular-content|"
    r"(?:news|article|post|detail|entry|story)[-_]\w{1,12}[-_](?:body|content|text)|afcbc-body|field[-_]{0,2}name[-_]{0,2}body|the-article-body|journal-content-article|noidungbaiviet|around_news_content|main[-_]{0,2}detail|article[-_]{0,2}body)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ITEMPROPS: dict[str, Hint] = {
    "headline": "headline", "datepublished": "date", "datemodified": "date", "author": "author", "description": "lead",
    "publisher": "", "keywords": "tags", "caption": "caption", "isbasedon": "source",
}  # fmt: skip
_TAGS: dict[str, Hint] = {
    "nav": "chrome",
    "footer": "chrome",
    "figcaption": "caption",
    "time": "date",
    "aside": "related",
    "menu": "chrome",
}


def names_of(element: HtmlElement) -> str:
    """Class and id of an element (and the type that VCCorp's editor gives a box), as one string of at most 300
    characters; "itemToolbar" is written "item-Toolbar"."""
    kind = element.get("type") or "" if element.tag in ("div", "figure") else ""
    names = f"{element.get('class') or ''} {element.get('id') or ''} {kind}".strip()[:300]
    return _HUMP.sub("-", names)


def is_body(element: HtmlElement) -> bool:
    """The container that holds the article's text."""
    return (element.get("itemprop") or "").casefold() == "articlebody" or bool(
        _BODY.search(names_of(element))
    )


def is_of_site(element: HtmlElement) -> bool:
    """A heading that names the site, not the article: in the page's banner, or called so."""
    around = [element, *element.iterancestors()]
    if any(is_body(part) or part.tag == "article" for part in around):
        return False
    near = [*around[:3], *element.iterdescendants()]
    named = any(_SITE_NAME.search(names_of(part)) for part in near)
    text = clean_line(str(element.text_content()))
    short = len(text.split()) < 6 or is_chrome(text) or is_organisation(text)
    return named or (short and any(_FRAME.search(names_of(part)) for part in around[1:]))


def role_of(element: HtmlElement, inside_body: bool) -> Hint:
    """The hint that an element gives to all lines in it; inside the body only what cannot be prose counts."""
    if is_body(element) or element.tag in ("body", "html", "main", "article"):
        return ""
    itemprop = _ITEMPROPS.get((element.get("itemprop") or "").casefold(), "")
    if itemprop:
        return itemprop
    names = names_of(element).replace("with-summary", "")
    if not inside_body and (
        (_FRAME.search(names) and not _holds_headline(element))
        or (element.tag == "h1" and _SITE_NAME.search(names))
    ):
        return "chrome"
    for hint, pattern in _RULES:
        if pattern.search(names):
            return hint if not inside_body or hint in _IN_BODY else ""
    if element.tag == "form" and _is_control(element):
        return "chrome"
    if element.tag == "header" and not inside_body and _is_banner(element):
        return "chrome"
    if element.tag == "footer" and next(element.iterancestors("article"), None) is not None:
        return ""
    if element.tag == "aside" and inside_body and next(element.iterdescendants("a"), None) is None:
        return ""
    return _TAGS.get(str(element.tag), "")


def _holds_headline(element: HtmlElement) -> bool:
    """Joomla and Bootstrap call the wrapper of the article's own heading "page-header"."""
    headings = list(element.iterdescendants("h1", "h2"))
    named = any((heading.get("itemprop") or "").casefold() == "headline" for heading in headings)
    return named or (bool(headings) and "page-header" in (element.get("class") or "").split())


def _is_banner(header: HtmlElement) -> bool:
    """The page's own header, not that of the article: first in the body, without headline or date."""
    parent = header.getparent()
    return (
        parent is not None
        and parent.tag == "body"
        and next(header.iterdescendants("h1", "h2", "time"), None) is None
    )


def _is_control(form: HtmlElement) -> bool:
    """A search box, a poll, a comment: few words. ASP.NET wraps the whole page into one form, which is none."""
    words = len(str(form.text_content()).split())
    if words * 2 > len(str(form.getroottree().getroot().text_content()).split()):
        return False
    return words < 60 or (words < 120 and next(form.iterdescendants("p", "h1", "h2"), None) is None)
