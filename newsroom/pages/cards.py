"""Cards as the pages show them: an edition's own JSON, and what a template needs beside it."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from .dates import date_line
from .pictures import picture

Card = dict[str, Any]


def read_card(
    body: bytes | memoryview, language: str = settings.LANGUAGE_CODE, *, small: bool = False
) -> Card:
    """A card of these bytes, finished."""
    return finish_card(json.loads(bytes(body)), language, small=small)


def finish_card(card: Card, language: str = settings.LANGUAGE_CODE, *, small: bool = False) -> Card:
    """The card with its `path`, its `picture` (`small`: a thumbnail) and the date line in the page's language."""
    card["path"] = article_path(card)
    card["picture"] = picture(card["photo"], small=small)
    card["date_line"] = date_line(datetime.fromisoformat(card["published_at"]), language)
    card["foreign"] = card["language"] != language
    return card


def article_path(card: Card) -> str:
    """The address of the article's page, without the host."""
    return reverse("article", args=[card["id"], card["slug"]])
