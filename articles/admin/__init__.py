"""Face 1: the editors' desk."""

from . import articles, ledger, photos, site, taxonomy, users

__all__ = ["articles", "ledger", "photos", "site", "taxonomy", "users"]
