from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .user import User


class AppendOnly(Exception):
    """A line of the log is written once."""


class LogQuerySet(models.QuerySet["LogEntry"]):
    """Lines of the log in bulk: to read and to add, no more."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("The log is not changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("The log is not shortened.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("The log is not changed.")


class LogEntry(models.Model):
    """Who did what, to what, when, from what to what, and why. Lines are added, never changed.

    `article` is what it was done to, or what it belongs to; `subject_type` and `subject_id` name any other row, such as
    `articles.photo` and its number, and `subject` what it was called then. `detail["changes"]` holds `[before, after]`
    by field.
    """

    article = models.ForeignKey(
        Article, verbose_name=_("article"), null=True, on_delete=models.PROTECT, related_name="log"
    )
    subject_type = models.CharField(_("kind"), max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject = models.CharField(_("what"), max_length=300, blank=True)
    act = models.CharField(_("act"), max_length=30)
    edition_number = models.PositiveIntegerField(_("edition"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    detail = models.JSONField(_("detail"), default=dict)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(_("user name"), max_length=150, blank=True)
    """Stays when the account is deleted."""

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]
        # PROTECT and SET_NULL work through the base manager, which knows nothing of the refusals above.
        indexes = [models.Index(fields=["-at", "-id"], name="log_newest")]

    def __str__(self) -> str:
        return f"{self.act} {self.article_id or self.subject}"

    def save(self, **kwargs: Any) -> None:
        """Writes a new line; an old one is refused."""
        if not self._state.adding:
            raise AppendOnly("The log is not changed.")
        if isinstance(self.by, User):
            self.by_name = self.by.username
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("The log is not shortened.")
