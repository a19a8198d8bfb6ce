"""The one way in which the API writes JSON: compact, UTF-8, members in the order given."""

import json
from typing import Any


def render_json(data: Any) -> bytes:
    """Write JSON bytes. ``ValueError`` for NaN, infinities and lone surrogates, ``TypeError`` for other
    types.
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
