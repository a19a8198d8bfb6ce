"""What readers would see: of a saved version, or of the form as it stands on the screen, which is not saved by looking.

How a page looks is the business of the readers' pages: the URL configuration hands over the function that shows one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from ..models import Article, PreviewLink
from ..permissions import Act
from ..publishing import Preview, Refused, preview, revoke_preview, share_preview
from .article_pages import article_for, editor_of
from .form_snapshots import form_snapshot

Show = Callable[[HttpRequest, Preview], HttpResponse]
DAYS = (1, 3, 7, 30)


class ShareForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("holds for"),
        choices=[(days, ngettext_lazy("%d day", "%d days") % days) for days in DAYS],
        coerce=int,
        initial=3,
    )
    note = forms.CharField(label=_("for whom"), max_length=200, required=False)


def preview_page(desk: admin.ModelAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """The saved draft at the width of a screen or of a phone, and the links that show it to outsiders."""
    article = article_for(desk, request, article_id, Act.CHANGE if request.method == "POST" else Act.SEE)
    form = ShareForm()
    token = ""
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            return _revoke(request, article)
        form = ShareForm(request.POST)
        token = _share(request, article, form)
    response = TemplateResponse(
        request,
        "admin/articles/article/preview.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Preview"),
            "subtitle": str(article),
            "opts": desk.opts,
            "original": article,
            "article": article,
            "may_share": desk.has_change_permission(request, article) and not article.trashed_at,
            "form": form,
            "address": request.build_absolute_uri(reverse("preview", args=[token])) if token else "",
            "links": article.preview_links.open(timezone.now()).select_related("created_by", "revision"),
        },
    )
    patch_cache_control(response, no_store=True)
    return response


def _share(request: HttpRequest, article: Article, form: ShareForm) -> str:
    if not form.is_valid():
        return ""
    until = timezone.now() + timedelta(days=form.cleaned_data["days"])
    try:
        return share_preview(article, by=editor_of(request), until=until, note=form.cleaned_data["note"])[1]
    except Refused as error:
        form.add_error(None, str(error))
        return ""


def _revoke(request: HttpRequest, article: Article) -> HttpResponse:
    number = request.POST.get("link", "")
    known = (
        article.preview_links.filter(pk=number)
        if number.isascii() and number.isdigit() and len(number) < 19
        else None
    )
    link: PreviewLink | None = known.first() if known is not None else None
    if link is None:
        raise Http404
    revoke_preview(link, by=editor_of(request))
    messages.success(request, gettext("The link shows nothing any longer."))
    return HttpResponseRedirect(request.path)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
@require_http_methods(["GET", "POST"])
def preview_frame(request: HttpRequest, article_id: int, show: Show) -> HttpResponse:
    """The page itself: of the newest version (GET), or of the posted form (POST). Nothing is saved. `article_id` 0 is an
    article that was never saved."""
    desk: Any = admin.site._registry[Article]
    if article_id == 0:
        if request.method != "POST" or not desk.has_add_permission(request):
            raise PermissionDenied
        return show(request, preview(Article(), form_snapshot(desk, request, Article())))
    article = article_for(desk, request, article_id, Act.CHANGE if request.method == "POST" else Act.SEE)
    if request.method == "POST":
        return show(request, preview(article, form_snapshot(desk, request, article)))
    newest = article.revisions.first()
    if newest is None:
        raise Http404
    return show(request, preview(article, newest.snapshot))
