"""Uploaded files, given out so that none of them can ever run, whatever is in it.

For development and small sites; a busy one lets its web server or object store do this, with the same headers
(docs/operating.md).
"""

import re
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from newsroom.api import etag_for, if_none_match

PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}
"""Shown in a page. SVG is none of them: it is a document with scripts."""
DOCUMENTS = {".pdf": "application/pdf", ".zip": "application/zip"}
OTHER = "application/octet-stream"
SANDBOX = "sandbox; default-src 'none'"
FOREVER = "public, max-age=31536000, immutable"
# A name of 128 random bits, or of a digest: under it there is never another file.
_UNIQUE = re.compile(
    r"(?<![0-9a-f])(?:[0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f])"
)
_STRANGE = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.|//|^/|/$")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """One file below `MEDIA_ROOT`: a picture to show, anything else to download. No folder is listed."""
    file = find_file(path)
    if file is None:
        raise Http404
    known = file.stat()
    etag = etag_for("media", path, known.st_size, known.st_mtime_ns)
    response: HttpResponse | FileResponse
    if _held(request, etag, int(known.st_mtime)):
        response = HttpResponseNotModified()
    else:
        kind = media_type_of(path)
        response = FileResponse(
            file.open("rb"),
            content_type=kind,
            as_attachment=not kind.startswith("image/"),
            filename=file.name,
        )
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(known.st_mtime)
    response.headers["Cache-Control"] = FOREVER if _UNIQUE.search(path) else "public, no-cache"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Feed readers and partners show our pictures on their own pages.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def find_file(path: str) -> Path | None:
    """The file of that name, or None: not there, a folder, hidden, outside of the media folder by dots or by a link."""
    if _STRANGE.search(path):
        return None
    base = Path(settings.MEDIA_ROOT).resolve()
    try:
        file = Path(safe_join(base, path)).resolve()
        return file if file.is_relative_to(base) and file.is_file() else None
    except (SuspiciousFileOperation, OSError, ValueError):
        return None


def media_type_of(name: str) -> str:
    """By its ending, from a short list; what is not known there is bytes to keep."""
    ending = PurePosixPath(name).suffix.lower()
    return PICTURES.get(ending) or DOCUMENTS.get(ending) or OTHER


def _held(request: HttpRequest, etag: str, changed_at: int) -> bool:
    if "HTTP_IF_NONE_MATCH" in request.META:
        return if_none_match(request, etag)
    held = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return held is not None and changed_at <= held
