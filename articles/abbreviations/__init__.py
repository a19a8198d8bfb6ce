"""Abbreviations in Vietnamese news: found, learnt from the text, looked up, decided by context, marked. Pure: knows no
model."""

from .dictionary import Dictionary
from .meanings import Meaning
from .nodes import Abbreviation, Position, Reading, annotate, read_document
from .resolving import Choices, Doubt, Origin, Passage, Use, resolve
from .starter import starter_dictionary
from .words import keys_of

__all__ = [
    "Abbreviation",
    "Choices",
    "Dictionary",
    "Doubt",
    "Meaning",
    "Origin",
    "Passage",
    "Position",
    "Reading",
    "Use",
    "annotate",
    "keys_of",
    "read_document",
    "resolve",
    "starter_dictionary",
]
