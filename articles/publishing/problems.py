"""What the API says of an article that is not public, wherever it is asked."""

from typing import Any

from newsroom.api import GONE, NOT_FOUND, Problem

from .representation import CorrectionRepresentation, LocalTime
from .visibility import Gone, NotPublic


def problem_for(error: NotPublic | Gone) -> Problem:
    """404 for what was never public, the same whatever it is; 410 with the reason for what was withdrawn."""
    if isinstance(error, NotPublic):
        return Problem(NOT_FOUND)
    if error.withdrawal is None:
        return Problem(GONE)
    members: dict[str, Any] = {
        "reason": error.withdrawal.reason,
        "withdrawn_at": LocalTime().to_representation(error.withdrawal.at),
    }
    if error.correction is not None:
        members["correction"] = dict(CorrectionRepresentation(error.correction).data)
    return Problem(GONE, members=members)
