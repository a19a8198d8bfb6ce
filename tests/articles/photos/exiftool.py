"""exiftool as an independent writer and reader. One process writes all files of a test, one reads them."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

COMMON = ["-charset", "filename=utf8", "-q", "-q", "-overwrite_original"]


def write_tags(files: Mapping[Path, Iterable[str]]) -> None:
    """Sets tags (as exiftool's arguments) in each file."""
    parts = []
    for file, arguments in files.items():
        parts += [*COMMON, *arguments, str(file), "-execute"]
    subprocess.run(
        ["exiftool", "-@", "-"], input="\n".join(parts), text=True, check=True, capture_output=True
    )


def read_tags(folder: Path) -> dict[str, dict[str, Any]]:
    """Every tag of every file in the folder, by file name, with its group: "XMP-dc:Rights"."""
    done = subprocess.run(
        ["exiftool", "-json", "-a", "-G1", "-struct", str(folder)], capture_output=True, check=True, text=True
    )
    return {Path(entry["SourceFile"]).name: entry for entry in json.loads(done.stdout)}
