"""`python -m bench.photos`: what developing a 24-megapixel JPEG costs, with `draft()` and without.

The memory is the most that the decoding process held; what a process holds without any picture stands in a line of its
own. Exit code 1 when `draft()` does not halve the whole.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from rich.table import Table

from articles.photos.developing import run_child
from articles.photos.values import Limits

from .results import wide_console

SIZE = (6000, 4000)
UNLIMITED = Limits(memory=4_000_000_000, seconds=300)
BOUND = 2.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one decoding process."""

    seconds: float
    processor: float
    peak: int
    files: int
    bytes: int


def main() -> int:
    """Drawing and each measurement in processes of their own: a child's peak begins with its parent's size."""
    if sys.argv[1:]:
        task, folder = sys.argv[1], Path(sys.argv[2])
        if task == "draw":
            (folder / "upload").write_bytes(photo())
        elif task == "nothing":
            (folder / "upload").write_bytes(small())
            sys.stdout.write(json.dumps(asdict(cost(folder, draft=True))))
        else:
            sys.stdout.write(json.dumps(asdict(cost(folder, draft=task == "draft"))))
        return 0
    console = wide_console()
    with TemporaryDirectory(prefix="newsroom-bench-") as name:
        _apart("draw", name)
        with_draft, without = (Cost(**json.loads(_apart(task, name))) for task in ("draft", "whole"))
        size = (Path(name) / "upload").stat().st_size
        nothing = Cost(**json.loads(_apart("nothing", name)))
    table = Table(
        title=f"A JPEG of {SIZE[0]} × {SIZE[1]} pixels, {size / 1e6:.1f} MB: original of 2400 and the ladder"
    )
    for heading in ("", "time", "processor", "memory", "files"):
        table.add_column(heading, justify="right" if heading else "left")
    for label, one in (("with draft()", with_draft), ("without", without), ("8 × 8 pixels", nothing)):
        figures = f"{one.seconds:.2f} s", f"{one.processor:.2f} s", f"{one.peak / 1e6:.0f} MB"
        table.add_row(label, *figures, f"{one.files}, {one.bytes / 1e6:.1f} MB")
    console.print(table)
    ratio = without.peak / with_draft.peak
    of_picture = (without.peak - nothing.peak) / (with_draft.peak - nothing.peak)
    console.print(
        f"Memory without draft(): {ratio:.2f} times as much (bound: {BOUND:.1f}); the picture alone: {of_picture:.2f}."
    )
    return 0 if ratio >= BOUND else 1


def _apart(task: str, folder: str) -> str:
    command = [sys.executable, "-m", "bench.photos", task, folder]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def photo() -> bytes:
    """Soft shapes with a grain, as a camera gives them: about 8 MB."""
    half = (SIZE[0] // 2, SIZE[1] // 2)
    channels = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.linear_gradient("L").rotate(90)]
    shapes = Image.merge("RGB", channels).resize(half)
    grain = Image.effect_noise(half, 40).convert("RGB")
    out = BytesIO()
    Image.blend(shapes, grain, 0.25).resize(SIZE).save(out, "JPEG", quality=92)
    return out.getvalue()


def small() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return out.getvalue()


def cost(folder: Path, *, draft: bool) -> Cost:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told = run_child(folder, UNLIMITED, {"draft": draft})
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    written = sum((folder / one["name"]).stat().st_size for one in told["files"])
    return Cost(seconds, processor, after.ru_maxrss * 1024, len(told["files"]), written)


if __name__ == "__main__":
    sys.exit(main())
