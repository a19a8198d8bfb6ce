"""Sections, tags, authors and sources: what articles are sorted and found by."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..language import collation_key, fold, person_key, slugify


class Term(models.Model):
    """A named thing with an address. `sort_key` is the name in Vietnamese alphabetical order on any database:
    hexadecimal, because every collation sorts those sixteen characters alike."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True)
    sort_key = models.CharField(max_length=1400, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Gives an empty address the name's slug; a name without any letter or digit is refused."""
        self.slug = self.slug or slugify(self.name)[:100]
        if not self.slug:
            raise ValidationError({"name": _("The name needs letters or digits.")})

    def save(self, **kwargs: Any) -> None:
        """Keeps the slug and the sort key in step with the name."""
        self.slug = self.slug or slugify(self.name)[:100]
        self.sort_key = self.make_sort_key().encode().hex()[:1400]
        super().save(**kwargs)

    def make_sort_key(self) -> str:
        return collation_key(self.name)


class Section(Term):
    """A part of the site, such as *Chính trị*; at most two levels deep."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "sort_key"]
        constraints = [
            models.CheckConstraint(
                name="section_not_its_own_parent",
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
            )
        ]

    def clean(self) -> None:
        """Refuses a third level, and the address at which the feeds of the whole site stand."""
        super().clean()
        if self.slug == "latest":
            raise ValidationError({"slug": _("This address is taken by the feeds of the whole site.")})
        if self.parent is None:
            return
        if self.parent == self or self.parent.parent_id:
            raise ValidationError({"parent": _("A section has at most two levels.")})
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This section has sections below it and must stay at the top.")}
            )


class Tag(Term):
    """A keyword. `key` is the folded name, so that *Cải cách* and *cai cach* cannot stand side by side."""

    key = models.CharField(max_length=200, unique=True, editable=False)

    class Meta(Term.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def clean(self) -> None:
        super().clean()
        twin = Tag.objects.filter(key=fold(self.name)).exclude(pk=self.pk).first()
        if twin is not None:
            raise ValidationError({"name": _("There is already the tag “%(name)s”.") % {"name": twin.name}})

    def save(self, **kwargs: Any) -> None:
        self.key = fold(self.name)[:200]
        super().save(**kwargs)


class Author(Term):
    """Somebody who signs articles, by their real name or a pen name; sorted by given name."""

    role = models.CharField(_("role"), max_length=100, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def make_sort_key(self) -> str:
        return person_key(self.name)


class Source(Term):
    """Where a re-published article comes from, such as *Chinhphu.vn*."""

    url = models.URLField(_("web address"), blank=True)

    class Meta(Term.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
