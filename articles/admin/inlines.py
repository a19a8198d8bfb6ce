"""The forms inside the article's form: bylines, and one kind of form for each block type."""

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

from content_editor.admin import ContentEditorInline
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import Field, HiddenInput, ModelForm
from django.forms.models import BaseInlineFormSet, ModelChoiceIterator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .. import plugins
from ..models import Byline, RelatedStory
from ..permissions import Act, may
from ..plugins import Block
from ..publishing import MAX_RELATED
from .labels import UNNAMED, label_for
from .permitted import PermittedInline


class ReferenceSelect(AutocompleteSelect):
    """An autocomplete that knows the row it refers to: sixty photo blocks do not ask sixty times for their photo."""

    shown: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        if not any(value) and not isinstance(self.choices, ModelChoiceIterator):
            # On a page of its own, outside a form, there are no choices to ask.
            return [(None, [self.create_option(name, "", "", False, 0)], 0)]
        if self.shown is None or list(value) != [str(self.shown.pk)]:
            return super().optgroups(name, value, attrs)
        # Inside a form the field knows what whoever asks may read of the row.
        field = self.choices.field if isinstance(self.choices, ModelChoiceIterator) else None
        label = field.label_from_instance(self.shown) if field else str(self.shown)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, self.shown.pk, label, True, len(options)))
        return [(None, options, 0)]


class SteadyFormSet(BaseInlineFormSet):
    """Forms that stay what was posted, whatever became of their rows.

    Django pairs posted forms with the rows there are now, by position. When somebody has deleted a block meanwhile,
    forms would go missing from the page that says so, with what was typed; odd numbers in the POST would be a crash.
    """

    def initial_form_count(self) -> int:
        count = super().initial_form_count()
        return min(count, self.total_form_count()) if self.is_bound else count

    model: Any
    data: Any

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        if not self.is_bound:
            return rows
        if not hasattr(self, "_posted_rows"):
            found = {str(row.pk): row for row in rows}
            name = self.model._meta.pk.name
            posted = [
                self.data.get(f"{self.add_prefix(place)}-{name}")
                for place in range(self.initial_form_count())
            ]
            self._posted_rows = [
                found.get(pk) or self.model(**{self.fk.name: self.instance}) for pk in posted
            ]
        return self._posted_rows

    @property
    def _taking_over(self) -> bool:
        """Whether this form is saved onto a newer version: blocks that were deleted meanwhile come back as new ones."""
        return bool(self.is_bound and self.data.get("take_over"))

    @property
    def initial_forms(self) -> list[Any]:
        forms = super().initial_forms
        return [form for form in forms if form.instance.pk] if self._taking_over else forms

    @property
    def extra_forms(self) -> list[Any]:
        lost = super().initial_forms if self._taking_over else []
        return [*(form for form in lost if not form.instance.pk), *super().extra_forms]

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self._taking_over and i < self.initial_form_count() and not form.instance.pk:
            # Its row is gone: the number that was posted means nothing any longer.
            form.fields[self.model._meta.pk.name] = Field(required=False, disabled=True, widget=HiddenInput)
        return form

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, ReferenceSelect) and form.instance.pk:
                widget.shown = getattr(form.instance, name)


class ReferringInline(PermittedInline):
    """Mixin: the rows that the forms refer to come with them, in one query."""

    autocomplete_fields: ClassVar[Any]
    model: Any
    admin_site: Any

    def _references(self) -> list[str]:
        return [
            name
            for name in self.autocomplete_fields
            if isinstance(self.model._meta.get_field(name), ForeignKey)
        ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        return rows.select_related(*references) if (references := self._references()) else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self._references():
            kwargs.setdefault("widget", ReferenceSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BylineInline(ReferringInline, admin.TabularInline):
    model = Byline
    formset = SteadyFormSet
    extra = 0
    autocomplete_fields = ["author"]
    fields = ["position", "author", "name", "role"]


class RelatedStoryForm(ModelForm):
    def clean_story(self) -> Any:
        story = self.cleaned_data["story"]
        if story is not None and story.pk == self.instance.article_id:
            raise ValidationError(_("This is the article itself."))
        return story


class RelatedStoryInline(ReferringInline, admin.TabularInline):
    """Stories that the editor names below the article, in order."""

    model = RelatedStory
    form = RelatedStoryForm
    formset = SteadyFormSet
    fk_name = "article"
    extra = 0
    max_num = MAX_RELATED
    autocomplete_fields = ["story"]
    fields = ["position", "story"]
    readonly_fields = ["story_named"]
    asker: Any = None
    """Who looks. An inline is made for one request."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """To somebody who only looks, a story goes by the name that they may know."""
        self.asker = request.user
        only_looks = obj is not None and not may(request.user, Act.CHANGE, obj)
        return ["position", "story_named"] if only_looks else self.fields

    @admin.display(description=_("story"))
    def story_named(self, row: RelatedStory) -> str:
        return label_for(self.asker, row.story) if row.story_id else UNNAMED


@cache
def block_inline(block: type[Block]) -> type[ContentEditorInline]:
    """The editor's form of a block type: its own, or one made from the model."""
    own: Any = block.inline or ContentEditorInline
    photos = [
        field.name
        for field in block._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == plugins.PHOTO_MODEL
    ]
    formset = (
        own.formset
        if issubclass(own.formset, SteadyFormSet)
        else type("BlockFormSet", (SteadyFormSet, own.formset), {})
    )
    inline: Any = type(f"{block.__name__}Inline", (ReferringInline, own), {})
    return inline.create(
        block,
        icon=own.icon or block.icon,
        verbose_name=own.verbose_name or block.label,
        formset=formset,
        autocomplete_fields=list(dict.fromkeys([*own.autocomplete_fields, *photos])),
    )
