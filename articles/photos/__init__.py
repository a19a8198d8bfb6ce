"""Bytes in, bytes out: what becomes of a picture. Knows no model, no settings and no Django.

An upload is developed in a process of its own (`develop`): decoded within limits, turned upright, brought to sRGB and
encoded anew as the original that is kept and a ladder of renditions. What its metadata said comes along as `Reading`s.
Whoever keeps the files writes the rights into each of them (`with_rights`).
"""

from .credits import agency_and_person, names_nobody
from .developing import develop
from .embedding import with_rights
from .values import WIDTHS, BadImage, Developed, Encoded, Limits, Reading, Rights, plain

__all__ = [
    "WIDTHS",
    "BadImage",
    "Developed",
    "Encoded",
    "Limits",
    "Reading",
    "Rights",
    "agency_and_person",
    "develop",
    "names_nobody",
    "plain",
    "with_rights",
]
