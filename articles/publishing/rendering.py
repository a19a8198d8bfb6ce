"""A revision in, an edition's bytes out. The same revision and the same referenced rows give the same bytes."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext
from rest_framework.serializers import Serializer

from .. import plugins, search
from ..abbreviations import Reading
from ..language import TIME_ZONE, compose, format_date_line
from ..models import Article, Byline, Correction, Edition, Facet, Photo, Section, Source, Tag
from ..plugins import Block, Node
from .abbreviating import abbreviation_facets, texts_of
from .addresses import article_url
from .errors import Fault, NotPublishable
from .laying import missing_plugin, validation_faults
from .links import find_links, with_links
from .representation import Card, Document, EditionMark, PublicArticle, source_of
from .snapshots import ArticleSnapshot, Snapshot, serializer_faults, without_deleted_tags


@dataclass(frozen=True, slots=True)
class Dateline:
    """What an edition says of itself: its number and kind, and the dates that readers see."""

    number: int
    kind: str
    reason: str
    published_at: datetime
    updated_at: datetime


@dataclass
class Content:
    """A revision read back: unsaved blocks in order, and the rows that it refers to."""

    fields: dict[str, Any]
    blocks: list[Block]
    faults: list[Fault]
    """What could not be read: rows that are gone, blocks whose plug-in is not installed."""
    places: list[str] = field(default_factory=list)
    """Where each block stands in the article, as "photo 3"; by default the blocks are all there is."""

    def placed(self) -> Iterator[tuple[str, Block]]:
        """(place, block) of each block."""
        places = self.places or [f"{block.name} {number}" for number, block in enumerate(self.blocks, 1)]
        return zip(places, self.blocks, strict=True)

    @property
    def section(self) -> Section | None:
        return self.fields.get("section")

    @property
    def published_at(self) -> datetime | None:
        """The date that the editor gave for the page."""
        return self.fields.get("published_at")

    @cached_property
    def photos(self) -> list[tuple[str, str, Photo]]:
        """(place, block key, photo) of every photo that would be shown."""
        main = self.fields.get("photo")
        shown = [(place, str(block.key), photo) for place, block in self.placed() for photo in block.photos()]
        return [(gettext("main photo"), "", main), *shown] if main else shown


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition's bytes and what it can be found by."""

    card: bytes
    document: bytes
    html: str
    search_text: str
    facets: list[tuple[str, str]]
    digest: str


def read_content(snapshot: Snapshot) -> Content:
    """The revision's rows and blocks. What cannot be read stands in `faults`."""
    form = ArticleSnapshot(data=without_deleted_tags(snapshot))
    faults = [] if form.is_valid() else list(serializer_faults(form.errors))
    content = Content(dict(form.validated_data) if not faults else {}, [], faults)
    installed = plugins.blocks()
    for number, entry in enumerate(snapshot["blocks"], 1):
        if entry["type"] not in installed:
            faults.append(missing_plugin(entry, number))
            continue
        place = f"{entry['type']} {number}"
        block_type = installed[entry["type"]]
        block_form = block_type.get_serializer()(data=entry["data"])
        if not block_form.is_valid():
            faults += serializer_faults(block_form.errors, place, entry["key"])
            continue
        block = block_type(key=UUID(entry["key"]), ordering=entry["ordering"], **block_form.validated_data)
        content.blocks.append(block)
        content.places.append(place)
    return content


def faults_of(content: Content, live_from: datetime | None = None) -> list[Fault]:
    """Everything that forbids publishing the content from `live_from` (by default now), at once."""
    faults = list(content.faults)
    if content.fields:
        if not content.fields["headline"].strip():
            faults.append(Fault(gettext("The article has no headline."), "headline"))
        if content.section is None:
            faults.append(Fault(gettext("The article has no section."), "section"))
    if not content.blocks and not any(fault.block for fault in content.faults):
        faults.append(Fault(gettext("The article has no text."), "body"))
    for place, block in content.placed():
        faults += _block_faults(block, place)
    for place, key, photo in content.photos:
        faults += [Fault(message, name, place, key) for name, message in _photo_problems(photo, live_from)]
    return list(dict.fromkeys(faults))


def _block_faults(block: Block, place: str) -> list[Fault]:
    # Foreign keys were found when the block was read: asking for each of them once more costs a query.
    known = {column.name for column in block._meta.concrete_fields if column.is_relation}
    try:
        block.full_clean(exclude=known, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return validation_faults(error, place, str(block.key))
    return []


def _photo_problems(photo: Photo, live_from: datetime | None) -> Iterator[tuple[str, str]]:
    """Each names its photo: a gallery holds sixty."""
    problems = dict(photo.publishing_problems())
    if live_from is not None and photo.licence_expires and "licence_expires" not in problems:
        ends_before = photo.licence_expires < live_from.astimezone(TIME_ZONE).date()
        if ends_before:
            problems["licence_expires"] = gettext("The photo's licence ends before the article appears.")
    for column, message in problems.items():
        named = {"number": photo.pk, "photo": photo, "problem": message}
        yield column, gettext("Photo %(number)d “%(photo)s”: %(problem)s") % named


def render(article: Article, content: Content, dateline: Dateline) -> Rendered:
    """The edition of this content. Raises `NotPublishable` when a block type is not installed or a row is gone."""
    if content.faults or content.section is None:
        raise NotPublishable(faults_of(content))
    # Whoever is at the desk, and wherever: the bytes are the article's.
    with translation.override(content.fields["language"]), timezone.override(TIME_ZONE):
        public = public_article(article, content, dateline, content.section)
        nodes = nodes_of(content.blocks)
        public.body = [node for own in nodes for node in own]
        # Before the blocks' templates are filled: the page shows what the nodes say.
        reading = texts_of(content.fields, dateline.published_at).annotate(public.body)
        public.abbreviations = reading.abbreviations()
        html = [block.html(own) for block, own in zip(content.blocks, nodes, strict=True)]
        lines = list(_lines(public, content.blocks))
    whole = plain(shape_of(Document).to_representation(public))
    # What the text only abbreviates is found by its full name too.
    lines += ((search.EXPANSIONS, found["expansion"]) for found in whole["abbreviations"])
    card, document = _to_json({name: whole[name] for name in shape_of(Card).fields}), _to_json(whole)
    page = "\n".join(html)
    return Rendered(
        card=card,
        document=document,
        html=page,
        search_text=search.write_lines(lines),
        facets=_facets(public, content, reading),
        digest=digest_of(card, document, page),
    )


def digest_of(card: bytes, document: bytes, html: str) -> str:
    """SHA-256 over an edition's bytes, hexadecimal."""
    whole = hashlib.sha256()
    for part in (card, document, html.encode()):
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def public_article(article: Article, content: Content, dateline: Dateline, section: Section) -> PublicArticle:
    """Everything that the edition will say, but for its body."""
    fields = content.fields
    source: Source | None = fields.get("source")
    tags: list[Tag] = sorted(fields.get("tags", []), key=lambda tag: (tag.sort_key, tag.pk))
    slug = article.slug or ""
    return PublicArticle(
        id=article.pk,
        url=article_url(article.pk, slug) if slug else "",
        slug=slug,
        headline=compose(fields["headline"]),
        lead=compose(fields.get("lead", "")),
        language=fields["language"],
        published_at=dateline.published_at,
        updated_at=dateline.updated_at,
        published_display=format_date_line(dateline.published_at),
        section=section,
        tags=tags,
        authors=[Byline(**byline) for byline in fields["bylines"]],
        source=source_of(source, fields.get("source_url", "")),
        ai_assisted=fields.get("ai_assisted", False),
        photo=fields.get("photo"),
        kicker=compose(fields.get("kicker", "")),
        edition=EditionMark(dateline.number, dateline.kind, dateline.reason),
        corrections=list(Correction.objects.filter(article=article)) if article.pk else [],
        translations=_public_translations(article),
    )


def _public_translations(article: Article) -> list[dict[str, Any]]:
    """The same story in other languages, as far as it is public now."""
    if not article.pk:
        return []
    linked = Article.translations.through.objects.filter(from_article=article).values("to_article")
    rows = Edition.objects.public(timezone.now()).filter(article__in=linked)
    return [
        {"id": pk, "language": language, "url": article_url(pk, slug)}
        for pk, language, slug in rows.order_by("language", "article_id").values_list(
            "article_id", "language", "slug"
        )
    ]


def nodes_of(blocks: list[Block]) -> list[list[Node]]:
    """The finished nodes of each block, before short forms are marked in them. Links to our own stories lead to their
    public addresses."""
    finished = [[_finish(block, node) for node in block.represent()] for block in blocks]
    links = find_links(node for own in finished for node in own)
    return [[with_links(node, links) for node in own] for own in finished]


def _finish(block: Block, node: Node) -> Node:
    """The node in the shape that its block type declares, with `type` and `key` in front."""
    shape = shape_of(block.nodes[node["type"]])
    return {"type": node["type"], "key": str(block.key), **plain(shape.to_representation(node))}


@cache
def shape_of(serializer: type[Serializer]) -> Serializer:
    """One instance for all that is rendered: making one copies every field it declares."""
    return serializer()


def plain(value: Any) -> Any:
    """The value as JSON has it: dictionaries and lists, whatever REST framework made of them."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _lines(public: PublicArticle, blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """What can be searched, by field. What a block says is a caption where it shows photos."""
    yield search.HEADLINE, public.headline
    yield search.KICKER, public.kicker
    yield search.LEAD, public.lead
    yield from ((search.TAGS, tag.name) for tag in public.tags)
    yield from ((search.TAGS, str(byline)) for byline in public.authors)
    if public.photo:
        yield search.CAPTIONS, f"{public.photo.caption}\n{public.photo.credit}"
    for block in blocks:
        yield search.CAPTIONS if any(True for _ in block.photos()) else search.BODY, block.text()


def _facets(public: PublicArticle, content: Content, reading: Reading) -> list[tuple[str, str]]:
    found = [(Facet.SECTION, public.section.slug), (Facet.LANGUAGE, public.language)]
    if public.section.parent:
        found.append((Facet.SECTION, public.section.parent.slug))
    found += [(Facet.TAG, tag.slug) for tag in public.tags]
    found += [(Facet.AUTHOR, byline.author.slug) for byline in public.authors if byline.author]
    if public.source:
        found.append((Facet.SOURCE, public.source["slug"]))
    found += [(Facet.CONTAINS, node["type"]) for node in public.body]
    found += [(Facet.PHOTO, str(photo.pk)) for _, _, photo in content.photos]
    return [(str(facet), value) for facet, value in dict.fromkeys([*found, *abbreviation_facets(reading)])]


def _to_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
