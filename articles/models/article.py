from typing import TYPE_CHECKING, Any

from content_editor.models import Region
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plugins import validate_json_text
from .abbreviation import Abbreviation
from .photo import Photo
from .taxonomy import Author, Section, Source, Tag

if TYPE_CHECKING:
    from .edition import Edition


MAX_CHOICES = 200


def validate_choices(value: Any) -> None:
    """An editor's decisions on short forms: `{short form: expansion, or null to leave it alone}`."""
    if not isinstance(value, dict) or len(value) > MAX_CHOICES:
        raise ValidationError(_("This is no list of short forms and what they stand for."), code="choices")
    for short, expansion in value.items():
        if not 0 < len(short.strip()) <= Abbreviation.SHORT_LENGTH:
            raise ValidationError(
                _("A short form has 1 to %(most)d letters."), params={"most": Abbreviation.SHORT_LENGTH}
            )
        if expansion is None:
            continue
        if not isinstance(expansion, str) or not 0 < len(expansion.strip()) <= Abbreviation.EXPANSION_LENGTH:
            raise ValidationError(
                _("What “%(short)s” stands for is a text of at most %(most)d letters."),
                params={"short": short, "most": Abbreviation.EXPANSION_LENGTH},
            )


class State(models.TextChoices):
    """Where a draft stands on its way. What the public sees is decided by editions alone."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")


class Article(models.Model):
    """What editors change. Nothing here is public: see `Edition`."""

    class Language(models.TextChoices):
        VI = "vi", _("Vietnamese")
        EN = "en", _("English")

    headline = models.CharField(_("headline"), max_length=300)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    lead = models.TextField(_("lead"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.VI)
    section = models.ForeignKey(
        Section, verbose_name=_("section"), null=True, blank=True, on_delete=models.PROTECT
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT
    )
    source_url = models.URLField(_("address of the original"), max_length=2000, blank=True)
    photo = models.ForeignKey(
        Photo, verbose_name=_("main photo"), null=True, blank=True, on_delete=models.PROTECT
    )
    translations = models.ManyToManyField(
        "self",
        verbose_name=_("the same story in another language"),
        blank=True,
        help_text=_("Readers are led from one to the other as soon as both are public."),
    )
    ai_assisted = models.BooleanField(_("made with the help of AI"), default=False)
    published_at = models.DateTimeField(
        _("date on the page"),
        null=True,
        blank=True,
        help_text=_("Only when it differs from the first publication, as on an imported page."),
    )

    abbreviation_choices = models.JSONField(
        _("abbreviations"),
        default=dict,
        blank=True,
        validators=[validate_json_text, validate_choices],
        help_text=_("What a short form stands for in this article; nothing: it is left alone."),
    )

    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    slug = models.SlugField(_("address"), max_length=100, null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    """The number of the newest revision; a save from an older one is refused."""
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    regions = [Region(key="main", title=_("Body"))]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("see_any_article", _("Can see everybody's articles")),
            ("change_any_article", _("Can work on everybody's articles")),
            ("approve_article", _("Can approve articles and return them")),
            ("publish_article", _("Can publish, correct and withdraw articles")),
            ("inspect_withdrawn", _("Can read what was withdrawn")),
            ("hand_over_article", _("Can hand an article over to somebody else")),
        ]

    def __str__(self) -> str:
        return self.headline

    def edition_in(self, slot: str) -> "Edition | None":
        """The article's edition in the slot `live` or `next`, whatever its window says."""
        return self.editions.filter(slot=slot).first()


class Byline(models.Model):
    """One name in the order in which an article is signed; free text, or an author of the house."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    author = models.ForeignKey(
        Author, verbose_name=_("author"), null=True, blank=True, on_delete=models.PROTECT
    )
    name = models.CharField(
        _("name as signed"), max_length=200, blank=True, help_text=_("Empty: the author's own name.")
    )
    role = models.CharField(
        _("role"), max_length=100, blank=True, help_text=_("Such as: photos, translation, compiled by.")
    )

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="byline_names_somebody", condition=models.Q(author__isnull=False) | ~models.Q(name="")
            )
        ]

    def __str__(self) -> str:
        return self.name or (self.author.name if self.author else "")


class RelatedStory(models.Model):
    """One of the stories that an editor names below an article, in order. Readers see those that are public."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_stories")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    story = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="related_story_once", fields=["article", "story"]),
            models.CheckConstraint(
                name="related_story_is_another", condition=~models.Q(article=models.F("story"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.story)
