"""The questions that the list of photos can be asked: credit, source, keyword, and when the picture was taken."""

from typing import Any

from django.db.models import QuerySet

from newsroom.api import Parameters

from ..models import Photo, found_line
from .filters import DATES, Question, read_dates

TEXTS = ("credit", "source", "keyword")
NAMES = (*TEXTS, *DATES)
MAX_TEXT = 200


def narrow(photos: "QuerySet[Any]", parameters: Parameters) -> "QuerySet[Photo]":
    """The photos that the request asks for; faults are noted in `parameters`.

    A text is compared whole, without accents and case: "vgp" finds the credits "VGP" and "VGP/Nhật Bắc".
    """
    for name in TEXTS:
        text = parameters.text(name, max_length=MAX_TEXT)
        if text is not None:
            line = found_line(name, text)
            photos = photos.filter(found_by__contains=f"\n{line}\n") if line else photos.none()
    question = Question()
    read_dates(question, parameters)
    if question.since is not None:
        photos = photos.filter(taken_at__gte=question.since)
    if question.before is not None:
        photos = photos.filter(taken_at__lt=question.before)
    return photos
