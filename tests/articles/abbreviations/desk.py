"""The passages of `desk.txt`, read."""

from pathlib import Path

from .passages import Expected

FILE = Path(__file__).with_name("desk.txt")


def read_desk(path: Path = FILE) -> list[tuple[str, Expected]]:
    """(text, expected) as in `passages`."""
    found: list[tuple[str, Expected]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("= "):
            found.append((line[2:].replace("\\n", "\n"), {}))
        elif line and not line.startswith("#"):
            short, _, expansions = line.partition(" =")
            several = tuple(one.strip() for one in expansions.split("|"))
            found[-1][1][short] = several if all(several) else None
    return found


DESK = read_desk()
