"""Pictures in HTML: figures, images with a caption beside them, tables used as picture frames, videos."""

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from articles.language import clean_line

from .inline import safe_address
from .page import PhotoKind, PhotoLine
from .photo_lines import parse_photo_line
from .roles import names_of

_LAZY = ("data-src", "data-original", "data-lazy-src", "data-image")
_PLACEHOLDER = re.compile(
    r"(?:blank|placeholder|loading|spacer|pixel|transparent|1x1|grey)\.(?:gif|png|svg|jpg)", re.IGNORECASE
)
_ICON = re.compile(
    r"(?:^|[\s_/-])(?:icons?|logo|avatar|smiley|emoji|btn|button|star|arrow|print|facebook|zalo|share)(?:[\s_.-]|$)",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:credit|photo-?credit|source|author|photographer)(?:$|[\s_-])", re.IGNORECASE
)
_MOST_CAPTION_WORDS = 60
_YOUTUBE = re.compile(
    r"^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})", re.IGNORECASE
)
_VIDEO_HOSTS = re.compile(
    r"^(?:https?:)?//(?:www\.|player\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/", re.IGNORECASE
)


def read_image(image: HtmlElement, base: str) -> PhotoLine | None:
    """The picture of an `img` or `video` element, or None for icons, counters and images inside the address itself."""
    width, height = (_pixels(image.get(side)) for side in ("width", "height"))
    if min(width, height) <= 40:
        return None
    kind: PhotoKind = "video" if image.tag == "video" else "photo"
    address = _address(image)
    if (
        not address
        or address.startswith("data:")
        or _ICON.search(f"{names_of(image)} {PurePosixPath(address).name}")
    ):
        return None
    alt = clean_line(image.get("alt") or "")[:1000]
    file, url = _locate(address, base)
    return PhotoLine("", "", file=file, alt=alt, url=url, kind=kind)


def with_caption(photo: PhotoLine, caption: str, credit: str = "") -> PhotoLine:
    """The picture with the text under it, parted into caption and credit."""
    parsed = parse_photo_line(caption) if caption and not credit else None
    if parsed:
        caption, credit = parsed[0].caption, parsed[0].credit
    return PhotoLine(caption, credit, photo.file, photo.alt, photo.url, photo.kind)


def read_figure(figure: HtmlElement, base: str) -> list[PhotoLine]:
    """The pictures of one `figure` (or frame); its text goes to the last one. [] when it holds no picture."""
    photos = [photo for image in figure.iter("img", "video") if (photo := read_image(image, base))]
    if not photos:
        return []
    credits = [
        element
        for element in figure.iterdescendants()
        if isinstance(element.tag, str) and _CREDIT_CLASS.search(names_of(element))
    ]
    credit = clean_line(_visible(credits[0])) if credits else ""
    caption = clean_line(_visible(figure, credits[:1]))
    if credit:
        parsed = parse_photo_line(credit)
        credit = parsed[0].credit if parsed and not parsed[0].caption else credit.strip("()")
    photos[-1] = with_caption(photos[-1], caption, credit)
    return photos


def is_frame(table: HtmlElement) -> bool:
    """A table that only holds pictures and the lines under them."""
    if (
        next(table.iter("img"), None) is None
        or next(table.iterdescendants("table", "ul", "ol", "h2", "h3"), None) is not None
    ):
        return False
    return all(len(_visible(cell).split()) <= _MOST_CAPTION_WORDS for cell in table.iter("td", "th"))


def read_frame(table: HtmlElement, base: str) -> list[PhotoLine]:
    """Pictures row by row; a row of texts under a row of pictures gives their captions, cell by cell. One text under
    several pictures is the last one's caption, and its credit is that of all."""
    found: list[PhotoLine] = []
    waiting = 0
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        pictures = [photo for cell in cells for photo in read_figure(cell, base)]
        if pictures:
            found.extend(pictures)
            waiting = len(pictures)
            continue
        texts = [text for cell in cells if (text := clean_line(_visible(cell)))]
        if len(texts) == waiting:
            for offset, text in enumerate(texts, start=len(found) - waiting):
                found[offset] = _add_text(found[offset], text)
        elif texts and found:
            found[-1] = _add_text(found[-1], " ".join(texts))
            for index in range(len(found) - waiting, len(found) - 1):
                found[index] = replace(found[index], credit=found[index].credit or found[-1].credit)
    return found


def _add_text(photo: PhotoLine, text: str) -> PhotoLine:
    caption = f"{photo.caption} {text}".strip()
    return (
        with_caption(photo, caption, "")
        if not photo.credit
        else PhotoLine(caption, photo.credit, photo.file, photo.alt, photo.url, photo.kind)
    )


def embed_address(frame: HtmlElement) -> str:
    """The page of a video in an `iframe` of YouTube or Vimeo, or "" for every other frame."""
    address = frame.get("src") or frame.get("data-src") or ""
    video = _YOUTUBE.match(address)
    if video:
        return f"https://www.youtube.com/watch?v={video[1]}"
    if not _VIDEO_HOSTS.match(address):
        return ""
    return safe_address(f"https:{address}" if address.startswith("//") else address)


def local_file(page: Path, file: str) -> Path | None:
    """The image beside a saved page, or None: names that leave the page's folder, links and missing files are refused."""
    if not file or "\x00" in file or "\\" in file or file.startswith("/") or re.match(r"^[A-Za-z]:", file):
        return None
    folder = page.parent.resolve()
    try:
        found = (folder / file).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return found if found.is_file() and found.is_relative_to(folder) else None


def _address(image: HtmlElement) -> str:
    sources = [image.get("src") or "", *(image.get(name) or "" for name in _LAZY)]
    sources += [source.get("src") or "" for source in image.iterchildren("source")]
    usable = [
        source.strip() for source in sources if source.strip() and not source.strip().startswith("data:")
    ]
    return next((source for source in usable if not _PLACEHOLDER.search(source)), "")[:2000]


def _locate(address: str, base: str) -> tuple[str | None, str]:
    """(file beside the page, address on the web): one of them, or neither for addresses of another kind."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None, ""
    if parts.scheme in ("http", "https") or address.startswith("//"):
        return None, safe_address(f"https:{address}" if address.startswith("//") else address)
    if parts.scheme:
        return None, ""
    if address.startswith("/"):
        return None, safe_address(urljoin(base, address)) if base else ""
    return unquote(parts.path).removeprefix("./"), ""


def _pixels(value: str | None) -> int:
    match = re.match(r"\s*(\d{1,5})\s*(?:px)?\s*$", value or "")
    return int(match[1]) if match else 9999


def _visible(element: HtmlElement, without: list[HtmlElement] | None = None) -> str:
    """Text of an element with a space at each element's edge, without scripts and the given parts."""
    pieces: list[str] = []
    skip = set(without or [])
    for part in element.iter():
        inside = part in skip or any(ancestor in skip for ancestor in part.iterancestors())
        if (
            isinstance(part.tag, str)
            and part.tag not in ("script", "style", "noscript", "button")
            and not inside
        ):
            pieces.append(part.text or "")
        if part is not element and not any(ancestor in skip for ancestor in part.iterancestors()):
            pieces.append(
                (" " if part.tag in ("br", "p", "div", "td", "figcaption") else "") + (part.tail or "")
            )
    return "".join(pieces)
