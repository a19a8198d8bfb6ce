"""Face 1: the editors' desk."""

from . import articles, home, ledger, log, photos, site, taxonomy, users

__all__ = ["articles", "home", "ledger", "log", "photos", "site", "taxonomy", "users"]
