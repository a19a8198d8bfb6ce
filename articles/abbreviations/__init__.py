"""Abbreviations in Vietnamese news: found, learnt from the text, looked up, decided by context, marked. Pure: knows no
model."""

from .dictionary import Dictionary
from .meanings import Meaning
from .nodes import Abbreviation, Position, Reading, annotate, read_document
from .resolving import Choices, Doubt, Origin, Use, resolve
from .sighting import Passage
from .starter import starter_dictionary
from .table import COLUMNS, LENGTHS, Row, RowFault, read_table, write_table
from .words import keys_of

__all__ = [
    "COLUMNS",
    "LENGTHS",
    "Abbreviation",
    "Choices",
    "Dictionary",
    "Doubt",
    "Meaning",
    "Origin",
    "Passage",
    "Position",
    "Reading",
    "Row",
    "RowFault",
    "Use",
    "annotate",
    "keys_of",
    "read_document",
    "read_table",
    "resolve",
    "starter_dictionary",
    "write_table",
]
