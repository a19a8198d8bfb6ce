"""Abbreviations in Vietnamese news: the starter dictionary that is shipped. Pure: knows no model."""

from .starter import Meaning, starter_dictionary

__all__ = ["Meaning", "starter_dictionary"]
