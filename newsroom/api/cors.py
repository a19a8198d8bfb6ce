"""Cross-origin reads for everybody (Fetch standard, CORS protocol): the same header on each answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from newsroom.api.middleware import below_api

PREFLIGHT_SECONDS = 86_400
READS = ("GET", "HEAD")
DEFAULT_HEADERS = ("accept-language", "content-type", "if-none-match")


class CorsMiddleware:
    """Let scripts of any origin read what is public, without credentials.

    The answer does not depend on ``Origin``, so it needs no ``Vary`` and caches keep one copy for all. Writes get
    no header, unless the operator names their methods in ``CORS_ALLOW_METHODS``: browsers then refuse them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.methods = tuple(getattr(settings, "CORS_ALLOW_METHODS", READS))
        self.request_headers = ", ".join(getattr(settings, "CORS_ALLOW_HEADERS", DEFAULT_HEADERS))
        self.exposed = ", ".join(getattr(settings, "CORS_EXPOSE_HEADERS", ()))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not below_api(request):
            return self.get_response(request)
        if request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META:
            return self.preflight()
        response = self.get_response(request)
        if request.method in READS or request.method in self.methods:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = self.exposed
        return response

    def preflight(self) -> HttpResponse:
        """What a browser asks before a request that is not simple: the same for every address."""
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Allow-Methods"] = ", ".join(self.methods)
        response.headers["Access-Control-Allow-Headers"] = self.request_headers
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return response
