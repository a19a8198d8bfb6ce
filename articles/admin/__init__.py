"""Face 1: the editors' desk."""

from . import abbreviations, articles, ledger, photos, site, taxonomy, users

__all__ = ["abbreviations", "articles", "ledger", "photos", "site", "taxonomy", "users"]
