"""What must hold of every article after whatever was done, finished or broken off."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils import timezone

from articles.models import Article, ArticleSlug, Edition, LogEntry, PublicChange, SearchEntry, Slot
from articles.publishing import digest_of
from articles.search import entry_of

TICK = timedelta(microseconds=1)
VISIBLE = {"published", "corrected", "refreshed", "reinstated"}


def check_invariants(now: datetime | None = None) -> None:
    """Checks every article; an `AssertionError` names the article and what is broken."""
    now = now or timezone.now()
    for article in Article.objects.order_by("pk"):
        broken = list(broken_invariants(article, now))
        assert not broken, f"article {article.pk}: {broken}"


def broken_invariants(article: Article, now: datetime) -> Iterator[str]:
    """What is broken, in words."""
    rows = article.editions.select_related("revision").defer("revision__snapshot").prefetch_related("index")
    rows = rows.select_related("search")
    editions = list(rows.order_by("number"))
    yield from _revisions(article)
    yield from _numbers(editions, now)
    yield from _windows(editions)
    yield from _bytes(article, editions)
    yield from _index(editions)
    yield from _address(article, editions)
    yield from _withdrawals(article, editions, now)
    yield from _ledger(article, editions, now)
    yield from _log(article, editions)


def _revisions(article: Article) -> Iterator[str]:
    numbers = list(article.revisions.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, article.version + 1)):
        yield f"revisions {numbers}, version {article.version}"


def _numbers(editions: list[Edition], now: datetime) -> Iterator[str]:
    numbers = [edition.number for edition in editions]
    if numbers != list(range(1, len(editions) + 1)):
        yield f"numbers have gaps: {numbers}"
    upcoming = [edition for edition in editions if edition.slot == Slot.NEXT]
    if upcoming and upcoming[0] is not editions[-1]:
        yield "the next edition is not the newest"
    for edition in editions:
        kind = "publication" if edition.number == 1 else "update"
        if edition.kind != kind and edition.kind != "correction" and not edition.refresh:
            yield f"edition {edition.number} is a {edition.kind}"
        if edition.slot != Slot.NEXT and edition.live_from > now + timedelta(minutes=1):
            yield f"edition {edition.number} was never public"


def _windows(editions: list[Edition]) -> Iterator[str]:
    for before, after in pairwise(editions):
        if before.live_until is None or before.live_until > after.live_from:
            yield f"the windows of {before.number} and {after.number} overlap"
    for edition in editions:
        if edition.slot is None and edition.live_until is None:
            yield f"past edition {edition.number} has no end"
        if edition.expires_at and (edition.live_until is None or edition.live_until > edition.expires_at):
            yield f"edition {edition.number} outlives its end"
        if not edition.published_at <= edition.updated_at <= edition.live_from:
            yield f"the dates of edition {edition.number} are out of order"


def _bytes(article: Article, editions: list[Edition]) -> Iterator[str]:
    for edition in editions:
        card, document = bytes(edition.card), bytes(edition.document)
        if digest_of(card, document, edition.html) != edition.digest:
            yield f"the bytes of edition {edition.number} are damaged"
        shown, whole = json.loads(card), json.loads(document)
        if shown["edition"] != {"number": edition.number, "kind": edition.kind, "reason": edition.reason}:
            yield f"edition {edition.number} says it is {shown['edition']}"
        if shown["slug"] != edition.slug or shown["id"] != article.pk:
            yield f"edition {edition.number} says it is at {shown['slug']}"
        if any(whole[name] != value for name, value in shown.items()):
            yield f"card and document of edition {edition.number} differ"
        if edition.revision.article_id != article.pk:
            yield f"edition {edition.number} is of another article"


def _index(editions: list[Edition]) -> Iterator[str]:
    """Rows exactly for what is live or next, in the index of facets and in that of words."""
    for edition in editions:
        rows = {
            (row.facet, row.value, row.published_at, row.updated_at, row.article_id)
            for row in edition.index.all()
        }
        dates = (edition.published_at, edition.updated_at, edition.article_id)
        wanted = {(facet, value, *dates) for facet, value in edition.facets} if edition.slot else set()
        if rows != wanted:
            yield f"the index of edition {edition.number} ({edition.slot}): {rows ^ wanted}"
        entry = getattr(edition, "search", None)
        fresh = entry_of(edition) if edition.slot else None
        if (entry and words_of(entry)) != (fresh and words_of(fresh)):
            yield f"the search entry of edition {edition.number} ({edition.slot})"


def words_of(entry: SearchEntry) -> tuple[int, int, str, str]:
    return entry.place, entry.version, entry.folded, entry.exact


def _address(article: Article, editions: list[Edition]) -> Iterator[str]:
    slugs = set(ArticleSlug.objects.filter(article=article).values_list("slug", flat=True))
    if {edition.slug for edition in editions} - slugs:
        yield "an edition's address is not kept"
    if bool(editions) != bool(article.slug) or (article.slug and article.slug not in slugs):
        yield f"address {article.slug} with {len(editions)} editions"
    if article.trashed_at and editions:
        yield "in the trash, and published"


def _withdrawals(article: Article, editions: list[Edition], now: datetime) -> Iterator[str]:
    withdrawals = list(article.withdrawals.order_by("at"))
    for before, after in pairwise(withdrawals):
        if before.ends_at is None or before.ends_at > after.at:
            yield "two withdrawals overlap"
    upcoming = next((edition for edition in editions if edition.slot == Slot.NEXT), None)
    for withdrawal in withdrawals:
        if withdrawal.ends_at is None or withdrawal.ends_at > now:
            if any(edition.slot == Slot.LIVE for edition in editions):
                yield "withdrawn, and live"
            if withdrawal.ends_at and (upcoming is None or withdrawal.ends_at != upcoming.live_from):
                yield "a withdrawal ends at a minute at which nothing appears"
    if article.corrections.filter(edition=None).exists():
        yield "a correction without its edition"


def _ledger(article: Article, editions: list[Edition], now: datetime) -> Iterator[str]:
    """The ledger tells at each moment from now on what is visible then, and each line makes sense after the last."""
    lines = list(PublicChange.objects.filter(article=article).order_by("at", "pk"))
    shown: int | None = None
    for line in lines:
        after = shown_after(line)
        if line.kind in ("withdrawn", "expired") and shown != line.edition_number:
            yield f"{line} while {shown} was shown"
        if line.kind in ("corrected", "refreshed") and shown != line.edition_number - 1:
            yield f"{line} after {shown}"
        if line.kind == "reinstated" and shown is not None:
            yield f"{line} while {shown} was shown"
        shown = after
    if len({line.at for line in lines}) != len(lines):
        yield "two lines of one moment"
    moments = {now, *(edge + step for edge in _edges(editions) for step in (-TICK, timedelta(), TICK))}
    for moment in sorted(moment for moment in moments if moment >= now):
        seen = visible_number(article, moment)
        told = told_by(lines, moment)
        if seen != told:
            yield f"at {moment} the public sees {seen}, the ledger tells {told}"


def _edges(editions: list[Edition]) -> Iterator[datetime]:
    for edition in editions:
        yield edition.live_from
        if edition.live_until:
            yield edition.live_until


def visible_number(article: Article, moment: datetime) -> int | None:
    """The number of the one edition that the public may see."""
    numbers = list(Edition.objects.public(moment).filter(article=article).values_list("number", flat=True))
    assert len(numbers) <= 1, f"editions {numbers} at once at {moment}"
    return numbers[0] if numbers else None


def told_by(lines: list[PublicChange], moment: datetime) -> int | None:
    """What a client that only reads the ledger takes for public."""
    past = [line for line in lines if line.at <= moment]
    return shown_after(past[-1]) if past else None


def shown_after(line: PublicChange) -> int | None:
    return line.edition_number if line.kind in VISIBLE else None


def _log(article: Article, editions: list[Edition]) -> Iterator[str]:
    """Every edition was made by an act that is in the log."""
    entries = LogEntry.objects.filter(article=article)
    if editions and not entries.filter(act__in=["publish", "schedule"]).exists():
        yield "editions without a log"
    acts = {"withdraw": article.withdrawals.count(), "correct": article.corrections.count()}
    for act, count in acts.items():
        if entries.filter(act=act).count() != count:
            yield f"the log of {act} is not complete"
