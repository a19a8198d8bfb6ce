"""The kinds of problem that the API reports (RFC 9457 §3.1.1), each with a URI that this site itself
explains.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: ``slug`` names it for ever, ``title`` and ``detail`` are for people."""

    slug: str
    status: int
    title: Text
    detail: Text

    @property
    def uri(self) -> str:
        """The problem's ``type``: a path on this host, so that it is the same behind every host name."""
        if not self.slug:
            return "about:blank"
        base: str = getattr(settings, "NEWSROOM_PROBLEM_BASE", "/api/v1/problems/")
        return f"{base}{self.slug}/"


_registry: dict[str, ProblemType] = {}


def problem_type(slug: str, status: int, title: Text, detail: Text) -> ProblemType:
    """Declare a kind of problem, once, at import. ``ValueError`` when the slug is taken."""
    if slug in _registry:
        raise ValueError(f"Problem type {slug!r} is declared twice")
    _registry[slug] = ProblemType(slug, status, title, detail)
    return _registry[slug]


def problem_types() -> tuple[ProblemType, ...]:
    """Return every declared kind, by slug."""
    return tuple(_registry[slug] for slug in sorted(_registry))


def type_for_status(status: int) -> ProblemType:
    """Return the general kind for a status; ``about:blank`` with HTTP's own phrase when there is none
    (§4.2.1).
    """
    if status in _GENERAL:
        return _GENERAL[status]
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = str(status)
    return ProblemType("", status, phrase, phrase)


BAD_REQUEST = problem_type(
    "bad-request", 400, _("Bad request"), _("The request is malformed and was not carried out.")
)
INVALID_PARAMETERS = problem_type(
    "invalid-parameters",
    400,
    _("Invalid parameters"),
    _("The query has parameters that this address does not understand; “errors” names each of them."),
)
MALFORMED_BODY = problem_type(
    "malformed-body", 400, _("Malformed body"), _("The body of the request cannot be read.")
)
INVALID_BODY = problem_type(
    "invalid-body",
    400,
    _("Invalid data"),
    _("The data was read but cannot be accepted; “errors” names each fault. Nothing was saved."),
)
UNAUTHENTICATED = problem_type(
    "unauthenticated", 401, _("Not authenticated"), _("This address needs valid credentials.")
)
FORBIDDEN = problem_type("forbidden", 403, _("Forbidden"), _("You may not do this."))
NOT_FOUND = problem_type("not-found", 404, _("Not found"), _("There is nothing public at this address."))
METHOD_NOT_ALLOWED = problem_type(
    "method-not-allowed",
    405,
    _("Method not allowed"),
    _("This address does not support the method; the header “Allow” lists those that it does."),
)
NOT_ACCEPTABLE = problem_type(
    "not-acceptable",
    406,
    _("Not acceptable"),
    _("This address answers with application/json, which the header “Accept” rules out."),
)
CONFLICT = problem_type(
    "conflict", 409, _("Conflict"), _("The request does not fit the present state. Nothing was saved.")
)
GONE = problem_type("gone", 410, _("Gone"), _("What was at this address is no longer public."))
CONTENT_TOO_LARGE = problem_type(
    "content-too-large",
    413,
    _("Content too large"),
    _("The body of the request is larger than this address takes."),
)
UNSUPPORTED_MEDIA_TYPE = problem_type(
    "unsupported-media-type",
    415,
    _("Unsupported media type"),
    _("This address does not take a body of this media type or character encoding."),
)
TOO_MANY_REQUESTS = problem_type(
    "too-many-requests",
    429,
    _("Too many requests"),
    _("Too many requests in a short time; the header “Retry-After” says in how many seconds to try again."),
)
INTERNAL_ERROR = problem_type(
    "internal-error",
    500,
    _("Internal error"),
    _("The server met an unexpected fault. The fault is logged; trying again may help."),
)
UNAVAILABLE = problem_type(
    "unavailable",
    503,
    _("Temporarily unavailable"),
    _("The service cannot answer now; the header “Retry-After” says in how many seconds to try again."),
)

_GENERAL = {
    kind.status: kind
    for kind in (
        BAD_REQUEST,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        CONFLICT,
        GONE,
        CONTENT_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        TOO_MANY_REQUESTS,
        INTERNAL_ERROR,
        UNAVAILABLE,
    )
}
