"""The edge of the API: each error below ``/api/`` is a problem document; a missing slash loses no body."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.http import escape_leading_slashes
from django.utils.translation import activate, override

from newsroom.api.languages import preferred_language
from newsroom.api.problem_types import type_for_status
from newsroom.api.problems import PROBLEM_JSON, Problem, problem_from, problem_response, write_problem

API_PREFIX = "/api/"
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The content security policy of an answer that is no page."""


def below_api(request: HttpRequest) -> bool:
    """Say whether the request is for the API (RFC 9457 applies) and not for a page."""
    return request.path_info.startswith(API_PREFIX) or request.path_info == "/api"


def below_desk(request: HttpRequest) -> bool:
    """Say whether the request is for the editors' desk, which speaks its user's language."""
    return request.path_info.startswith("/admin/")


class ProblemMiddleware:
    """Make every error of every route below ``/api/`` a problem document, whatever raised it.

    Stands outside ``HygieneMiddleware`` and ``SlashMiddleware``. It also sets the language for the API, in
    which ``PageLocaleMiddleware`` has no part.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not below_api(request):
            return self.get_response(request)
        with override(preferred_language(request)):
            response = self.get_response(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(PROBLEM_JSON):
            return response
        problem = Problem(type_for_status(response.status_code))
        if not isinstance(response, HttpResponse):
            return problem_response(request, problem)
        write_problem(request, problem, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Translate what a view outside REST framework raised; Django logs and answers the rest (500)."""
        if not below_api(request):
            return None
        problem = problem_from(exception, request)
        return None if problem is None else problem_response(request, problem)


class ContentSecurityMiddleware(CSPMiddleware):
    """The site's content security policy on pages; data may do nothing at all, should a browser ever show it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page or not below_api(request):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Security-Policy", NOTHING)
        return response


class SlashRedirect(HttpResponsePermanentRedirect):
    """308: the method and the body stay (RFC 9110 §15.4.9), where 301 may turn a PUT into a GET."""

    status_code = 308


class SlashMiddleware(CommonMiddleware):
    """Django's ``CommonMiddleware``, whose redirect to the address with a slash keeps method and body."""

    response_redirect_class = SlashRedirect

    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        """The same address with a slash, for every method (Django's refuses writes while debugging)."""
        return escape_leading_slashes(request.get_full_path(force_append_slash=True))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django says that a 304 is 0 bytes long; the length would be that of the 200 (RFC 9110 §8.6)."""
        response = super().process_response(request, response)
        if response.status_code == 304:
            del response.headers["Content-Length"]
        return response


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's ``LocaleMiddleware`` for the desk only.

    Below ``/api/`` it would read a cookie, and add ``Vary: Accept-Language`` to answers that do not depend on it. A
    reader's page is in the language of its article or of the site, whoever asks: one address, one page.
    """

    def process_request(self, request: HttpRequest) -> None:
        if below_desk(request):
            super().process_request(request)
        elif not below_api(request):
            activate(settings.LANGUAGE_CODE)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if below_desk(request) else response
