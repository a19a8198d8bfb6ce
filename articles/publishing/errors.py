"""What can stand against an act."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that must be mended before an article may be published."""

    message: str
    field: str = ""
    block: str = ""
    """The block's type and place, as "photo 3"; empty when the fault lies in the article itself."""
    key: str = ""
    """The block's UUID."""

    def __str__(self) -> str:
        place = " · ".join(part for part in (self.block, self.field) if part)
        return f"{place}: {self.message}" if place else self.message


class Refused(Exception):
    """An act that cannot be done now; the message says why and what would help. Nothing was changed."""


class NotPublishable(Refused):
    """The article is not fit to be published: everything that is wrong, at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, faults)))


class StaleVersion(Refused):
    """Somebody has saved the article since it was opened."""

    def __init__(self, seen: int, current: int) -> None:
        self.seen, self.current = seen, current
        super().__init__(
            gettext(
                "The article was saved by somebody else: you have version %(seen)d, it is now at %(current)d."
            )
            % {"seen": seen, "current": current}
        )
