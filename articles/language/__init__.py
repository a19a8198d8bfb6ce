"""Vietnamese as pure functions: composing, folding, tokens, slugs, dates, sort order.

Text in, text (or small values) out: no models, no settings, nothing but the standard library.
"""

from .collation import collation_key, person_key
from .dates import (
    TIME_ZONE,
    DateLine,
    format_date_line,
    local_day_bounds,
    parse_date_line,
    parse_date_lines,
)
from .fold import exact_key, fold, fold_tone_placement
from .normalize import clean_line, clean_text, compose
from .slug import slugify
from .tokens import Token, tokens

__all__ = [
    "TIME_ZONE",
    "DateLine",
    "Token",
    "clean_line",
    "clean_text",
    "collation_key",
    "compose",
    "exact_key",
    "fold",
    "fold_tone_placement",
    "format_date_line",
    "local_day_bounds",
    "parse_date_line",
    "parse_date_lines",
    "person_key",
    "slugify",
    "tokens",
]
