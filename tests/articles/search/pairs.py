"""The committed table of questions and texts, read."""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).with_name("pairs.txt")
SIGNS = "+~-"
DECOMPOSED = "≡"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, and whether the text is found: exactly ("+"), without accents ("~"), or not ("-")."""

    question: str
    sign: str


@dataclass(slots=True)
class Text:
    text: str
    pairs: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class Pairs:
    texts: list[Text] = field(default_factory=list)
    dictionary: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(text.pairs) for text in self.texts)


def read_pairs(path: Path = FILE) -> Pairs:
    found = Pairs()
    for line in path.read_text("utf-8").splitlines():
        sign, rest = line[:1], line[1:]
        if sign in ("", "#"):
            continue
        if sign == "!":
            short, _, meaning = rest.partition("=")
            found.dictionary.append((short.strip(), meaning.strip()))
        elif sign in ("=", DECOMPOSED):
            form = "NFD" if sign == DECOMPOSED else "NFC"
            found.texts.append(Text(unicodedata.normalize(form, rest.strip())))
        else:
            assert sign in SIGNS, line
            form = "NFD" if rest.startswith(DECOMPOSED) else "NFC"
            question = rest.removeprefix(DECOMPOSED)[1:]
            found.texts[-1].pairs.append(Pair(unicodedata.normalize(form, question), sign))
    return found
