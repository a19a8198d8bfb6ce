"""Newsroom things, made in one line, by the same acts as editors use."""

import html
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any

import time_machine
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from articles import publishing
from articles.models import Article, Author, Photo, Section, Tag, User
from articles.roles import Role

_number = count(1)

# Whom `make_user` makes, by roles of the house.
PEOPLE: dict[str, Sequence[Role]] = {
    "reader": (),
    "editor": (Role.EDITOR, Role.PUBLISHER),
}


def make_user(role: str = "editor", *, username: str = "", password: str = "") -> User:
    """Somebody of the house: a role's name (see `articles.roles`), `reader` (an account at the desk without rights) or
    `administrator`.

    `editor` is one who publishes too, as in a small house; `make_member(Role.EDITOR)` is one who does not.
    """
    name = username or f"{role.replace(' ', '-')}-{next(_number)}"
    if role == "administrator":
        return User.objects.create_superuser(name, password=password or None)
    roles = PEOPLE.get(role) or (() if role == "reader" else (Role(role),))
    return _make_member(name, roles, password)


def make_member(role: Role, *, username: str = "", password: str = "") -> User:
    """Somebody with exactly one role of the house."""
    return _make_member(username or f"{role.name.lower()}-{next(_number)}", (role,), password)


def _make_member(name: str, roles: Sequence[Role], password: str) -> User:
    user = User.objects.create_user(name, password=password or None, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_section(name: str = "", **fields: Any) -> Section:
    """A section; its address follows from the name."""
    return Section.objects.create(name=name or f"Chuyên mục {next(_number)}", **fields)


def make_tag(name: str = "") -> Tag:
    """The tag of that name, new or there already."""
    name = name or f"Thẻ {next(_number)}"
    return Tag.objects.filter(name=name).first() or Tag.objects.create(name=name)


def make_author(name: str = "", **fields: Any) -> Author:
    """One of the house's authors."""
    return Author.objects.create(name=name or f"Tác giả {next(_number)}", **fields)


def make_photo(file: bytes = b"", *, name: str = "photo.jpg", **fields: Any) -> Photo:
    """A photo that may be published; without `file` it waits for its picture. The file is kept as it is: a photo
    with renditions is made by `articles.photo_desk.add_photo`."""
    described: dict[str, Any] = {"alt": "Người dân đi chợ sớm", "credit": "Ảnh: Lê Minh"}
    if file:
        described["bytes"] = len(file)
        # Some tests only need that there is a file.
        with suppress(UnidentifiedImageError), Image.open(BytesIO(file)) as image:
            described |= {
                "width": image.width,
                "height": image.height,
                "media_type": image.get_format_mimetype(),
            }
    described |= fields
    return Photo.objects.create(file=ContentFile(file, name) if file else "", **described)


def make_article(
    headline: str = "",
    text: str | Sequence[str] = "Hội đồng nhân dân tỉnh họp phiên cuối năm.",
    *,
    section: Section | None = None,
    tags: Sequence[Tag | str] = (),
    blocks: list[dict[str, Any]] | None = None,
    publish: bool = True,
    at: datetime | None = None,
    until: datetime | None = None,
    by: User | None = None,
    **fields: Any,
) -> Article:
    """An article, published unless told otherwise.

    `text` is one paragraph or several of plain text; `blocks` (`{"type", "data"}`) stand in its stead. `at` in the past
    makes everything happen then; in the future (a whole minute) it schedules. Other fields are those of a snapshot,
    such as `lead`, `bylines`, `language`, `photo` (an id).
    """
    past = at is not None and at <= timezone.now()
    then = time_machine.travel(at.astimezone(UTC), tick=False) if at is not None and past else nullcontext()
    with then:
        article = publishing.create_draft(
            by=by,
            headline=headline or f"Tin số {next(_number)}",
            section=(section or _newsdesk()).pk,
            tags=[(make_tag(tag) if isinstance(tag, str) else tag).pk for tag in tags],
            blocks=_text_block(text) if blocks is None else blocks,
            **fields,
        )
        if publish:
            publishing.publish(article, by=by, at=None if past else at, until=until)
    return article


def _newsdesk() -> Section:
    return Section.objects.get_or_create(slug="tin-tuc", defaults={"name": "Tin tức"})[0]


def _text_block(text: str | Sequence[str]) -> list[dict[str, Any]]:
    paragraphs = [text] if isinstance(text, str) else text
    content = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return [{"type": "text", "data": {"content": content}}]
