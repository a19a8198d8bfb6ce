import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a short form; `hint` says in words what stands near it when this is meant."""

    short: str
    expansion: str
    kind: str
    hint: str


def starter_dictionary() -> Iterator[Meaning]:
    """The dictionary that every new site may begin with: official Vietnamese usage, several meanings as several rows."""
    text = (resources.files(__package__) / "data" / "abbreviations_vi.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield Meaning(row["short"], row["expansion"], row["kind"], row["context_hint"] or "")
