"""The table of questions and texts gives the same on both databases: each runs the whole of it."""

import unicodedata
from datetime import datetime

from django.utils import timezone

from articles import search
from articles.models import Edition
from articles.search import find, read_search

from .pairs import Pairs, read_pairs


def found_by(question: str, now: datetime) -> dict[int, str]:
    """The articles that the engine finds: exactly ("+"), or without accents ("~")."""
    tiers = read_search(question).tiers
    if tiers is None:
        return {}
    public = Edition.objects.public(now)
    return {
        article: sign
        for sign, condition in zip("+~", tiers.parts, strict=False)
        for article in condition.narrow(public).values_list("article_id", flat=True)
    }


def test_the_table_is_large_enough() -> None:
    pairs = read_pairs()
    signs = [pair.sign for text in pairs.texts for pair in text.pairs]
    assert len(signs) >= 300
    assert min(signs.count(sign) for sign in "+~-") >= 30


def test_every_pair(pairs: Pairs) -> None:
    articles = Edition.objects.order_by("article_id").values_list("article_id", flat=True)
    now = timezone.now()
    wrong = [
        f"{pair.sign} {pair.question!r} in {text.text!r}: {sign}"
        for text, article in zip(pairs.texts, articles, strict=True)
        for pair in text.pairs
        if (sign := found_by(pair.question, now).get(article, "-")) != pair.sign
    ]
    assert wrong == [], "\n".join(wrong)


def test_what_is_written_as_asked_comes_first(pairs: Pairs) -> None:
    """In either order, and page by page as in one."""
    now = timezone.now()
    questions = {pair.question for text in pairs.texts for pair in text.pairs}
    mixed = 0
    for question in sorted(questions):
        signs = found_by(question, now)
        if set(signs.values()) != {"+", "~"}:
            continue
        mixed += 1
        for by_relevance in (False, True):
            hits = find(question, now=now, page_size=100, by_relevance=by_relevance).hits
            shown = [signs[hit.card["id"]] for hit in hits]
            assert shown == sorted(signs.values()), question
    assert mixed >= 10


def test_spelling_of_the_question_makes_no_difference() -> None:
    """Decomposed, with other spaces and quotation marks, and in other letters where that is no short form."""
    dictionary = search.Dictionary()
    for text in read_pairs().texts:
        for pair in text.pairs:
            query = search.read_query(pair.question, dictionary)
            variants = [
                unicodedata.normalize("NFD", pair.question),
                "  " + pair.question.replace(" ", "\u00a0 ") + "\u200b ",
                pair.question.replace('"', "“"),
            ]
            for variant in variants:
                assert search.read_query(variant, dictionary) == query, variant
