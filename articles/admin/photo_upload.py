"""Uploading several photos at once, and looking at what they say of themselves.

The upload page is a plain form for several files; a script sends them one by one and shows how far each is.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Photo, User
from ..permissions import Act, may
from ..photo_desk import RefusedPicture, add_photo, doubts, explain, twin_of
from .logbook import write_line, write_save
from .photo_forms import ACCEPTED, ReviewForm
from .photo_saving import after_saving

MOST_FILES = 30
REVIEW = "admin:articles_photo_review"


def upload_page(desk: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Shows the page, or takes in what was sent: one line of JSON for a script, else on to the review."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return TemplateResponse(request, "admin/articles/photo/upload.html", _context(desk, request, []))
    uploads = request.FILES.getlist("files")
    for_script = "application/json" in request.headers.get("Accept", "")
    if not uploads or len(uploads) > MOST_FILES:
        message = gettext("Choose 1 to %(most)d files.") % {"most": MOST_FILES}
        results: list[dict[str, Any]] = [{"name": "", "error": message}]
    else:
        results = [_take_in(request, upload) for upload in uploads]
    if for_script:
        return JsonResponse({"results": results})
    for result in results:
        for warning in result.get("warnings", []):
            messages.warning(request, f"{result['name']}: {warning}")
    failed = [result for result in results if "error" in result]
    taken = [int(result["id"]) for result in results if "id" in result]
    if not taken:
        context = _context(desk, request, failed)
        return TemplateResponse(request, "admin/articles/photo/upload.html", context)
    for result in failed:
        messages.error(request, f"{result['name']}: {result['error']}")
    return HttpResponseRedirect(review_url(taken))


def review_url(ids: list[int]) -> str:
    return f"{reverse(REVIEW)}?ids={','.join(map(str, ids))}"


def _take_in(request: HttpRequest, upload: Any) -> dict[str, Any]:
    by = request.user if isinstance(request.user, User) else None
    if upload.size > settings.NEWSROOM_PHOTO_MAX_BYTES:
        most = settings.NEWSROOM_PHOTO_MAX_BYTES // 2**20
        return {
            "name": upload.name,
            "error": gettext("The picture is larger than %(most)d MB.") % {"most": most},
        }
    try:
        with transaction.atomic():
            photo = add_photo(upload.read(), by=by)
            write_line(request, "add", photo)
    except RefusedPicture as error:
        return {"name": upload.name, "error": str(error)}
    return {"name": upload.name, "id": photo.pk, "credit": photo.credit, "warnings": list(warnings_of(photo))}


def warnings_of(photo: Photo) -> list[str]:
    """What the editor should know of a photo that was just taken in."""
    found = doubts(photo)
    if not photo.credit:
        found.insert(0, gettext("The file names no credit."))
    if twin := twin_of(photo.digest, photo.pk):
        found.append(
            gettext("The same file is here already, as photo %(number)d “%(photo)s”.")
            % {"number": twin.pk, "photo": twin}
        )
    return found


def _context(desk: admin.ModelAdmin, request: HttpRequest, failed: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        **desk.admin_site.each_context(request),
        "title": _("Upload photos"),
        "opts": desk.opts,
        "accepted": ACCEPTED,
        "most_files": MOST_FILES,
        "most_bytes": settings.NEWSROOM_PHOTO_MAX_BYTES,
        "most_size": filesizeformat(settings.NEWSROOM_PHOTO_MAX_BYTES),
        "failed": failed,
        "review": reverse(REVIEW),
        "media": forms.Media(
            css={"all": ["articles/admin/photo.css"]}, js=["articles/admin/photo-upload.js"]
        ),
    }


def review_page(desk: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The photos that the address names, each with its texts and where they came from. Such as whoever asks may not
    describe are left out like such as are not there."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    asked = _ids(request.GET.get("ids", ""))
    named = desk.get_queryset(request).filter(pk__in=asked).order_by("pk")
    photos = [photo for photo in named if may(request.user, Act.CHANGE, photo)]
    posted = request.POST if request.method == "POST" else None
    rows = [
        ReviewForm(posted, instance=photo, prefix=f"photo-{photo.pk}", asker=request.user) for photo in photos
    ]
    valid = [form.is_valid() for form in rows]
    if posted is not None and all(valid):
        with transaction.atomic():
            for form in rows:
                if form.has_changed():
                    photo = form.save()
                    write_save(request, form, [], True)
                    after_saving(request, form, photo)
        messages.success(request, gettext("%(count)d photos are saved.") % {"count": len(rows)})
        return HttpResponseRedirect(reverse("admin:articles_photo_changelist"))
    return TemplateResponse(
        request,
        "admin/articles/photo/review.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("What the photos say of themselves"),
            "opts": desk.opts,
            "rows": [(form, _fields(form), warnings_of(form.instance)) for form in rows],
            "media": forms.Media(css={"all": ["articles/admin/photo.css"]}),
        },
    )


def _ids(text: str) -> list[int]:
    """Numbers parted by commas; anything else is left out."""
    parts = text.split(",")[:MOST_FILES]
    return [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) < 19]


def _fields(form: ReviewForm) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Each field with what the file says of it."""
    told = explain(form.instance)
    return [(field, told.get(field.name, [])) for field in form]
