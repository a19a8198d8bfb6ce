"""Face 1: the editors' desk."""

from . import abbreviations, articles, front_pages, home, ledger, log, photos, site, taxonomy, users

__all__ = [
    "abbreviations",
    "articles",
    "front_pages",
    "home",
    "ledger",
    "log",
    "photos",
    "site",
    "taxonomy",
    "users",
]
