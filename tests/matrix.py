"""Who may do what at the desk, asked of every route for every role: what a row of the matrix is, and how it is tried.

A row says, by the name of a route, who may look (GET) and who may do (POST), for an article that is theirs and for one
that is not. Whoever may not gets 403, or 404 with the same bytes as for what is not there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import User
from articles.roles import Role
from tests.factories import make_member, make_user

READER, ADMINISTRATOR = "reader", "administrator"
"""An account at the desk without any role, and one with every right."""
REPORTER, EDITOR, PUBLISHER, PHOTO_DESK, MANAGING = (
    Role.REPORTER, Role.EDITOR, Role.PUBLISHER, Role.PHOTO_DESK, Role.MANAGING_EDITOR,
)  # fmt: skip
NOBODY: frozenset[str] = frozenset()
ADMINISTRATORS = frozenset({ADMINISTRATOR})
MANAGERS = ADMINISTRATORS | {MANAGING}
PUBLISHERS = MANAGERS | {PUBLISHER}
EDITORS = PUBLISHERS | {EDITOR}
WRITERS = EDITORS | {REPORTER}
PHOTO_EDITORS = EDITORS | {PHOTO_DESK}
HOUSE = WRITERS | {PHOTO_DESK}
EVERYBODY = HOUSE | {READER}
ROLES = [READER, REPORTER, EDITOR, PUBLISHER, PHOTO_DESK, MANAGING, ADMINISTRATOR]

ABSENT = 10**9
"""A number that no row has."""

People = frozenset[str] | set[str]


@dataclass(frozen=True)
class Table:
    """Who may do what to the rows of one table: the list, the page of a row and its history are `see`."""

    see: People
    add: People = NOBODY
    change: People = NOBODY
    delete: People = NOBODY


@dataclass(frozen=True)
class Page:
    """A page of its own: who may GET and who may POST it; `foreign` the same for what is not theirs, where that
    differs. `args`: how its address is made from the number of the row that it is about."""

    get: People | None
    post: People | None = None
    foreign_get: People | None = None
    foreign_post: People | None = None
    about: str = ""
    """`article`, `photo`, `user`: what the address names; empty when it names nothing."""
    more_args: tuple[Any, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    """What is posted, and asked for."""
    forbidden_alike: bool = True
    """Whether the refusal of what is foreign must be that of what is absent."""


def member(role: str) -> User:
    return make_user(role) if role in (READER, ADMINISTRATOR) else make_member(Role(role))


def client_of(user: User) -> Client:
    client = Client(headers={"host": "localhost", "accept-language": "en"})
    client.force_login(user)
    return client


def desk_routes(apps: set[str] | None = None) -> dict[str, str]:
    """Every named route below `/admin/`, with its pattern; of tables, those of these apps only."""

    def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
        for pattern in resolver.url_patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, path)
            elif isinstance(pattern, URLPattern) and path.startswith("admin/"):
                yield pattern.name or "", path

    return {name: path for name, path in walk(get_resolver()) if name}


def answer(client: Client, method: str, url: str, data: Mapping[str, Any] | None = None) -> tuple[int, bytes]:
    """Status and body, as if nothing had been asked: what an act changed is undone."""
    with transaction.atomic():
        response: Any = getattr(client, method)(url, dict(data or {}))
        body = b"" if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, body


def allowed(status: int) -> bool:
    return status not in (403, 404)


def page_url(name: str, page: Page, number: int | None) -> str:
    route = name if name.startswith("article-") else f"admin:{name}"
    return reverse(route, args=([number] if page.about else []) + list(page.more_args))


def mismatches(
    role: str, client: Client, name: str, page: Page, own: int | None, foreign: int | None
) -> list[str]:
    """What of this page is not as its row says, in words."""
    found = []
    cases: list[tuple[str, str, int | None, People | None]] = [
        ("own", "get", own, page.get),
        ("own", "post", own, page.post),
    ]
    if page.about:
        cases += [
            ("foreign", "get", foreign, page.foreign_get if page.foreign_get is not None else page.get),
            ("foreign", "post", foreign, page.foreign_post if page.foreign_post is not None else page.post),
        ]
    seen: dict[str, bool] = {}
    absent: dict[str, tuple[int, bytes]] = {}
    for whose, method, number, people in cases:
        if people is None:
            continue
        status, body = answer(client, method, page_url(name, page, number), page.data)
        if method == "get":
            seen[whose] = allowed(status)
        where = f"{method.upper()} {name} ({whose}) as {role}: {status}"
        if allowed(status) != (role in people):
            found.append(where)
        elif not allowed(status) and page.about and page.forbidden_alike and not seen.get(whose):
            # A page that may be seen but not changed is refused with 403; what may not be seen looks like nothing.
            if method not in absent:
                absent[method] = answer(client, method, page_url(name, page, ABSENT), page.data)
            if (status, body) != absent[method]:
                found.append(f"{where}, but {absent[method][0]} for what is not there")
    return found
