"""The how-to says what the plug-in does: every piece of code in it is a piece of the plug-in."""

import re
from pathlib import Path

from django.core.management import get_commands

from articles.plugins import ArticleExtension

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "writing-an-extension.md").read_text()
RATINGS = (ROOT / "docs" / "ratings.md").read_text()
SNIPPET = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_snippet_names_its_file_and_stands_there() -> None:
    snippets = SNIPPET.findall(PAGE)
    assert len(snippets) == PAGE.count("```") / 2 > 8
    for name, code in snippets:
        assert code in (ROOT / name).read_text(), f"{name} has no such piece:\n{code}"


def test_the_files_that_it_lists_are_there() -> None:
    listed = re.findall(r"^      ([\w/]+(?:\.\w+|/))", PAGE, re.MULTILINE)
    assert len(listed) == 7
    for name in listed:
        assert (ROOT / "ratings" / name).exists(), name


def test_every_member_of_the_interface_is_explained() -> None:
    members = [
        name
        for name in {**vars(ArticleExtension), **ArticleExtension.__annotations__}
        if not name.startswith("_")
    ]
    assert [name for name in members if f"{name}" not in PAGE] == []


def test_the_commands_are_there() -> None:
    named = set(re.findall(r"manage\.py (\w+)", PAGE + RATINGS))
    assert named >= {"check", "migrate", "recount_ratings", "forget_ratings"}
    assert named <= set(get_commands())
