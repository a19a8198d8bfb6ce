"""What somebody asks, read: words that must all stand in a text, "phrases", and -exclusions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..language import clean_line, tokens
from .dictionary import Dictionary
from .words import Word, code_of, joined_spelling, may_be_short_form, words

LONGEST = 200
MOST_WORDS = 32
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PART = re.compile(r'(?P<minus>(?<!\S)-+)?(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))')

Phrase = tuple[Word, ...]
"""Words in a row; a single word is one of length 1."""
Option = tuple[Phrase, ...]
"""Phrases that must all stand in the text."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that the text must have, in any of these ways."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses must hold, and no excluded phrase may stand in the text."""

    clauses: tuple[Clause, ...]
    excluded: tuple[Phrase, ...]
    row: Phrase = ()
    """The words that were asked for, as they were written one after another."""

    @property
    def accented(self) -> bool:
        """Whether there is a difference between finding it exactly and finding it without accents."""
        return any(word.accented for word in self.row)

    @property
    def empty(self) -> bool:
        """No letter or digit was asked for: nothing is found."""
        return not (self.clauses or self.excluded)

    @property
    def phrases(self) -> list[Phrase]:
        """Everything that may have been found, as it is shown in a text."""
        options = (option for clause in self.clauses for option in clause.options)
        return list(dict.fromkeys(phrase for option in options for phrase in option))


@dataclass(eq=False)
class BadQuestion(Exception):
    """A question that cannot be asked; `code` is for programs, `detail` for people."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word, code or phrase of a question."""

    phrase: Phrase
    text: str
    quoted: bool


def read_query(text: str, dictionary: Dictionary) -> Query:
    """Reads a question; odd signs in it mean nothing. Raises `BadQuestion` when it is too long.

    A quotation mark without its partner is left out, and so is whatever has neither letter nor digit. There are no
    other operators: AND, OR, NEAR, *, ( and : are words and signs like any others.
    """
    if len(text) > LONGEST:
        raise BadQuestion("too_long", _("At most %(limit)d characters are allowed.") % {"limit": LONGEST})
    wanted: list[_Asked] = []
    excluded: list[Phrase] = []
    for match in _PART.finditer(clean_line(text).translate(_QUOTES)):
        asked = list(_asked(match["phrase"], match["chunk"]))
        if match["minus"]:
            excluded += (one.phrase for one in asked)
        else:
            wanted += asked
    row = tuple(word for one in wanted for word in one.phrase)
    if len(row) + sum(map(len, excluded)) > MOST_WORDS:
        raise BadQuestion("too_many_words", _("At most %(limit)d words are allowed.") % {"limit": MOST_WORDS})
    clauses = dict.fromkeys(_clauses(wanted, dictionary))
    return Query(tuple(clauses), tuple(dict.fromkeys(excluded)), row)


def _asked(phrase: str | None, chunk: str | None) -> Iterator[_Asked]:
    if phrase is not None:
        if found := tuple(words(phrase)):
            yield _Asked(found, phrase, quoted=True)
        return
    for token in tokens(chunk or ""):
        if found := tuple(words(token.text)):
            yield _Asked(found, token.text, quoted=False)


def _clauses(wanted: Sequence[_Asked], dictionary: Dictionary) -> Iterator[Clause]:
    """A clause for each thing asked for; words in a row that are a short form, "TP HCM", or its meaning are one thing."""
    start = 0
    while start < len(wanted):
        run = _run_of_meaning(wanted, start, dictionary)
        spelt = 0 if run else _run_of_short_form(wanted, start, dictionary)
        parts = wanted[start : start + max(run, spelt, 1)]
        options: list[Option] = [tuple(part.phrase for part in parts)]
        if spelt:
            code = code_of(" ".join(part.text for part in parts))
            options += (((Word(code, code),),), *((meaning,) for meaning in dictionary.meanings_of(code)))
        elif run:
            meant = tuple(word.folded for part in parts for word in part.phrase)
            options += (((Word(code, code),),) for code in dictionary.codes_of(meant))
        else:
            options += _other_options(parts[0], dictionary)
        yield Clause(tuple(dict.fromkeys(options)))
        start += len(parts)


def _run_of_meaning(wanted: Sequence[_Asked], start: int, dictionary: Dictionary) -> int:
    """How many of the things from `start` on are, word for word, what a short form stands for: the longest such run."""
    row: list[str] = []
    longest = 0
    for number, part in enumerate(wanted[start:], 1):
        if part.quoted and number > 1:
            break
        row += (word.folded for word in part.phrase)
        if len(row) > dictionary.longest:
            break
        if dictionary.codes_of(tuple(row)):
            longest = number
        if part.quoted:
            break
    return longest


def _run_of_short_form(wanted: Sequence[_Asked], start: int, dictionary: Dictionary) -> int:
    """How many of the things from `start` on are together a short form of several words: the longest such run."""
    row: list[str] = []
    longest = 0
    for number, part in enumerate(wanted[start:], 1):
        row += (word.folded for word in part.phrase)
        if part.quoted or len(row) > dictionary.longest_short:
            break
        if number > 1 and tuple(row) in dictionary.shorts:
            longest = number
    return longest


def _other_options(part: _Asked, dictionary: Dictionary) -> Iterator[Option]:
    if not part.quoted and (joined := joined_spelling(part.text)):
        yield ((joined,),)
    if may_be_short_form(part.text) and (code := code_of(part.text)):
        yield ((Word(code, code),),)
        for meaning in dictionary.meanings_of(code):
            yield (meaning,)
