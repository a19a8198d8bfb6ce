"""What follows when a photo was saved at the desk: live articles rendered again, and words to the editor."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from ..models import Photo, User
from ..photo_desk import doubts
from ..publishing import refresh_showing
from .labels import label_for
from .photo_forms import PhotoForm, RightsForm


def after_saving(request: HttpRequest, form: RightsForm, photo: Photo) -> None:
    """In the transaction of the saving: either the photo and what shows it are changed, or nothing is."""
    if form.showing and form.shows_to_readers:
        _refresh(request, photo)
    for doubt in doubts(photo):
        messages.warning(request, doubt)
    if form.unwritten:
        messages.warning(
            request,
            gettext("The files do not carry the new rights yet (%(why)s). Run: manage.py make_renditions")
            % {"why": form.unwritten},
        )
    if isinstance(form, PhotoForm):
        _tell_of_file(request, form)


def _refresh(request: HttpRequest, photo: Photo) -> None:
    by = request.user if isinstance(request.user, User) else None
    refreshed = refresh_showing(photo, by=by)
    count = sum(one.edition is not None for one in refreshed)
    messages.info(request, gettext("Rendered again: %(count)d articles.") % {"count": count})
    for one in refreshed:
        if one.skipped:
            messages.warning(request, f"{label_for(request.user, one.article)}: {one.skipped}")


def _tell_of_file(request: HttpRequest, form: PhotoForm) -> None:
    if twin := form.twin:
        messages.warning(
            request,
            gettext("The same file is here already, as photo %(number)d “%(photo)s”.")
            % {"number": twin.pk, "photo": twin},
        )
    if form.filled:
        names = ", ".join(str(form.fields[name].label) for name in form.filled if name in form.fields)
        messages.info(request, gettext("Taken from the file: %(fields)s.") % {"fields": names})
