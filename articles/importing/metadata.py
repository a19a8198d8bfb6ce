"""What the head of a saved page says about the article: Open Graph, JSON-LD, canonical link, "saved from url"."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from articles.language import clean_line

from .document import Metadata
from .inline import safe_address

_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s<>\"]{4,2000}?)\s*-->", re.IGNORECASE
)
_ARTICLE_TYPES = {"newsarticle", "article", "reportagenewsarticle", "blogposting"}
_PUBLISHED = re.compile(r"(?:^|[\s_-])(?:published|pubdate|datepublished)(?:$|[\s_-])", re.IGNORECASE)
_MAX_SCRIPT = 200_000
_SITE = re.compile(r"\s+[|»–—-]\s+")


def read_metadata(root: HtmlElement, source: str) -> Metadata:
    """Metadata of a parsed page; `source` is its text, for the browser's "saved from url" comment."""
    metas = _metas(root)
    found = Metadata(language=(root.get("lang") or root.get("xml:lang") or "")[:2].lower())
    title = _title(root)
    found.headline = metas.get("og:title", "") or title
    found.site = metas.get("og:site_name", "") or title.removeprefix(without_site(title)).strip(" |»–—-")
    found.published = metas.get("article:published_time", "") or metas.get("datepublished", "")
    found.modified = metas.get("article:modified_time", "")
    found.address = _canonical(root) or _web(metas.get("og:url", "")) or _saved_from(source)
    found.tags = [clean_line(tag) for tag in metas.get("article:tag", "").split("\n") if tag.strip()]
    author = metas.get("article:author", "") or metas.get("author", "")
    found.authors = [author] if author and "http" not in author else []
    for thing in _structured(root):
        _merge(found, thing)
    found.published = found.published or _time(root)
    return found


def _metas(root: HtmlElement) -> dict[str, str]:
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        content = clean_line(meta.get("content") or "")[:2000]
        if name and content:
            values[name] = (
                f"{values[name]}\n{content}"
                if name == "article:tag" and name in values
                else values.get(name, content)
            )
    return values


def _time(root: HtmlElement) -> str:
    """The machine-readable form of the one date that the page marks as its publication."""
    moments = {
        element.get("datetime") or ""
        for element in root.iter("time")
        if any(
            _PUBLISHED.search(f"{part.get('class') or ''} {part.get('itemprop') or ''}")
            for part in (element, element.getparent())
            if part is not None
        )
    } - {""}
    return moments.pop()[:100] if len(moments) == 1 else ""


def _title(root: HtmlElement) -> str:
    title = next(root.iter("title"), None)
    return clean_line(title.text_content())[:1000] if title is not None else ""


def _canonical(root: HtmlElement) -> str:
    for link in root.iter("link"):
        if (link.get("rel") or "").casefold() == "canonical":
            return _web(link.get("href") or "")
    return ""


def _saved_from(source: str) -> str:
    match = _SAVED_FROM.search(source[:5000])
    return _web(match[1]) if match else ""


def _web(address: str) -> str:
    safe = safe_address(address)
    return safe if safe.startswith(("http://", "https://")) else ""


def _structured(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The article objects of all JSON-LD scripts; broken JSON is passed over."""
    for script in root.iter("script"):
        if (script.get("type") or "").casefold() != "application/ld+json" or len(
            script.text or ""
        ) > _MAX_SCRIPT:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        for thing in things:
            nested = thing.get("@graph") if isinstance(thing, dict) else None
            candidates = nested if isinstance(nested, list) else [thing]
            yield from (one for one in candidates if isinstance(one, dict) and _is_article(one))


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(
        str(kind).casefold() in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _merge(found: Metadata, thing: dict[str, Any]) -> None:
    found.published = found.published or _text(thing.get("datePublished"))
    found.modified = found.modified or _text(thing.get("dateModified"))
    found.headline = _text(thing.get("headline")) or found.headline
    authors = thing.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        name = _text(author.get("name")) if isinstance(author, dict) else _text(author)
        if name and name not in found.authors:
            found.authors.append(name)


def _text(value: object) -> str:
    return clean_line(value)[:1000] if isinstance(value, str) else ""


def without_site(title: str) -> str:
    """A document's title without the name of the site behind the last dash or bar."""
    parts = _SITE.split(title)
    return (
        title[: title.rindex(parts[-1])].rstrip(" |»–—-")
        if len(parts) > 1 and len(parts[0].split()) >= 4
        else title
    )
