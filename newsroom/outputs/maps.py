"""Sitemaps (sitemaps.org), in files of at most 5,000 articles, and the news sitemap of the last two days."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, IntegerField, Max
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Floor
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml import etree

from articles.language import compose
from articles.models import Edition, PublicChange
from articles.publishing import article_url
from newsroom.api import etag_for

from .answers import answer, unchanged
from .marking import add, rfc3339, root, write
from .tombstones import last_change

XML = "application/xml"
PART = 5_000
"""Ids of articles in one file: far below the protocol's 50,000 addresses and 50 MB, and no file ever moves."""
NEWS_AGE = timedelta(days=2)
NEWS_MOST = 1_000
NAMESPACES: dict[str | None, str] = {
    None: "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
NO_TRANSLATIONS = b'"translations":[]'
"""As it stands in a card that has none; inside a JSON text these quotes would be escaped."""


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The files that hold a public article, each with the time of the last change of any article in it."""
    now = timezone.now()
    parts = _parts(now)
    etag = etag_for("sitemap index", settings.SITE_URL, repr(parts))
    document = root("sitemapindex", {None: NAMESPACES[None]})
    for number, changed_at in parts:
        file = add(document, "sitemap")
        add(file, "loc", f"{settings.SITE_URL}{reverse('sitemap-part', args=[number])}")
        if changed_at is not None:
            add(file, "lastmod", rfc3339(changed_at))
    return answer(request, write(document), etag, now, XML, last_change(now))


def _parts(now: datetime) -> list[tuple[int, datetime | None]]:
    """(number, last change) of each file. The ledger tells of a withdrawal too: that changed the file as well."""
    part = _part_number()
    shown = set(Edition.objects.public(now).annotate(part=part).values_list("part", flat=True).distinct())
    changes = PublicChange.objects.filter(at__lte=now).order_by().annotate(part=part).values("part")
    changed = dict(changes.annotate(last=Max("at")).values_list("part", "last"))
    return [(number, changed.get(number)) for number in sorted(shown)]


def _part_number() -> Combinable:
    return Cast(Floor(F("article_id") / PART), IntegerField())


@require_safe
def sitemap_part(request: HttpRequest, number: str) -> HttpResponse:
    """The articles whose ids lie in one stretch. 404 where there is none."""
    now = timezone.now()
    editions = (
        Edition.objects.public(now)
        .filter(article_id__gte=int(number) * PART, article_id__lt=(int(number) + 1) * PART)
        .order_by("article_id")
    )
    narrow = [f"{article} {digest}" for article, digest in editions.values_list("article_id", "digest")]
    if not narrow:
        raise Http404
    etag = etag_for("sitemap", settings.SITE_URL, *narrow)
    changed_at = last_change(now)
    held = unchanged(request, etag, now, changed_at)
    if held is not None:
        return held
    document = root("urlset", {None: NAMESPACES[None], "xhtml": NAMESPACES["xhtml"]})
    digests = []
    for row in editions.values("article_id", "digest", "slug", "language", "updated_at", "card"):
        digests.append(f"{row['article_id']} {row['digest']}")
        _add_article(document, row)
    return answer(
        request, write(document), etag_for("sitemap", settings.SITE_URL, *digests), now, XML, changed_at
    )


def _add_article(document: etree._Element, row: Mapping[str, Any]) -> None:
    address = article_url(row["article_id"], row["slug"])
    url = add(document, "url")
    add(url, "loc", address)
    add(url, "lastmod", rfc3339(row["updated_at"]))
    card = bytes(row["card"])
    if NO_TRANSLATIONS in card:
        return
    versions = [{"language": row["language"], "url": address}, *json.loads(card)["translations"]]
    for version in versions:
        add(url, "xhtml:link", rel="alternate", hreflang=version["language"], href=version["url"])


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The newest thousand articles of the last two days, for news search."""
    now = timezone.now()
    rows = list(
        Edition.objects.public(now)
        .filter(published_at__gt=now - NEWS_AGE, published_at__lte=now)
        .order_by("-published_at", "-article_id")
        .values_list("article_id", "slug", "headline", "language", "published_at", "updated_at")[:NEWS_MOST]
    )
    etag = etag_for("news sitemap", settings.SITE_URL, settings.SITE_NAME, repr(rows))
    document = root("urlset", {None: NAMESPACES[None], "news": NAMESPACES["news"]})
    for article_id, slug, headline, language, published_at, updated_at in rows:
        url = add(document, "url")
        add(url, "loc", article_url(article_id, slug))
        add(url, "lastmod", rfc3339(updated_at))
        news = add(url, "news:news")
        publication = add(news, "news:publication")
        add(publication, "news:name", settings.SITE_NAME)
        add(publication, "news:language", language)
        add(news, "news:publication_date", rfc3339(published_at))
        add(news, "news:title", compose(headline))
    # Time alone takes articles out of it: it has no date of its last change.
    return answer(request, write(document), etag, now, XML)
