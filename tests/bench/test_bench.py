"""The benchmark runs from end to end. What it measures is for `make bench`: no test waits for a clock."""

import subprocess
import sys

from django.conf import settings

from bench.results import Result, Timing, as_ratio


def test_the_benchmark_measures_list_and_detail() -> None:
    command = [sys.executable, "-m", "bench", "--only", "sqlite", "--articles", "30", "--rounds", "5"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False, timeout=300
    )
    assert "list of 20, newest first" in done.stdout, done.stderr
    assert "one article" in done.stdout
    missed = "MISSED" in done.stdout
    assert done.returncode == (1 if missed else 0)
    assert ("Missed: sqlite." if missed else "Every bound was kept.") in done.stdout


def test_a_bound_is_kept_or_missed_by_the_medians() -> None:
    quick, slow = Timing([1, 1, 9]), Timing([10, 11, 12])
    assert Result("kept", quick, slow, bound=1 / 10).kept
    assert not Result("missed", quick, slow, bound=1 / 12).kept


def test_small_ratios_are_fractions() -> None:
    assert as_ratio(1 / 12.5) == "1/12.5"
    assert as_ratio(1.07) == "1.07"
