"""The article's own form, and the refusal of a save from a form that is out of date."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import Article, Revision
from ..publishing import Snapshot
from .abbreviation_panel import ChoicesField
from .checklist import HEADLINE_WORDS, LEAD_WORDS

NEWEST = 2**31 - 1
"""No version has a higher number: it is the column's largest."""
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class ArticleForm(forms.ModelForm):
    """An article as it is written. `seen_version` is the one that the editor has on the screen."""

    seen_version = forms.IntegerField(max_value=NEWEST, widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("what you changed, and why"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    may_change: Callable[[Article], bool] = staticmethod(lambda article: True)
    """Whether the editor may change another article; set by the admin for each request."""

    abbreviation_choices = ChoicesField()

    class Meta:
        model = Article
        exclude: list[str] = []
        widgets = {
            "headline": forms.Textarea(
                attrs={"rows": 2, "class": "vLargeTextField desk-headline", "data-most": HEADLINE_WORDS}
            ),
            "lead": forms.Textarea(
                attrs={
                    "rows": 4,
                    "class": "vLargeTextField",
                    "data-least": LEAD_WORDS[0],
                    "data-most": LEAD_WORDS[1],
                }
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("seen_version"):
            field.initial = self.instance.version
        if isinstance(choices := self.fields.get("abbreviation_choices"), ChoicesField):
            choices.place(self.instance)

    def clean_headline(self) -> str:
        """One line, however it was pasted."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_published_at(self) -> datetime | None:
        """A date that calendars and databases can hold in any time zone."""
        moment = self.cleaned_data["published_at"]
        if moment is not None and not EARLIEST <= moment <= timezone.now():
            raise ValidationError(_("A date from 1900 to now."))
        return moment

    def clean_translations(self) -> Any:
        """Two articles are tied at once, so whoever ties them must be allowed to change both."""
        chosen = list(self.cleaned_data["translations"])
        before = list(self.instance.translations.all()) if self.instance.pk else []
        for other in chosen:
            if other.pk == self.instance.pk:
                raise ValidationError(_("An article is not its own translation."))
            if other.language == self.cleaned_data.get("language"):
                raise ValidationError(
                    _("“%(headline)s” is in the same language."), params={"headline": other.headline}
                )
        for other in {*chosen} ^ {*before}:
            if not self.may_change(other):
                raise ValidationError(
                    _("You may not change “%(headline)s”."), params={"headline": other.headline}
                )
        return self.cleaned_data["translations"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = cleaned.get("seen_version")
        taken_over = self.data.get("take_over") == str(self.instance.version)
        if self.instance.pk and seen != self.instance.version and not taken_over:
            raise ValidationError(stale_message(self.instance, seen), code="stale")
        if "recovered" in self.data:
            message = _("This is what your browser had kept. It is not saved yet: look it over, then save.")
            raise ValidationError(message, code="recovered")
        return cleaned


def stale_message(article: Article, seen: int | None) -> str:
    """Who saved meanwhile, when, and what is different from the version that the editor had opened."""
    revisions = list(
        article.revisions.filter(number__in=[seen or 0, article.version]).select_related("created_by")
    )
    newest = next((revision for revision in revisions if revision.number == article.version), None)
    opened = next((revision for revision in revisions if revision.number == seen), None)
    text = gettext(
        "%(who)s saved version %(current)s of this article at %(when)s, while you were working on version %(seen)s by "
        "%(opened_by)s. Nothing of yours was saved; it stands below still: copy what you need, then load the page anew."
    ) % {
        "who": _name(newest),
        "current": article.version,
        "when": date_format(timezone.localtime(newest.created_at), "H:i d/m/Y") if newest else "–",
        "seen": "–" if seen is None else seen,
        "opened_by": _name(opened),
    }
    if newest and opened and (changes := changed_parts(opened.snapshot, newest.snapshot)):
        text += " " + gettext("Changed meanwhile: %(parts)s.") % {"parts": ", ".join(changes)}
    return text


def changed_parts(before: Snapshot, after: Snapshot) -> list[str]:
    """The parts in which two snapshots differ, in the editors' words."""
    labels = {
        field.name: str(field.verbose_name) for field in [*Article._meta.fields, *Article._meta.many_to_many]
    }
    parts = [
        labels.get(name, gettext("bylines"))
        for name in after
        if name != "blocks" and before.get(name) != after[name]
    ]
    old, new = ({block["key"]: block for block in snapshot["blocks"]} for snapshot in (before, after))
    if count := sum(old.get(key) != new.get(key) for key in {*old, *new}):
        parts.append(ngettext("%(count)d block", "%(count)d blocks", count) % {"count": count})
    return parts


def _name(revision: Revision | None) -> str:
    return str(revision.created_by) if revision and revision.created_by else "–"
