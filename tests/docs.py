"""Are the documents true? `python -m tests.docs` names each link, command and switch that is not."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = (
    "README.md",
    "CHANGELOG.md",
    "docs/operating.md",
    "docs/writing-a-block.md",
    "docs/writing-an-extension.md",
)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
MAKE = re.compile(r"(?:^|[\s`$(])make +([a-z][\w-]*)")
MANAGE = re.compile(r"manage\.py +([a-z]\w*)")
SWITCH = re.compile(r"""\benv(?:\.\w+)?\(\s*"(\w+)\"""")
CHECK_ID = re.compile(r"""\b(?:articles|newsroom|ratings)\.[EW]\d{3}\b""")


def documents() -> list[Path]:
    """README, CHANGELOG and everything below docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def faults() -> Iterator[str]:
    """One line for each thing that a document says and that is not so, and for each that none of them says."""
    for name in REQUIRED:
        if not (ROOT / name).exists():
            yield f"{name} is missing"
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = set(get_commands())
    for document in documents():
        text, name = document.read_text(), document.relative_to(ROOT)
        yield from (f"{name}: {fault}" for fault in link_faults(document, text))
        code = "\n".join(
            [*(match[0] for match in FENCE.finditer(text)), *INLINE.findall(FENCE.sub("", text))]
        )
        yield from (
            f"{name}: there is no `make {target}`" for target in MAKE.findall(code) if target not in targets
        )
        yield from (
            f"{name}: there is no `manage.py {word}`" for word in MANAGE.findall(code) if word not in commands
        )
    yield from undocumented()


def link_faults(document: Path, text: str) -> Iterator[str]:
    """Relative links whose file, or heading in it, is not there."""
    prose = INLINE.sub("", FENCE.sub("", text))
    for match in LINK.finditer(prose):
        target, _, anchor = (match[1] or match[2]).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (document.parent / target) if target else document
        if not file.exists():
            yield f"the link {match[1] or match[2]} leads nowhere"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file.read_text()):
            yield f"there is no heading #{anchor} in {file.relative_to(ROOT)}"


def anchors(text: str) -> set[str]:
    """The headings as GitHub and GitLab turn them into anchors."""
    headings = HEADING.findall(FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def undocumented() -> Iterator[str]:
    """Switches of the settings and numbers of system checks that no document names."""
    documented = "\n".join(document.read_text() for document in documents())
    operating = ROOT / "docs" / "operating.md"
    manual = operating.read_text() if operating.exists() else ""
    for switch in sorted(set(SWITCH.findall((ROOT / "newsroom" / "settings.py").read_text()))):
        if not re.search(rf"\b{switch}\b", manual):
            yield f"docs/operating.md does not name the switch {switch}"
    sources = [path for root in ("articles", "newsroom", "ratings") for path in (ROOT / root).rglob("*.py")]
    for number in sorted({number for path in sources for number in CHECK_ID.findall(path.read_text())}):
        if number not in documented:
            yield f"no document names the system check {number}"


def main() -> int:
    django.setup()
    problems = list(faults())
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
