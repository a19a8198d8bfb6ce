from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .revision import Revision


class Slot(models.TextChoices):
    """The place of an edition that is, or will be, what the article shows. Past editions have none."""

    LIVE = "live", _("live")
    NEXT = "next", _("next")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Every public read starts here."""

    def public(self, now: datetime) -> "EditionQuerySet":
        """What the public may see at `now`: the one place where visibility is decided."""
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=now), slot__isnull=False, live_from__lte=now
        )


class Edition(models.Model):
    """What the public gets: numbered, rendered once, never changed except for its slot and window.

    `live_from` ≤ now < `live_until` is the window in which it is public. `expires_at` is the end that the editor asked
    for; the window may end earlier, when a later edition takes over or the article is withdrawn.
    """

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("first publication")
        UPDATE = "update", _("update")
        CORRECTION = "correction", _("correction")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.CharField(max_length=500, blank=True)
    refresh = models.BooleanField(default=False)
    """Rendered again from the same revision, because a credit, a dictionary entry or the format changed."""

    # Null, not empty, for past editions: the unique constraint below rests on it.
    slot = models.CharField(max_length=4, choices=Slot.choices, null=True)  # noqa: DJ001
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    slug = models.SlugField(max_length=100)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    headline = models.CharField(max_length=300)
    language = models.CharField(max_length=2)
    facets = models.JSONField()
    """What it can be found by: [facet, value] pairs, kept so that the index can be laid again."""
    related = models.JSONField(default=list)
    """Ids of the articles that the editor named as related, in order; which of them are public is asked at each read."""
    card = models.BinaryField()
    """UTF-8 JSON for lists."""
    document = models.BinaryField()
    """UTF-8 JSON for the detail."""
    html = models.TextField()
    """The body for the readers' page."""
    search_text = models.TextField()
    """The whole text, line by line, as `articles.search.write_lines` writes it: what the search index is made of."""
    digest = models.CharField(max_length=64)
    """SHA-256 of card, document and html, hexadecimal."""
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="edition_number_once", fields=["article", "number"]),
            # NULLs are distinct, so that any number of past editions may stand beside one live and one next.
            models.UniqueConstraint(name="edition_slot_once", fields=["article", "slot"]),
            models.CheckConstraint(
                name="edition_window_not_empty",
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
            ),
            models.CheckConstraint(
                name="edition_slot_known", condition=Q(slot__isnull=True) | Q(slot__in=["live", "next"])
            ),
        ]
        indexes = [
            # Partial: a long history of past editions costs readers nothing.
            models.Index(
                F("published_at").desc(),
                F("article").desc(),
                name="edition_newest",
                condition=Q(slot__isnull=False),
            ),
            models.Index(
                F("updated_at").desc(),
                F("article").desc(),
                name="edition_updated",
                condition=Q(slot__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.article_id}/{self.number})"


class Facet(models.TextChoices):
    """What public articles can be found by."""

    SECTION = "section"
    TAG = "tag"
    SOURCE = "source"
    AUTHOR = "author"
    LANGUAGE = "language"
    CONTAINS = "contains"
    PHOTO = "photo"
    ABBREVIATION = "abbreviation"
    """A short form that the text uses and that is explained there."""
    MEANING = "meaning"
    """The dictionary's row that explains it, by id."""
    UNEXPLAINED = "unexplained"
    """A short form without an expansion: for the desk, which looks for articles that a new entry would touch."""


class EditionFacetQuerySet(models.QuerySet["EditionFacet"]):
    def public(self, now: datetime) -> "EditionFacetQuerySet":
        """Rows of what the public may see at `now`. `edition__in` would let SQLite look through every public edition
        first; with EXISTS it asks row by row, in the index's order."""
        return self.filter(Exists(Edition.objects.public(now).filter(pk=OuterRef("edition"))))


class EditionFacet(models.Model):
    """The index of live and next editions by what they show. It carries the dates, so that one index answers a
    filtered, ordered page of a list."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="index")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", db_index=False)
    facet = models.CharField(max_length=12, choices=Facet.choices)
    value = models.CharField(max_length=100)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = EditionFacetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="edition_facet_once", fields=["edition", "facet", "value"])
        ]
        indexes = [
            models.Index(
                F("facet"), F("value"), F("published_at").desc(), F("article").desc(), name="facet_newest"
            ),
            models.Index(
                F("facet"), F("value"), F("updated_at").desc(), F("article").desc(), name="facet_updated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"
