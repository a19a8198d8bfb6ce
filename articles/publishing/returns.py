"""A draft that came back: who returned it, when, and why; and the mail that tells its reporter."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext, override

from ..models import Article, LogEntry, State, User

logger = logging.getLogger(__name__)

MOVES = [*(f"state:{state}" for state in State), "publish", "schedule", "correct", "hand_over"]
"""The acts that move a draft on its way; the last of them says whether it came back."""
RETURNED = f"state:{State.DRAFT}"


@dataclass(frozen=True, slots=True)
class Return:
    """One return. `comment` may be empty."""

    comment: str
    by: str
    at: datetime


def returns_of(articles: Iterable[Article]) -> dict[int, Return]:
    """For each of the articles that is a draft because somebody returned it, the return, by the article's number. One
    query."""
    drafts = [article.pk for article in articles if article.state == State.DRAFT]
    if not drafts:
        return {}
    last = (
        LogEntry.objects.filter(article=OuterRef("article"), act__in=MOVES)
        .order_by("-at", "-pk")
        .values("pk")
    )
    entries = LogEntry.objects.filter(article__in=drafts, act=RETURNED, pk=Subquery(last[:1])).select_related(
        "by"
    )
    return {
        entry.article_id: Return(entry.note, str(entry.by) if entry.by else entry.by_name or "–", entry.at)
        for entry in entries
        if entry.article_id is not None
    }


def tell_reporter(article: Article, comment: str, by: User | None) -> None:
    """Mails the comment to who made the article, once the act is done. Without an address, or when they did it
    themselves, nothing is sent; a mail that fails is logged and stops nothing."""
    reporter = article.created_by
    if reporter is None or not reporter.email or not reporter.is_active or reporter == by:
        return
    with override(settings.LANGUAGE_CODE):
        headline = " ".join(article.headline.split())
        subject = gettext("Returned to you: %(headline)s") % {"headline": headline}
        address = settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk])
        text = gettext(
            "%(who)s has returned your article “%(headline)s”.\n\n%(comment)s\n\nOpen it: %(address)s\n"
        ) % {
            "who": by or gettext("The desk"),
            "headline": headline,
            "comment": comment or gettext("(without a comment)"),
            "address": address,
        }
    transaction.on_commit(lambda: _send(subject, text, reporter.email))


def _send(subject: str, text: str, address: str) -> None:
    try:
        send_mail(subject, text, None, [address])
    except Exception:
        # Whatever a mail server does, the article is returned; the comment stands on the reporter's home page too.
        logger.exception("A mail about a returned article could not be sent.")
