"""The panel of an article's short forms: what was found, from where, what is unknown or in doubt; the editor chooses.

It reads what is saved (a page of its own, without script) and what stands in the open form (posted by a small script,
nothing of it is kept). Choices are part of the article and of its revisions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..abbreviations import Choices, Doubt, Origin, Use, keys_of
from ..models import Abbreviation, Article, validate_choices
from ..permissions import Act, may
from ..plugins import Block, Node
from ..publishing import NotPublishable, Refused, nodes_of, read_content, texts_of, write_draft
from .article_pages import article_for, editor_of

FIELD = "abbreviation_choices"
AUTOMATIC, ALONE, CHOSEN = "", "-", "="
"""What a row's choice is in the form: decided by text and dictionary; left alone; or `=` and the meaning."""

ORIGINS = {
    Origin.TEXT: _("explained in the text"),
    Origin.DICTIONARY: _("from the dictionary"),
    Origin.EDITOR: _("your choice"),
}
DOUBTS = {
    Doubt.UNKNOWN: _("unknown: neither the text nor the dictionary has it"),
    Doubt.AMBIGUOUS: _("in doubt: the context does not tell"),
    Doubt.CONTRADICTED: _("in doubt: the text explains it otherwise, or twice"),
    Doubt.IGNORED: _("left alone here"),
}


@dataclass(slots=True)
class Row:
    """One short form of the article."""

    short: str
    count: int
    """How often it stands in the text; 0 when only a choice is left of it."""
    found: list[tuple[str, str]]
    """(expansion, where it is known from)"""
    doubt: str
    meanings: list[str]
    choice: str

    @property
    def field(self) -> str:
        return f"{FIELD}:{self.short}"

    @property
    def other_field(self) -> str:
        return f"{FIELD}-other:{self.short}"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The meanings that can be chosen, and the one that was, even if nothing else has it."""
        chosen = [self.choice.removeprefix(CHOSEN)] if self.choice.startswith(CHOSEN) else []
        return [(f"{CHOSEN}{meaning}", meaning) for meaning in dict.fromkeys([*self.meanings, *chosen])]


def rows_of(uses: Iterable[Use], choices: Choices) -> list[Row]:
    """Rows for the panel: what needs a decision first, then the rest in the order of the text, then choices for short
    forms that the text has no longer."""
    by_keys: dict[tuple[str, ...], list[Use]] = {}
    for use in uses:
        by_keys.setdefault(use.keys, []).append(use)
    chosen = {keys_of(short): (short, meaning) for short, meaning in choices.items()}
    rows = [_row(same, chosen.pop(keys, None)) for keys, same in by_keys.items()]
    rows.sort(key=lambda row: not (row.doubt and row.choice == AUTOMATIC))
    return rows + [Row(short, 0, [], "", [], _choice(meaning)) for short, meaning in chosen.values()]


def _row(uses: list[Use], chosen: tuple[str, str | None] | None) -> Row:
    found = {use.expansion: str(ORIGINS[use.origin]) for use in uses if use.expansion and use.origin}
    doubts = [use.doubt for use in uses if use.doubt]
    short = chosen[0] if chosen else uses[0].short
    meanings = list(dict.fromkeys(meaning for use in uses for meaning in use.meanings))
    choice = _choice(chosen[1]) if chosen else AUTOMATIC
    return Row(
        short, len(uses), list(found.items()), str(DOUBTS[doubts[0]]) if doubts else "", meanings, choice
    )


def _choice(meaning: str | None) -> str:
    return ALONE if meaning is None else f"{CHOSEN}{meaning}"


def posted_choices(data: Mapping[str, Any]) -> dict[str, str | None]:
    """The choices that the panel's controls say."""
    choices: dict[str, str | None] = {}
    for name in data:
        field, colon, short = name.partition(":")
        value = str(data[name]).strip()
        if not colon or not short.strip():
            continue
        if field == FIELD and value == ALONE:
            choices.setdefault(short, None)
        elif field == FIELD and value.startswith(CHOSEN):
            choices.setdefault(short, value.removeprefix(CHOSEN).strip())
        elif field == f"{FIELD}-other" and value:
            choices[short] = " ".join(value.split())
    return choices


class ChoicesWidget(forms.Widget):
    """The panel inside the article's form. What the text holds is asked by its script; the choices are there without."""

    template_name = "admin/articles/abbreviation/panel.html"
    check_url = ""
    page_url = ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = rows_of([], value or {})
        return {
            "rows": rows,
            "unasked": True,
            "check_url": self.check_url,
            "page_url": self.page_url,
            "field": FIELD,
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str | None]:
        return posted_choices(data)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """A form without the panel leaves the choices as they are."""
        return name not in data


class ChoicesField(forms.Field):
    """An editor's decisions on short forms."""

    widget = ChoicesWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label=_("Abbreviations"), validators=[validate_choices], **kwargs)

    def to_python(self, value: Any) -> dict[str, str | None]:
        return value or {}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})

    def place(self, article: Article) -> None:
        """Tells the widget where it asks."""
        if article.pk:
            self.widget.check_url = reverse("admin:articles_article_abbreviations_check", args=[article.pk])
            self.widget.page_url = reverse("admin:articles_article_abbreviations", args=[article.pk])
        else:
            self.widget.check_url = reverse("admin:articles_article_add_abbreviations_check")


def panel_script() -> Script:
    """The panel's module, with the words that it shows."""
    words = {
        "data-failed": gettext("The text could not be read now. It will be tried again at the next change.")
    }
    return Script("articles/admin/abbreviations.js", **words)


def panel_urls(desk: Any) -> list[URLPattern]:
    """The panel's own page and the addresses that its script asks."""

    def page(request: HttpRequest, article_id: int) -> HttpResponse:
        return saved_page(desk, request, article_id)

    def check(request: HttpRequest, article_id: int | None = None) -> HttpResponse:
        return check_form(desk, request, article_id)

    view = desk.admin_site.admin_view
    return [
        path("<int:article_id>/abbreviations/", view(page), name="articles_article_abbreviations"),
        path(
            "<int:article_id>/abbreviations/check/", view(check), name="articles_article_abbreviations_check"
        ),
        path("add/abbreviations/check/", view(check), name="articles_article_add_abbreviations_check"),
    ]


def check_form(desk: Any, request: HttpRequest, article_id: int | None) -> HttpResponse:
    """The panel for what stands in the form that was posted. Asked by whoever may change the article; keeps nothing."""
    article = article_for(desk, request, article_id, Act.CHANGE) if article_id is not None else None
    if article is None and not may(request.user, Act.ADD, Article):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    nodes, unread = _posted_nodes(desk, request, article)
    choices = posted_choices(request.POST)
    fields = {name: request.POST.get(name, "") for name in ("headline", "lead")}
    language = request.POST.get("language", Article.Language.VI)
    texts = texts_of({**fields, "language": language, FIELD: choices}, _day(article))
    rows = rows_of(texts.read(nodes).uses, choices)
    return HttpResponse(
        render_to_string(
            "admin/articles/abbreviation/rows.html", {**_rights(request), "rows": rows, "unread": unread}
        )
    )


def saved_page(desk: Any, request: HttpRequest, article_id: int) -> HttpResponse:
    """The panel for what is saved; a POST saves the choices as a new version of the article."""
    article = article_for(desk, request, article_id, Act.CHANGE if request.method == "POST" else Act.SEE)
    may_change = may(request.user, Act.CHANGE, article) and not article.trashed_at
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        _save_choices(request, article)
        return HttpResponseRedirect(request.path)
    newest = article.revisions.first()
    content = read_content(newest.snapshot) if newest else None
    rows: list[Row] = []
    if content is not None and content.fields:
        texts = texts_of(content.fields, content.published_at or _day(article))
        nodes = [node for own in nodes_of(content.blocks) for node in own]
        rows = rows_of(texts.read(nodes).uses, article.abbreviation_choices)
    context = {
        **desk.admin_site.each_context(request),
        **_rights(request),
        "title": _("Abbreviations"),
        "subtitle": str(article),
        "opts": desk.opts,
        "original": article,
        "rows": rows,
        "unread": len(content.faults) if content else 0,
        "may_change": may_change,
        "field": FIELD,
    }
    return TemplateResponse(request, "admin/articles/abbreviation/page.html", context)


def _save_choices(request: HttpRequest, article: Article) -> None:
    newest = article.revisions.first()
    version = request.POST.get("version", "")
    try:
        if newest is None:
            raise Refused(gettext("The article was never saved."))
        write_draft(
            article,
            {**newest.snapshot, FIELD: posted_choices(request.POST)},
            by=editor_of(request),
            note=gettext("Abbreviations chosen."),
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
        )
    except (NotPublishable, Refused) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Saved. Readers see it with the next publication."))


def _posted_nodes(desk: Any, request: HttpRequest, article: Article | None) -> tuple[list[Node], int]:
    """The nodes of the blocks in the form, in order, and how many blocks could not be read as they stand."""
    formsets, _inlines = desk._create_formsets(request, article or Article(), change=article is not None)
    blocks: list[Block] = []
    unread = 0
    for formset in formsets:
        if not issubclass(formset.model, Block):
            continue
        for form in formset.forms:
            if not form.instance.pk and not form.has_changed():
                continue
            if form.is_valid():
                blocks += [] if form.cleaned_data.get("DELETE") else [form.instance]
            else:
                unread += 1
    nodes: list[Node] = []
    for block in sorted(blocks, key=lambda block: block.ordering):
        try:
            nodes += [node for own in nodes_of([block]) for node in own]
        except Exception:
            # A plug-in may not be able to show what is half written; the rest is read all the same.
            unread += 1
    return nodes, unread


def _day(article: Article | None) -> Any:
    """The moment that the article is of: the date on its page, its publication, or now."""
    if article is None:
        return timezone.now()
    live = article.editions.only("published_at").first() if article.pk else None
    return article.published_at or (live.published_at if live else timezone.now())


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {"may_add": may(request.user, Act.ADD, Abbreviation)}
