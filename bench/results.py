"""Figures, the bounds that they must keep, and the table that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of many requests of one kind."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return median(self.seconds)

    def __str__(self) -> str:
        """Milliseconds: the median, and the quartiles around it."""
        first, _, third = quantiles(self.seconds, n=4)
        return f"{self.median * 1e3:.2f} ({first * 1e3:.2f}–{third * 1e3:.2f})"


@dataclass(frozen=True, slots=True)
class Result:
    """One comparison: `measured` may take at most `bound` times as long as `against`; `aim` is what we hope for."""

    question: str
    measured: Timing
    against: Timing
    bound: float
    aim: float | None = None

    @property
    def ratio(self) -> float:
        return self.measured.median / self.against.median

    @property
    def kept(self) -> bool:
        return self.ratio <= self.bound


def show(console: Console, title: str, columns: tuple[str, str], results: Sequence[Result]) -> None:
    """Prints the comparisons. `columns` name what is measured and what it is measured against."""
    table = Table(title=title, caption="milliseconds: median (quartiles)")
    table.add_column("question")
    for heading in (*columns, "ratio", "bound", "aim"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for result in results:
        verdict = "[green]kept[/]" if result.kept else "[bold red]MISSED[/]"
        aim = as_ratio(result.aim) if result.aim else ""
        figures = (
            str(result.measured),
            str(result.against),
            as_ratio(result.ratio),
            as_ratio(result.bound),
            aim,
        )
        table.add_row(result.question, *figures, verdict)
    console.print(table)


def wide_console() -> Console:
    """The terminal's width; wide enough for the tables where there is none."""
    console = Console()
    return console if console.is_terminal else Console(width=120)


def as_ratio(value: float) -> str:
    """`1/12.5` below one half, `1.07` above."""
    return f"1/{1 / value:.1f}" if value < 0.5 else f"{value:.2f}"
