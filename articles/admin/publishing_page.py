"""The page on which the acts of publishing are done: what stands, what each act would do, and why it may not."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import permissions
from ..models import Article, Revision, State, User
from ..permissions import may
from ..publishing import NotPublishable, Refused, faults_of, locked, read_content, returns_of
from .acts import ACTS, Act, ActForm, PublishForm, open_acts
from .comparing import compare_snapshots
from .log import act_name
from .standing import BYTES, Standing, standing_of

VERSIONS_SHOWN = 20
DAY_AND_TIME = "H:i l d/m/Y"


def publishing_page(desk: admin.ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Shows the page, or does the act that was posted."""
    standing = standing_of(article, timezone.now())
    allowed = {str(act) for act in permissions.Act if may(request.user, act, article)}
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
            "returned": returns_of([article]).get(article.pk),
            "faults": _faults(article),
            "not_approved": article.state != State.APPROVED,
            "acts": _forms(article, standing, allowed, posted),
            "refused": [form for name, form in posted.items() if name == "restore"],
            "may_restore": "restore" in allowed and not article.trashed_at,
            "may_inspect": "inspect" in allowed,
            "may_change": "change" in allowed,
            "editions": article.editions.defer(*BYTES).select_related("created_by", "correction"),
            "revisions": article.revisions.defer("snapshot").select_related("created_by")[:VERSIONS_SHOWN],
            "withdrawals": article.withdrawals.all(),
            "now": timezone.now(),
            **_public_change(article, standing),
            "log": [
                {"entry": entry, "act": act_name(entry.act)}
                for entry in article.log.select_related("by")[:VERSIONS_SHOWN]
            ],
            "media": forms.Media(js=["admin/js/core.js", "articles/admin/weekday.js"])
            + PublishForm(standing=standing).media,
        },
    )


def _public_change(article: Article, standing: Standing) -> dict[str, Any]:
    """What readers would see anew: the newest version against the one that is public."""
    newest = article.revisions.first()
    if standing.public is None or newest is None:
        return {"change": None}
    old = newest if standing.public.revision_id == newest.pk else standing.public.revision
    return {
        "change": compare_snapshots(old.snapshot, newest.snapshot),
        "change_from": gettext("Public now"),
        "change_to": gettext("version %(number)d") % {"number": newest.number},
    }


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
    """Does the act, unless the article has meanwhile moved to where it makes no sense, or is no longer this user's."""
    by = request.user if isinstance(request.user, User) else None
    version = form.cleaned_data.get("version")
    try:
        with locked(article, version) as current:
            if not may(request.user, act.name, current):
                raise PermissionDenied
            if act.is_step and act not in open_acts(current, standing_of(current, timezone.now())):
                state = current.get_state_display()
                raise Refused(
                    gettext("The article has moved on: its state is now “%(state)s”.") % {"state": state}
                )
            act.do(article, by, **form.cleaned_data)
    except NotPublishable as error:
        for fault in error.faults:
            form.add_error(None, str(fault))
    except Refused as error:
        form.add_error(None, str(error))
    except Revision.DoesNotExist:
        form.add_error(None, gettext("There is no such version."))
    else:
        messages.success(request, _done(act, form))
        return True
    return False


def _done(act: Act, form: ActForm) -> str:
    """What was done; of a schedule the day with its weekday."""
    said = gettext("Done: %(act)s.") % {"act": act.label}
    at = form.cleaned_data.get("at")
    if at is None:
        return said
    return f"{said} {gettext('Readers see it from %(when)s.') % {'when': date_format(localtime(at), DAY_AND_TIME)}}"


def _faults(article: Article) -> list[str]:
    newest = article.revisions.first()
    return [str(fault) for fault in faults_of(read_content(newest.snapshot))] if newest else []
