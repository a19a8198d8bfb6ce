from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    """Readers' ratings."""

    name = "ratings"
    verbose_name = _("Ratings")

    def ready(self) -> None:
        from . import checks  # noqa: F401
