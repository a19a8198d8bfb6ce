"""One meaning of a short form, as a dictionary has it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Meaning:
    """A short form and what it stands for.

    `hint` says what stands near it when this is meant (see `cues`); with `needs_context` it is never taken without such
    a sign, even when the dictionary knows no other meaning. The days are inclusive; None is open.
    """

    short: str
    expansion: str
    kind: str = ""
    hint: str = ""
    needs_context: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the meaning was in use on the day; without a day, whether it ever was."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
