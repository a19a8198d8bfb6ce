"""The Vietnamese catalogue: `python -m tests.messages` brings it up to date, `--check` only tells what is wrong.

Message ids are English and stand in the code and the templates, so English needs no catalogue. Babel reads both
(GNU gettext, which Django's own command wants, need not be installed); `.po` and `.mo` are committed side by side.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOTS = ("articles", "newsroom", "ratings")
PO = ROOT / "newsroom" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
WIDTH = 110
KEYWORDS: Mapping[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# The newsroom in Vietnamese. Message ids are the English texts of the code and the templates:
# English needs no catalogue, and a text without a translation here is shown in English.
# `make messages` brings this file and django.mo beside it up to date; `make check` tells what is missing.
#"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")


def extract_code(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's extractor for Python by the syntax tree: Babel's own misses calls inside f-strings on Python 3.11."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if name in keywords:
            texts = [getattr(argument, "value", None) for argument in node.args]
            yield node.lineno, name, tuple(text if isinstance(text, str) else None for text in texts), []


def extract_template(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's extractor for Django's templates: Django itself turns their tags into calls of gettext."""
    calls = templatize(file.read().decode())
    # In brackets the template's indentation means nothing.
    source = io.BytesIO(f"({calls})".encode())
    return extract_python(source, keywords, comment_tags, {"encoding": "utf-8", **(options or {})})


def collect() -> Catalog:
    """Every message of the code and the templates, with the files where it stands."""
    catalog = Catalog(locale="vi", project="Newsroom", fuzzy=False)
    for path in sorted(path for root in ROOTS for path in (ROOT / root).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            method: Any = extract_code
        elif path.suffix in (".html", ".txt", ".xml") and "templates" in path.parts:
            method = extract_template
        else:
            continue
        with path.open("rb") as file:
            for _line, message, _comments, context in extract(method, file, keywords=KEYWORDS):
                # No line numbers: they would change the catalogue with every change of the code.
                catalog.add(message, context=context, locations=[(str(path.relative_to(ROOT)), 0)])
    return catalog


def read() -> Catalog:
    """The catalogue as it is committed; an empty one when there is none yet."""
    if not PO.exists():
        return Catalog(locale="vi")
    with PO.open("rb") as file:
        return read_po(file, locale="vi")


def compiled(catalog: Catalog) -> bytes:
    output = io.BytesIO()
    write_mo(output, catalog)
    return output.getvalue()


def update() -> None:
    """Writes django.po and django.mo: translations are kept, new messages are empty, unused ones go."""
    before, catalog = read(), collect()
    for message in catalog:
        known = before.get(message.id, message.context) if message.id else None
        if known is not None and known.string and not known.fuzzy:
            message.string = known.string
        message.locations = sorted(set(message.locations))
    catalog.header_comment = HEADER
    catalog.revision_date = catalog.creation_date = before.creation_date
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=WIDTH, sort_output=True, include_lineno=False)
    MO.write_bytes(compiled(read()))


def faults() -> list[str]:
    """What is missing, unused, wrong or not compiled, in one line each."""
    found = []
    catalog, wanted = read(), collect()
    for message in wanted:
        known = catalog.get(message.id, message.context) if message.id else message
        if known is None:
            found.append(f"not in the catalogue (run `make messages`): {message.id!r}")
        elif message.id and (known.fuzzy or not all(_strings(known))):
            found.append(f"not translated: {message.id!r}")
        elif message.id and (wrong := _wrong_placeholders(message.id, known)):
            found.append(f"placeholders {wrong} are not those of {message.id!r}")
    found += [
        f"used nowhere (run `make messages`): {message.id!r}"
        for message in catalog
        if message.id and wanted.get(message.id, message.context) is None
    ]
    if not MO.exists() or MO.read_bytes() != compiled(catalog):
        found.append("django.mo is not django.po compiled (run `make messages`)")
    return found


def _strings(message: Any) -> list[str]:
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string]


def _wrong_placeholders(identifier: Any, known: Any) -> list[str]:
    """Placeholders of the translation that the text of the code does not fill, or the other way round."""
    original = identifier[-1] if isinstance(identifier, (list, tuple)) else identifier
    wanted = sorted(PLACEHOLDER.findall(original))
    return next(
        (have for text in _strings(known) if (have := sorted(PLACEHOLDER.findall(text))) != wanted), []
    )


def main() -> int:
    settings.configure(USE_I18N=True)
    if "--check" not in sys.argv[1:]:
        update()
    problems = faults()
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
