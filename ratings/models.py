"""The two tables: one row for each reader and article, and the tally of each article."""

from collections.abc import Iterable
from functools import reduce
from operator import add

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from .stars import STARS, average_of


class Rating(models.Model):
    """A reader's stars for an article.

    The reader is a key that nobody can trace: HMAC-SHA256 under the reader's own random token of the article's id, so
    that the rows of one reader cannot be linked. Nothing else is known of who rated.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    reader = models.BinaryField(max_length=32)
    stars = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    previous = models.PositiveSmallIntegerField(null=True)
    """The stars before the last change; kept so that the upsert can say what it replaced."""
    rated_at = models.DateTimeField()
    """The minute of the last change: no finer, lest it be matched with a server's log."""

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(name="rating_once", fields=["article", "reader"]),
            models.CheckConstraint(name="rating_one_to_five", condition=Q(stars__gte=1, stars__lte=5)),
        ]
        indexes = [models.Index(name="rating_when", fields=["article", "rated_at"])]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.stars}"


COMMA = Value(",", models.TextField())


def _given(stars: int) -> CombinedExpression:
    return F(f"sealed_{stars}") + F(f"open_{stars}")


def _sum(parts: Iterable[CombinedExpression]) -> CombinedExpression:
    return reduce(add, parts)


COUNT = _sum(_given(stars) for stars in STARS)
TOTAL = _sum(Value(stars) * _given(stars) for stars in STARS)


class Tally(models.Model):
    """How an article was rated: moved in the transaction of each vote.

    `open_n` counts the rows that gave n stars; `sealed_n` what was forgotten (`forget_ratings`). All else follows from
    these ten, by the database itself, but for the score, which hangs on the settings.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="tally"
    )
    sealed_1 = models.PositiveBigIntegerField(default=0)
    sealed_2 = models.PositiveBigIntegerField(default=0)
    sealed_3 = models.PositiveBigIntegerField(default=0)
    sealed_4 = models.PositiveBigIntegerField(default=0)
    sealed_5 = models.PositiveBigIntegerField(default=0)
    open_1 = models.PositiveBigIntegerField(default=0)
    open_2 = models.PositiveBigIntegerField(default=0)
    open_3 = models.PositiveBigIntegerField(default=0)
    open_4 = models.PositiveBigIntegerField(default=0)
    open_5 = models.PositiveBigIntegerField(default=0)
    frozen = models.BooleanField(_("frozen"), default=False)
    """No vote is taken, changed or given back."""
    score = models.FloatField(_("score"), null=True)
    """The Bayesian score (`stars.score_of`); null when nobody has rated."""

    count = models.GeneratedField(
        verbose_name=_("ratings"), expression=COUNT, output_field=models.BigIntegerField(), db_persist=True
    )
    total = models.GeneratedField(expression=TOTAL, output_field=models.BigIntegerField(), db_persist=True)
    hundredths = models.GeneratedField(
        expression=(Value(200) * TOTAL + COUNT) / (Value(2) * NullIf(COUNT, 0)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    """The average in hundredths of a star, rounded (`stars.hundredths_of`)."""
    histogram = models.GeneratedField(
        expression=Concat(
            Cast(_given(1), models.TextField()),
            *[part for stars in STARS[1:] for part in (COMMA, Cast(_given(stars), models.TextField()))],
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    """How many gave 1, 2, 3, 4, 5 stars, as text: the one column that public reads select."""

    class Meta:
        verbose_name = _("tally of ratings")
        verbose_name_plural = _("tallies of ratings")
        indexes = [
            models.Index(
                F("score").desc(), F("article").desc(), name="tally_best", condition=Q(score__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.shown}"

    @property
    def sealed(self) -> list[int]:
        """What was forgotten: how many gave 1, 2, 3, 4, 5 stars."""
        return [getattr(self, f"sealed_{stars}") for stars in STARS]

    @property
    def open(self) -> list[int]:
        """What stands in rows: how many gave 1, 2, 3, 4, 5 stars."""
        return [getattr(self, f"open_{stars}") for stars in STARS]

    @property
    def shown(self) -> list[int]:
        """What readers see: how many gave 1, 2, 3, 4, 5 stars."""
        return [sealed + still for sealed, still in zip(self.sealed, self.open, strict=True)]

    @property
    def average(self) -> float | None:
        """The average in stars, to two decimals; `None` when nobody has rated."""
        return average_of(self.shown)
