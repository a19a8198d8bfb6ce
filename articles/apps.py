from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The core: articles, editions, photos, taxonomy."""

    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from .plugins import checks  # noqa: F401
        from .search import checks as search_checks  # noqa: F401

        autodiscover_modules("article_extension")
