"""Readers' votes: one row for each poll and answer."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class Votes(models.Model):
    """How many readers chose these words in this poll. The poll is named by its block's key, so that the votes outlive
    the block's row."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    poll = models.UUIDField()
    choice = models.CharField(max_length=200)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("votes")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(name="poll_choice_once", fields=["poll", "choice"])]

    def __str__(self) -> str:
        return f"{self.choice}: {self.votes}"


def cast_vote(article_id: int, poll: UUID, choice: str) -> None:
    """Counts one vote. Two at the same time are both counted."""
    row, _ = Votes.objects.get_or_create(poll=poll, choice=choice, defaults={"article_id": article_id})
    Votes.objects.filter(pk=row.pk).update(votes=models.F("votes") + 1)


def count_votes(poll: UUID, choices: list[str]) -> list[dict[str, Any]]:
    """`{"choice", "votes"}` of each of the answers, in their order."""
    counted = dict(Votes.objects.filter(poll=poll).values_list("choice", "votes"))
    return [{"choice": choice, "votes": counted.get(choice, 0)} for choice in choices]
