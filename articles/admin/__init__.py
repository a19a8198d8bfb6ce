"""Face 1: the editors' desk."""

from . import articles, front_pages, home, ledger, log, photos, site, taxonomy, users

__all__ = ["articles", "front_pages", "home", "ledger", "log", "photos", "site", "taxonomy", "users"]
