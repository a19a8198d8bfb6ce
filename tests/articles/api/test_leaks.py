"""No word, count, order, header or byte length tells of what is not public.

A matrix: every public route × every state × GET, HEAD, OPTIONS and a conditional GET. What a site answers while the
hidden thing exists is compared, byte by byte, with what it answers when the thing never existed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.models import Abbreviation, Article, Edition, Placement, Redirect, Section, Source, State
from articles.publishing import (
    Pending,
    block_entries,
    correct,
    create_draft,
    publish,
    refresh,
    reinstate,
    set_state,
    share_preview,
    take_snapshot,
    trash,
    unschedule,
    withdraw,
    write_draft,
)
from newsroom.api import Cursor
from tests.factories import make_author, make_photo, make_section, make_tag

from .site import API, Route, Site, all_routes, body_of_everything, rewrite, text_block

pytestmark = pytest.mark.once

CANARY = "kimtước"
SLUG = "kim-tuoc"  # "kimtước" as tests give it in slugs: no other word of the site is like it
BLOCK_KEY = "2a1bef89-e1fa-49c5-909d-eff54b3414c5"
OLD_PATH = "/tin-cu/kimtuoc.html"
NONCE = re.compile(rb' nonce="[^"]*"')


@dataclass(slots=True)
class Hidden:
    """The article that must not show, and the rows that only it uses."""

    article: Article
    rows: dict[str, int]
    slugs: dict[str, str]


def hide(**fields: Any) -> Hidden:
    """A draft with the canary in every field, and with a row of its own wherever it refers to one."""
    section = make_section(f"{CANARY} mục")
    tag = make_tag(f"{CANARY} thẻ")
    author = make_author(f"{CANARY} tác giả", role=CANARY)
    source = Source.objects.create(name=f"{CANARY} nguồn", url=f"https://{SLUG}.example/")
    photo = make_photo(
        caption=CANARY, alt=CANARY, credit=CANARY, creator=CANARY, source=CANARY, keywords=[CANARY]
    )
    abbreviation = Abbreviation.objects.create(short="KTUOC", expansion=CANARY)
    article = create_draft(
        by=None,
        headline=f"{CANARY} nhan đề",
        kicker=CANARY,
        lead=f"{CANARY} KTUOC",
        section=section.pk,
        tags=[tag.pk],
        source=source.pk,
        source_url=f"https://{SLUG}.example/goc",
        photo=photo.pk,
        bylines=[{"author": author.pk, "name": "", "role": CANARY}],
        blocks=body_of_everything(photo, CANARY),
        **fields,
    )
    Redirect.objects.create(path=OLD_PATH, article=article)
    # What editors do with a draft beforehand: on the front pages, tied to a public translation, shown to outsiders.
    Placement.objects.create(article=article, position=1)
    Placement.objects.create(
        article=article, position=1, section=Section.objects.exclude(pk=section.pk).first()
    )
    article.translations.set(Article.objects.exclude(pk=article.pk)[:1])
    share_preview(article, by=None, until=timezone.now() + timedelta(days=3), note=CANARY)
    entries = {"section": section, "tag": tag, "author": author, "source": source, "photo": photo}
    rows = {name: row.pk for name, row in entries.items()} | {
        "abbreviation": abbreviation.pk,
        "correction": 1,
    }
    slugs = {name: row.slug for name, row in entries.items() if name != "photo"}
    return Hidden(article, rows, slugs)


def next_minute(minutes: int = 10) -> datetime:
    return timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=minutes)


# --- Where nothing was ever public -------------------------------------------------------------------------


def draft(time_machine: Any) -> Hidden:
    return hide()


def in_review(time_machine: Any) -> Hidden:
    hidden = hide()
    set_state(hidden.article, State.IN_REVIEW, by=None)
    return hidden


def scheduled(time_machine: Any) -> Hidden:
    hidden = hide()
    publish(hidden.article, by=None, at=next_minute(), until=next_minute(20))
    return hidden


def scheduled_with_an_old_date(time_machine: Any) -> Hidden:
    hidden = hide(published_at="2020-08-05T15:14:00+07:00")
    publish(hidden.article, by=None, at=next_minute())
    return hidden


def unscheduled(time_machine: Any) -> Hidden:
    hidden = scheduled(time_machine)
    unschedule(hidden.article, by=None)
    return hidden


def trashed(time_machine: Any) -> Hidden:
    hidden = hide()
    trash(hidden.article, by=None)
    return hidden


NEVER_PUBLIC = [draft, in_review, scheduled, scheduled_with_an_old_date, unscheduled, trashed]


# --- Something newer than what is public ---------------------------------------------------------------------


def newer_draft(article: Article) -> None:
    hidden = hide()
    rewrite(
        article,
        headline=CANARY,
        kicker=CANARY,
        lead=CANARY,
        section=hidden.rows["section"],
        tags=[hidden.rows["tag"]],
        source=hidden.rows["source"],
        photo=hidden.rows["photo"],
        bylines=[{"author": hidden.rows["author"], "name": "", "role": CANARY}],
        blocks=body_of_everything(hidden.article.photo, CANARY),
        language="en",
        published_at="2019-01-01T00:00:00+07:00",
    )


def newer_draft_in_review(article: Article) -> None:
    newer_draft(article)
    set_state(article, State.IN_REVIEW, by=None)


def newer_edition_scheduled(article: Article) -> None:
    newer_draft(article)
    publish(article, by=None, at=next_minute(), reason=CANARY)


def newer_edition_dropped(article: Article) -> None:
    newer_edition_scheduled(article)
    unschedule(article, by=None, note=CANARY)


def scheduled_and_refreshed_to_nothing(article: Article) -> None:
    newer_edition_scheduled(article)
    refresh(article)


NEWER = [
    newer_draft,
    newer_draft_in_review,
    newer_edition_scheduled,
    newer_edition_dropped,
    scheduled_and_refreshed_to_nothing,
]


# --- What was public and is no more --------------------------------------------------------------------------


def withdrawn(hidden: Hidden, time_machine: Any) -> None:
    withdraw(hidden.article, by=None, reason="Theo yêu cầu.")


def expired(hidden: Hidden, time_machine: Any) -> None:
    time_machine.move_to(next_minute(12), tick=False)


def withdrawn_with_a_schedule(hidden: Hidden, time_machine: Any) -> None:
    publish(hidden.article, by=None, at=next_minute(5), until=next_minute(9), pending=Pending.CANCEL)
    withdraw(hidden.article, by=None, reason="Theo yêu cầu.", pending=Pending.KEEP)


GONE = [withdrawn, expired, withdrawn_with_a_schedule]
TOLD = ("/feeds/latest.atom", "/feeds/latest.json", "/sitemap.xml")


# --- The addresses -------------------------------------------------------------------------------------------

LISTS = [
    "articles/?count=exact",
    "articles/?count=bounded&page_size=1",
    "articles/?ordering=published_at&count=exact",
    "articles/?ordering=-updated_at&count=exact",
    "articles/?from_date=2018-01-01&to_date=2021-01-01&count=exact",
    "articles/?on=2026-03-02&use_date=updated&count=exact",
    "articles/?language=en&count=exact",
    "articles/?contains=table&count=exact",
    "articles/?abbreviation=KTUOC&count=exact",
    f"articles/?q={CANARY}&count=exact",
    "articles/?q=kimtuoc&ordering=relevance&expand=highlight",
    f"articles/?q=%22{CANARY}%20nhan%20đề%22&count=bounded&ordering=-updated_at",
    "articles/?q=KTUOC&count=exact&expand=highlight",
    "articles/?q=-khong&count=exact&ordering=relevance",
    "calendar/?year=2026&q=họp",
    "calendar/?year=2026&q=kimtuoc",
    "front/?page_size=100",
    "calendar/?month=2026-03",
    "calendar/?year=2020",
    "calendar/?year=2026&use_date=updated",
    "changes/?page_size=100",
    "changes/?since=2026-03-02",
    f"photos/?credit={CANARY}",
    f"photos/?source={CANARY}",
    f"photos/?keyword={CANARY}",
    "photos/?from_date=2018-01-01&to_date=2018-12-31",
]
PAGES = [
    "/archive/?on=2026-03-02&section={section}",
    "/archive/2026/03/?section={section}",
    "/archive/2026/03/02/?section={section}",
    "/search/?q=kimtuoc",
    "/search/?q=tuoc&section={section}",
]
# How a route's arguments are filled with what is hidden. A route with another argument fails the build: give it a row.
ENTRIES = ("section", "tag", "author", "source", "photo", "abbreviation", "correction")


def fillings(route: Route, hidden: Hidden) -> Iterator[dict[str, Any]]:
    article, slug = hidden.article.pk, hidden.article.slug or SLUG
    match route.arguments:
        case ():
            yield {}
        case ("reference",):
            yield {"reference": article}
            yield {"reference": slug}
        case ("article_id",):
            yield {"article_id": article}
        case ("article_id", "slug"):
            yield {"article_id": article, "slug": slug}
            yield {"article_id": article, "slug": "x"}
        case ("entry_id",):
            entry = route.name.removesuffix("-detail")
            assert entry in ENTRIES, f"{route.path} has no row in the leak matrix"
            yield {"entry_id": hidden.rows[entry]}
        case ("slug",) if route.name in ("tag", "author"):
            yield {"slug": hidden.slugs[route.name]}
        case ("name",) | ("slug",):
            # Names of block types, problems, and sections.
            yield {route.arguments[0]: hidden.slugs["section"]}
        case ("code",):
            yield {"code": "en"}
        case ("year", "month"):
            yield {"year": "2026", "month": "03"}
            yield {"year": "2020", "month": "08"}
        case ("year", "month", "day"):
            yield {"year": "2026", "month": "03", "day": "02"}
            yield {"year": "2020", "month": "08", "day": "05"}
        case ("number",):
            # A part of the sitemap: the one that the article would be in.
            yield {"number": article // 5_000}
        case ("slug", "cursor"):
            # A further page of a feed: the one that would begin with the article.
            place = Cursor("feed", timezone.now() + timedelta(days=1), 2**40)
            yield {"slug": "latest", "cursor": place.encode()}
            yield {"slug": hidden.slugs["section"], "cursor": place.encode()}
        case ("token",):
            # One that nobody made, in the right hand and in none.
            yield {"token": Signer(salt="articles.preview", sep=".").sign(SLUG)}
            yield {"token": SLUG}
        case ("path",):
            yield {"path": OLD_PATH.lstrip("/")}
        case _:
            raise AssertionError(f"{route.path} has no row in the leak matrix")


def addresses(hidden: Hidden) -> list[str]:
    """Every public address with which one could come upon the hidden thing."""
    found = [route.fill(**values) for route in all_routes() for values in fillings(route, hidden)]
    found += [f"{API}{path}" for path in LISTS]
    found += [
        f"{API}articles/{hidden.article.pk}/?format=ninjs",
        "/feeds/latest.rss",
        "/feeds/latest.atom",
        "/feeds/latest.json",
    ]
    for facet, value in [*hidden.slugs.items(), ("photo", str(hidden.rows["photo"]))]:
        found += [f"{API}articles/?{facet}={value}&count=exact", f"{API}calendar/?year=2026&{facet}={value}"]
    found += [path.format(section=hidden.slugs["section"]) for path in PAGES]
    found += [
        f"{API}articles/?tag_any={hidden.slugs['tag']},cai-cach",
        f"{API}front/?section={hidden.slugs['section']}",
    ]
    return found


Answer = tuple[int, tuple[tuple[str, str], ...], bytes]


def facts(response: HttpResponse, path: str) -> Answer:
    """Everything that a client can tell, but for the nonce, which is new in each answer."""
    # What is left of the client's searches counts its own questions, whatever they find.
    own = ("Content-Security-Policy", "RateLimit")
    headers = {name: value for name, value in response.headers.items() if name not in own}
    if "json" in headers.get("Content-Type", "") or path.startswith("/api/"):
        headers["Content-Security-Policy"] = response.headers.get("Content-Security-Policy", "")
    body = NONCE.sub(b"", b"".join(response))  # type: ignore[call-overload]
    return response.status_code, tuple(sorted(headers.items())), body


def look(client: Client, paths: list[str], etags: dict[str, str]) -> dict[tuple[str, str], Answer]:
    """The answers by (path, method). `etags` is filled at the first look and used at the second."""
    seen = {}
    for path in paths:
        first = client.get(path)
        etags.setdefault(path, first.headers.get("ETag", '"none"'))
        seen[path, "get"] = facts(first, path)
        if first.headers.get("Content-Type", "").startswith("text/html"):
            # A page's view is the same for GET and HEAD, and its entity tag is made from its body.
            continue
        seen[path, "head"] = facts(client.head(path), path)
        if "?" not in path:
            seen[path, "options"] = facts(client.options(path), path)
        seen[path, "conditional"] = facts(client.get(path, headers={"if-none-match": etags[path]}), path)
    return seen


def undo(act: Callable[[], Any]) -> Any:
    """Does something, and undoes what it did to the database."""
    with transaction.atomic():
        result = act()
        transaction.set_rollback(True)
    return result


def undated(seen: dict[Any, Answer]) -> dict[Any, Answer]:
    """The answers without the date of the site's last change, which the ledger tells anyway."""
    return {
        key: (status, tuple(header for header in headers if header[0] != "Last-Modified"), body)
        for key, (status, headers, body) in seen.items()
    }


def differences(before: dict[Any, Answer], after: dict[Any, Answer]) -> list[tuple[str, str]]:
    return [key for key, answer in before.items() if after[key] != answer]


@pytest.mark.parametrize("state", NEVER_PUBLIC)
def test_what_was_never_public_changes_nothing(
    state: Callable[[Any], Hidden], api: Client, site: Site, time_machine: Any
) -> None:
    etags: dict[str, str] = {}

    def with_it() -> tuple[list[str], dict[Any, Answer]]:
        paths = addresses(state(time_machine))
        return paths, look(api, paths, etags)

    paths, seen = undo(with_it)
    # The entity tags of the site that has it must hold on the site that has not.
    assert differences(look(api, paths, etags), seen) == []
    assert not any(CANARY.encode() in answer[2] for answer in seen.values())


@pytest.mark.parametrize("state", NEVER_PUBLIC)
def test_what_leads_to_a_hidden_story_leads_nowhere(
    state: Callable[[Any], Hidden], api: Client, site: Site, time_machine: Any
) -> None:
    """An article that names it as related, as its translation and in its text, is that article without any of these."""
    time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=False)
    words, own = "Xem thêm: lời dẫn.", f"{API}articles/{site.article.pk}/"

    def tell(text: str, **fields: Any) -> None:
        [block] = block_entries([text_block(text)])
        snapshot = {**take_snapshot(site.article, []), **fields, "blocks": [{**block, "key": BLOCK_KEY}]}
        write_draft(site.article, snapshot, by=None)
        publish(site.article, by=None)

    def leading() -> tuple[list[str], dict[Any, Answer]]:
        hidden = state(time_machine)
        number = hidden.article.pk
        site.article.translations.add(hidden.article)
        tell(words.replace("lời dẫn", f'<a href="/articles/{number}/">lời dẫn</a>'), related=[number])
        paths = [
            *addresses(hidden),
            own,
            f"{own}related/",
            f"/articles/{site.article.pk}/{site.article.slug}/",
        ]
        return paths, look(api, paths, {})

    paths, seen = undo(leading)
    site.article.refresh_from_db()
    tell(words)
    assert differences(look(api, paths, {}), seen) == []
    assert not any(CANARY.encode() in answer[2] for answer in seen.values())
    assert "lời dẫn".encode() in seen[own, "get"][2]


@pytest.mark.parametrize("change", NEWER)
def test_what_is_newer_than_the_public_changes_nothing(
    change: Callable[[Article], None], api: Client, site: Site
) -> None:
    etags: dict[str, str] = {}
    live = site.article.edition_in("live")
    assert live is not None
    paths = addresses(
        Hidden(
            site.article,
            {name: getattr(site, name).pk for name in ENTRIES},
            {name: getattr(site, name).slug for name in ("section", "tag", "author", "source")},
        )
    )
    without = look(api, paths, etags)
    assert undo(lambda: (change(site.article), differences(without, look(api, paths, etags)))[1]) == []


@pytest.mark.parametrize("end", GONE)
def test_what_is_gone_leaves_no_word(
    end: Callable[[Hidden, Any], None], api: Client, site: Site, time_machine: Any
) -> None:
    """Its own routes say 410, the ledger and the feeds that can keep the facts, and the map the date of its last change;
    everywhere else it is as if it had never been."""

    def with_it() -> tuple[list[str], dict[Any, Answer]]:
        hidden = hide()
        publish(hidden.article, by=None, until=next_minute(11))
        time_machine.shift(120)
        end(hidden, time_machine)
        time_machine.shift(120)
        paths = addresses(hidden)
        own = (f"/articles/{hidden.article.pk}/", f"/{hidden.article.slug}/", OLD_PATH, "/changes/", *TOLD)
        seen = look(api, paths, {})
        assert seen[f"{API}articles/{hidden.article.pk}/", "get"][0] == 410
        assert seen[f"{API}articles/{hidden.article.slug}/", "get"][0] == 308
        return [path for path in paths if not any(part in path for part in own)], seen

    paths, seen = undo(with_it)
    assert differences(undated(look(api, paths, {})), undated(seen)) == []
    told = [key for key, answer in seen.items() if CANARY.encode() in answer[2] and "/changes/" not in key[0]]
    assert told == []


def test_a_replaced_edition_leaves_no_word(api: Client, site: Site, time_machine: Any) -> None:
    hidden = hide()
    publish(hidden.article, by=None)
    time_machine.shift(60)
    plain = site.others[0]
    rewrite(
        hidden.article,
        headline="Bản sửa",
        kicker="",
        lead="",
        section=site.section.pk,
        tags=[],
        source=None,
        source_url="",
        photo=None,
        bylines=[],
        blocks=[text_block("Nội dung mới.")],
    )
    correct(hidden.article, by=None, wrong="một", right="hai", decided_by="Tổng biên tập")
    time_machine.shift(60)
    seen = look(api, addresses(hidden), {})
    assert [key for key, answer in seen.items() if CANARY.encode() in answer[2]] == []
    assert Edition.objects.filter(article=plain).count() == 1


def test_a_withdrawn_article_that_returns_says_when_it_was_away(
    api: Client, site: Site, time_machine: Any
) -> None:
    withdraw(site.article, by=None, reason="Chờ kiểm tra.")
    time_machine.shift(60)
    reinstate(site.article, by=None, note=CANARY)
    time_machine.shift(60)
    history = api.get(f"{API}articles/{site.article.pk}/editions/").json()
    assert [row["until"] for row in history["withdrawals"]] != [None]
    assert CANARY not in str(history)


def test_every_public_404_is_the_same(api: Client, site: Site) -> None:
    never = api.get(f"{API}articles/999999/")
    hidden = scheduled(None)
    for path in (
        f"articles/{hidden.article.pk}/",
        f"articles/{hidden.article.slug}/",
        f"articles/{hidden.article.pk}/editions/",
    ):
        answer = api.get(f"{API}{path}")
        assert (answer.status_code, answer.content, answer.headers) == (404, never.content, never.headers)
