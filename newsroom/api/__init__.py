"""Door 4: what the API of every app shares. Imports Django and REST framework, and nothing of ours.

The middleware is named by its module in the settings: ``newsroom.api.middleware``, ``newsroom.api.hygiene``.
"""

from newsroom.api.addresses import client_address
from newsroom.api.conditional import (
    etag_for,
    if_none_match,
    not_modified,
    private_response,
    public_redirect,
    public_response,
    seconds_to_next_minute,
)
from newsroom.api.content_type import ContentTypeGuard
from newsroom.api.cursors import Cursor, Ordering, decode_cursor
from newsroom.api.pagination import (
    DEFAULT_PAGE_SIZE,
    MAX_PAGE_SIZE,
    CountMode,
    KeysetPage,
    count_rows,
    envelope,
    keyset_page,
    link_header,
    page_of,
    page_query,
    page_url,
)
from newsroom.api.parameters import Parameters, check_parameters
from newsroom.api.parsers import LimitedFormParser, LimitedJSONParser
from newsroom.api.prepared import ask
from newsroom.api.problem_types import (
    BAD_REQUEST,
    CONFLICT,
    FORBIDDEN,
    GONE,
    INVALID_BODY,
    INVALID_PARAMETERS,
    NOT_FOUND,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    ProblemType,
    problem_type,
)
from newsroom.api.problems import Problem, at_parameter, at_pointer, exception_handler, problem_response
from newsroom.api.rendering import render_json
from newsroom.api.schema import (
    LINK_HEADER,
    RATE_LIMIT_HEADERS,
    Operation,
    PublicSchema,
    Schema,
    without_private_members,
)
from newsroom.api.spreadsheets import csv_lines, csv_response, safe_cell
from newsroom.api.throttling import Limit, RateLimited, spend
from newsroom.api.views import ProblemTypesView, ProblemTypeView, PublicView

__all__ = [
    "BAD_REQUEST",
    "CONFLICT",
    "DEFAULT_PAGE_SIZE",
    "FORBIDDEN",
    "GONE",
    "INVALID_BODY",
    "INVALID_PARAMETERS",
    "LINK_HEADER",
    "MAX_PAGE_SIZE",
    "NOT_FOUND",
    "RATE_LIMIT_HEADERS",
    "TOO_MANY_REQUESTS",
    "UNAVAILABLE",
    "ContentTypeGuard",
    "CountMode",
    "Cursor",
    "KeysetPage",
    "Limit",
    "LimitedFormParser",
    "LimitedJSONParser",
    "Operation",
    "Ordering",
    "Parameters",
    "Problem",
    "ProblemType",
    "ProblemTypeView",
    "ProblemTypesView",
    "PublicSchema",
    "PublicView",
    "RateLimited",
    "Schema",
    "ask",
    "at_parameter",
    "at_pointer",
    "check_parameters",
    "client_address",
    "count_rows",
    "csv_lines",
    "csv_response",
    "decode_cursor",
    "envelope",
    "etag_for",
    "exception_handler",
    "if_none_match",
    "keyset_page",
    "link_header",
    "not_modified",
    "page_of",
    "page_query",
    "page_url",
    "private_response",
    "problem_response",
    "problem_type",
    "public_redirect",
    "public_response",
    "render_json",
    "safe_cell",
    "seconds_to_next_minute",
    "spend",
    "without_private_members",
]
