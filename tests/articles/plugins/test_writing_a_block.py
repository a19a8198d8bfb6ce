"""The how-to says what the sample package does: every piece of code in it is a piece of the package."""

import re
from pathlib import Path

from articles.plugins import checks

from .site import PACKAGE, ROOT

PAGE = (ROOT / "docs" / "writing-a-block.md").read_text()
SNIPPET = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def home_of(name: str) -> Path:
    return ROOT / name if name.startswith("tests/") else PACKAGE / name


def test_every_snippet_names_its_file_and_stands_there() -> None:
    snippets = SNIPPET.findall(PAGE)
    assert len(snippets) == PAGE.count("```") / 2 > 8
    for name, code in snippets:
        assert code in home_of(name).read_text(), f"{name} has no such piece:\n{code}"


def test_the_files_that_it_lists_are_there() -> None:
    for name in re.findall(r"^        ([\w/.]+\.\w+)", PAGE, re.MULTILINE):
        assert (PACKAGE / "newsroom_poll" / name).exists(), name


def test_the_numbered_checks_are_all_listed() -> None:
    documented = set(re.findall(r"articles\.E\d{3}", PAGE))
    assert documented == set(re.findall(r"articles\.E\d{3}", checks.__doc__ or ""))
