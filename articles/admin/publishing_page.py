"""The page on which the acts of publishing are done: what stands, what each act would do, and why it may not."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Article, Revision, User
from ..permissions import may
from ..publishing import NotPublishable, Refused, faults_of, read_content
from .acts import ACTS, Act, ActForm, PublishForm, open_acts
from .standing import BYTES, Standing, standing_of

VERSIONS_SHOWN = 20


def publishing_page(desk: admin.ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Shows the page, or does the act that was posted."""
    standing = standing_of(article, timezone.now())
    allowed = {act.name for act in ACTS if may(request.user, act.name, article)}
    posted: dict[str, ActForm] = {}
    if request.method == "POST":
        act = next((act for act in ACTS if act.name == request.POST.get("act")), None)
        if act is None or act.name not in allowed:
            raise PermissionDenied
        form = act.form(request.POST, prefix=act.name, standing=standing)
        if form.is_valid() and _do(act, form, request, article):
            return HttpResponseRedirect(request.path)
        posted[act.name] = form
    return TemplateResponse(
        request,
        "admin/articles/article/publishing.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Publishing"),
            "subtitle": str(article),
            "opts": desk.opts,
            "original": article,
            "article": article,
            "standing": standing,
            "faults": _faults(article),
            "acts": _forms(article, standing, allowed, posted),
            "refused": [form for name, form in posted.items() if name == "restore"],
            "may_restore": "restore" in allowed and not article.trashed_at,
            "editions": article.editions.defer(*BYTES).select_related("created_by", "correction"),
            "revisions": article.revisions.defer("snapshot").select_related("created_by")[:VERSIONS_SHOWN],
            "withdrawals": article.withdrawals.all(),
            "media": forms.Media(js=["admin/js/core.js"]) + PublishForm(standing=standing).media,
        },
    )


def _forms(
    article: Article, standing: Standing, allowed: set[str], posted: dict[str, ActForm]
) -> list[tuple[Act, ActForm]]:
    """The open acts that the editor may do, and the one that was refused, with its form as it was filled in."""
    acts = [act for act in open_acts(article, standing) if act.name in allowed]
    acts += [act for act in ACTS if act.name in posted and act not in acts and act.name != "restore"]
    initial = {"version": article.version}
    return [
        (act, posted.get(act.name) or act.form(prefix=act.name, initial=initial, standing=standing))
        for act in acts
    ]


def _do(act: Act, form: ActForm, request: HttpRequest, article: Article) -> bool:
    by = request.user if isinstance(request.user, User) else None
    try:
        act.do(article, by, **form.cleaned_data)
    except NotPublishable as error:
        for fault in error.faults:
            form.add_error(None, str(fault))
    except Refused as error:
        form.add_error(None, str(error))
    except Revision.DoesNotExist:
        form.add_error(None, gettext("There is no such version."))
    else:
        messages.success(request, gettext("Done: %(act)s.") % {"act": act.label})
        return True
    return False


def _faults(article: Article) -> list[str]:
    newest = article.revisions.first()
    return [str(fault) for fault in faults_of(read_content(newest.snapshot))] if newest else []
