from importlib import resources

from .table import Row, read_table


def starter_dictionary() -> list[Row]:
    """The dictionary that every new site may begin with: official Vietnamese usage, several meanings as several rows."""
    rows, faults = read_table(
        (resources.files(__package__) / "data" / "abbreviations_vi.csv").read_text("utf-8")
    )
    assert not faults, faults
    return rows
