"""The addresses of everything that carries the news out beside the pages."""

import re

from django.conf import settings
from django.urls import URLPattern, path, re_path

from .feed import FORMATS
from .feeds import feed
from .maps import news_sitemap, sitemap_index, sitemap_part
from .media import media
from .robots import robots
from .text import article_text

SLUG = "(?P<slug>[-a-zA-Z0-9_]{1,100})"
ID = "(?P<article_id>[1-9][0-9]{0,17})"
PLACE = "(?P<cursor>[A-Za-z0-9_-]{1,200})"

urlpatterns: list[URLPattern] = [
    *(re_path(rf"^feeds/{SLUG}\.{form}$", feed, {"form": form}, name=f"feed-{form}") for form in FORMATS),
    *(
        re_path(rf"^feeds/{SLUG}/{PLACE}\.{form}$", feed, {"form": form}, name=f"feed-page-{form}")
        for form in FORMATS
    ),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    re_path(r"^sitemaps/(?P<number>0|[1-9][0-9]{0,12})\.xml$", sitemap_part, name="sitemap-part"),
    path("news-sitemap.xml", news_sitemap, name="news-sitemap"),
    path("robots.txt", robots, name="robots"),
    re_path(rf"^articles/{ID}/{SLUG}/text/$", article_text, name="article-text"),
]

if settings.NEWSROOM_SERVE_MEDIA and settings.MEDIA_URL.startswith("/"):
    prefix = re.escape(settings.MEDIA_URL.lstrip("/"))
    urlpatterns += [re_path(rf"^{prefix}(?P<path>.+)$", media, name="media")]
