from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The core: articles, editions, photos, taxonomy."""

    name = "articles"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from .plugins import checks  # noqa: F401
        from .roles import set_up_roles
        from .search import checks as search_checks  # noqa: F401

        autodiscover_modules("article_extension")
        # After the last app, when Django has made the permissions of all.
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(set_up_roles, sender=last, dispatch_uid="articles.roles")
