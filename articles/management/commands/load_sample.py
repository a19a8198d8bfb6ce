"""`manage.py load_sample`: the demonstration's sections, photos and articles, through the same acts as at the desk."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from rich.progress import track

from articles import publishing, sample
from articles.management.console import console_of
from articles.models import Article, Author, Photo, Section, Source, State, Tag, User
from articles.photo_desk import Files, receive
from articles.sample.content import Article as Story


class Command(BaseCommand):
    """Run again, it adds what is missing and leaves alone what is there."""

    help = "Loads the sample content that `make demo` shows."

    def handle(self, *args: Any, **options: Any) -> None:
        console = console_of(self)
        content = sample.load()
        loader = Loader(content, User.objects.filter(is_superuser=True).first())
        loader.load_taxonomy()
        for photo in track(content.photos, "Photos", console=console):
            loader.load_photo(photo)
        made = sum(
            loader.load_article(story) for story in track(content.articles, "Articles", console=console)
        )
        console.print(f"{made} articles added, {len(content.articles) - made} were there already.")


class Loader:
    """Lays the sample content into the tables."""

    def __init__(self, content: sample.Sample, by: User | None) -> None:
        self.content, self.by = content, by
        self.photos: dict[str, Photo] = {}

    def load_taxonomy(self) -> None:
        """Sections with their children, tags, sources, authors, and the site's default section."""
        with transaction.atomic():
            Section.objects.get_or_create(
                slug=settings.NEWSROOM_DEFAULT_SECTION, defaults={"name": "Tin tức", "position": 99}
            )
            self._load_sections(self.content.sections, None)
            for tag in self.content.tags:
                Tag.objects.get_or_create(slug=tag.slug, defaults={"name": tag.name})
            for source in self.content.sources:
                Source.objects.get_or_create(name=source.name, defaults={"url": source.url})
            for author in self.content.authors:
                Author.objects.get_or_create(name=author.name, defaults={"role": author.role})

    def _load_sections(self, sections: Iterable[Any], parent: Section | None) -> None:
        for position, section in enumerate(sections, 1):
            defaults = {"name": section.name, "parent": parent, "position": position}
            row, _ = Section.objects.get_or_create(slug=section.slug, defaults=defaults)
            self._load_sections(section.children, row)

    def load_photo(self, photo: sample.Photo) -> None:
        """Draws the picture and keeps it with its credit; known again by its digest."""
        drawn = sample.draw_photo(photo.drawing)
        row = Photo.objects.filter(digest=hashlib.sha256(drawn).hexdigest()).first()
        if row is None:
            row = Photo(
                caption=photo.caption, alt=photo.alt, credit=photo.credit, creator=photo.creator, source=photo.source,
                focus_x=photo.focus[0], focus_y=photo.focus[1], created_by=self.by,
            )  # fmt: skip
            Files().keep(row, receive(drawn))
            row.save()
        self.photos[photo.key] = row

    @transaction.atomic
    def load_article(self, story: Story) -> bool:
        """Writes and publishes one article as its plan says; `False` when it is there already."""
        if Article.objects.filter(headline=story.headline).exists():
            return False
        article = publishing.create_draft(
            by=self.by, **self._fields(story), blocks=self._blocks(story, story.first_blocks())
        )
        match story.plan:
            case "in_review":
                publishing.set_state(article, State.IN_REVIEW, by=self.by)
            case "scheduled":
                publishing.publish(
                    article,
                    by=self.by,
                    at=_minute(timezone.now() + (story.scheduled_in or timedelta(days=1))),
                )
            case "live" | "corrected" | "updated" | "withdrawn":
                publishing.publish(article, by=self.by)
                self._go_on(article, story)
        return True

    def _go_on(self, article: Article, story: Story) -> None:
        if story.final_blocks() != story.first_blocks():
            newest = article.revisions.first()
            assert newest is not None
            blocks = publishing.block_entries(self._blocks(story, story.final_blocks()))
            publishing.write_draft(article, {**newest.snapshot, "blocks": blocks}, by=self.by)
        if story.correction is not None:
            change = story.correction
            publishing.correct(
                article,
                by=self.by,
                wrong=change.wrong,
                right=change.right,
                decided_by=change.decided_by,
                reason=change.reason,
            )
        if story.update is not None:
            publishing.publish(article, by=self.by, reason=story.update.reason)
        if story.withdrawal is not None:
            publishing.withdraw(
                article, by=self.by, reason=story.withdrawal.reason, decided_by="Ban Biên tập"
            )

    def _fields(self, story: Story) -> dict[str, Any]:
        published_at: datetime | None = story.published_at if story.plan != "scheduled" else None
        return {
            "headline": story.headline,
            "kicker": story.kicker,
            "lead": story.lead,
            "language": story.language,
            "section": Section.objects.get(slug=story.section).pk,
            "tags": list(Tag.objects.filter(slug__in=story.tags).values_list("pk", flat=True)),
            "bylines": [
                {"author": Author.objects.get(name=name).pk, "name": "", "role": ""} for name in story.authors
            ],
            "source": Source.objects.get(name=story.source).pk if story.source else None,
            "source_url": story.source_url or "",
            "photo": self.photos[story.photo].pk if story.photo else None,
            "published_at": published_at.isoformat() if published_at else None,
        }

    def _blocks(self, story: Story, blocks: Iterable[Any]) -> list[dict[str, Any]]:
        return [self._block(story, block) for block in blocks]

    def _block(self, story: Story, block: Any) -> dict[str, Any]:
        match block:
            case sample.TextBlock():
                return {"type": "text", "data": {"content": block.html}}
            case sample.PhotoBlock():
                return {
                    "type": "photo",
                    "data": {"photo": self.photos[block.photo].pk, "caption": block.caption},
                }
            case sample.GalleryBlock():
                items = [{"photo": self.photos[key].pk, "caption": ""} for key in block.photos]
                return {"type": "gallery", "data": {"caption": block.caption, "items": items}}
            case sample.QuoteBlock():
                return {"type": "quote", "data": {"quote": block.html, "attribution": block.attribution}}
            case sample.InfoboxBlock():
                return {"type": "infobox", "data": {"title": block.title, "content": block.html}}
            case sample.TableBlock():
                cells = [list(block.header), *(list(row) for row in block.rows)]
                return {
                    "type": "table",
                    "data": {"caption": block.caption, "has_header": True, "cells": cells},
                }
            case sample.EmbedBlock():
                return {"type": "embed", "data": {"url": block.url, "title": block.title}}
            case sample.AttachmentBlock():
                return {"type": "attachment", "data": self._attachment(story, block)}
        raise TypeError(f"No block for {block!r}.")

    def _attachment(self, story: Story, block: sample.AttachmentBlock) -> dict[str, Any]:
        from articles.blocks.attachment import AttachmentBlock as Row

        content = sample.attachment_bytes(story, block)
        row = Row(title=block.name)
        row.file.save(block.file, ContentFile(content), save=False)
        return {"title": block.name, "file": row.file.name, "bytes": len(content)}


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
