import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import islice
from time import process_time

import pytest
from PIL import Image

from articles import sample as door
from articles.sample import (
    Article,
    AttachmentBlock,
    InfoboxBlock,
    QuoteBlock,
    Sample,
    SampleError,
    TextBlock,
    attachment_bytes,
    draw_photo,
    load,
)
from articles.sample.generate import FREQUENT_TAG, MEDIUM_TAG, RARE_TAG, articles

ALLOWED = {"p", "strong", "em", "a", "h2", "h3", "ul", "ol", "li", "sup", "sub", "br"}
SAMPLE = load()


class Tags(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.crossed = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert {name for name, _ in attrs} <= ({"href"} if tag == "a" else set())
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.crossed |= not self.open or self.open.pop() != tag


def markup(article: Article) -> list[str]:
    return [b.html for b in article.final_blocks() if isinstance(b, TextBlock | QuoteBlock | InfoboxBlock)]


def by_plan(plan: str) -> list[Article]:
    return [article for article in SAMPLE.articles if article.plan == plan]


def test_there_is_enough_to_show() -> None:
    assert len(SAMPLE.articles) >= 16
    assert len(SAMPLE.photos) >= 14
    plans = Counter(article.plan for article in SAMPLE.articles)
    assert set(plans) == {"live", "scheduled", "withdrawn", "draft", "in_review", "corrected", "updated"}
    used = {name for article in SAMPLE.articles for name in article.tags}
    assert used == {tag.slug for tag in SAMPLE.tags}


def test_a_reference_that_leads_nowhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class WithoutAuthors(Sample):
        def __init__(self, **parts: object) -> None:
            super().__init__(**{**parts, "authors": ()})  # type: ignore[arg-type]

    monkeypatch.setattr(door, "Sample", WithoutAuthors)
    with pytest.raises(SampleError, match="boat-race: no author 'Lê Minh An'"):
        load()


def test_slugs_and_file_names_are_unique_and_plain() -> None:
    slugs = SAMPLE.section_slugs()
    tags = [tag.slug for tag in SAMPLE.tags]
    files = [photo.file for photo in SAMPLE.photos]
    for names in (slugs, tags, files):
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.jpg)?", name) for name in names)


@pytest.mark.parametrize("article", SAMPLE.articles, ids=lambda article: article.key)
def test_an_article_is_complete(article: Article) -> None:
    assert article.headline
    assert article.lead
    assert article.blocks
    assert len(article.headline) <= 110
    assert article.language in ("vi", "en")
    assert bool(article.source) == bool(article.source_url)
    for html in markup(article):
        tags = Tags(html)
        assert tags.seen <= ALLOWED
        assert not tags.open
        assert not tags.crossed


@pytest.mark.parametrize("article", SAMPLE.articles, ids=lambda article: article.key)
def test_dates_are_local_and_sane(article: Article) -> None:
    if article.published_at is None:
        assert article.plan in ("draft", "in_review", "scheduled")
        return
    assert article.published_at.utcoffset() == timedelta(hours=7)
    assert datetime(2026, 8, 1, tzinfo=UTC) < article.published_at < datetime(2026, 11, 23, tzinfo=UTC)
    assert article.published_at.second == 0


def test_some_days_hold_several_articles() -> None:
    days = Counter(article.published_at.date() for article in SAMPLE.articles if article.published_at)
    assert sum(count > 1 for count in days.values()) >= 3


def test_two_stories_are_long() -> None:
    lengths = [len(re.sub(r"<[^>]+>", " ", " ".join(markup(article))).split()) for article in SAMPLE.articles]
    assert sum(length >= 1200 for length in lengths) >= 2


def test_the_corrected_story_was_first_printed_with_the_error() -> None:
    [article] = by_plan("corrected")
    assert article.correction is not None
    first, final = str(article.first_blocks()), str(article.final_blocks())
    assert article.correction.wrong in first
    assert article.correction.wrong not in final
    assert article.correction.right in final
    assert article.correction.right not in first


def test_an_update_adds_to_what_was_printed() -> None:
    for article in by_plan("updated"):
        assert article.final_blocks()[: len(article.blocks)] == article.first_blocks()
        assert len(article.final_blocks()) > len(article.blocks)


def test_a_translation_stands_after_its_original_in_another_language() -> None:
    seen: dict[str, str] = {}
    for article in SAMPLE.articles:
        if article.translation_of:
            assert seen[article.translation_of] != article.language
        seen[article.key] = article.language
    assert "en" in seen.values()


@pytest.mark.parametrize("photo", SAMPLE.photos, ids=lambda photo: photo.key)
def test_a_photo_is_described_credited_and_drawn(photo: door.Photo) -> None:
    assert photo.alt
    assert photo.caption
    assert photo.creator
    assert photo.credit
    assert not photo.credit.lower().startswith(("ảnh", "internet"))
    assert all(0 <= part <= 1 for part in photo.focus)
    data = draw_photo(photo.drawing)
    assert len(data) < 250_000
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.load()
        assert image.size == (1600, 1067)
        assert len(image.resize((64, 43)).getcolors(4096) or []) > 200


def test_a_drawing_is_the_same_every_time_and_another_with_another_seed() -> None:
    spec = SAMPLE.photos[0].drawing
    assert draw_photo(spec) == draw_photo(spec)
    assert draw_photo(spec) != draw_photo({**spec, "seed": 999})


def test_an_unknown_scene_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="unknown scene 'moon'"):
        draw_photo({"scene": "moon", "seed": 1})


def attached(ending: str) -> bytes:
    for article in SAMPLE.articles:
        for block in article.blocks:
            if isinstance(block, AttachmentBlock) and block.file.endswith(ending):
                return attachment_bytes(article, block)
    raise AssertionError(f"no {ending} in the sample")


def test_the_csv_opens_in_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(attached(".csv").decode("utf-8-sig"))))
    assert rows[0][:2] == ["Hạng", "Đơn vị"]
    assert {len(row) for row in rows} == {6}


def test_every_object_of_the_pdf_stands_where_its_table_says() -> None:
    data = attached(".pdf")
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert data[start : start + 4] == b"xref"
    offsets = [int(line.split()[0]) for line in data[start:].splitlines()[3:9]]
    for number, offset in enumerate(offsets, 1):
        assert data[offset:].startswith(b"%d 0 obj" % number)
    length = re.search(rb"/Length (\d+) >>\nstream\n", data)
    assert length is not None
    assert data[length.end() + int(length[1]) :].startswith(b"\nendstream")


def test_an_attachment_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match=r"only \.csv and"):
        attachment_bytes(SAMPLE.articles[0], AttachmentBlock("a.exe", "a"))


def test_generated_articles_repeat_and_refer_to_the_sample() -> None:
    first = list(articles(300, seed=4))
    assert first == list(articles(300, seed=4))
    assert first != list(articles(300, seed=5))
    sections, tags = set(SAMPLE.section_slugs()), {tag.slug for tag in SAMPLE.tags}
    for article in first:
        assert article.section in sections
        assert set(article.tags) <= tags
        assert 5 <= len(article.blocks) <= 12
        assert all(Tags(html).seen <= ALLOWED for html in markup(article))
        assert "{" not in article.headline + article.lead + "".join(markup(article))


def test_generated_tags_are_skewed_and_dates_span_ten_years() -> None:
    made = list(articles(20_000))
    share = {slug: n / len(made) for slug, n in Counter(slug for a in made for slug in a.tags).items()}
    assert share[FREQUENT_TAG] > 0.3
    assert 0.01 < share[MEDIUM_TAG] < 0.02
    assert share.get(RARE_TAG, 0) < 0.001
    dates = [article.published_at for article in made if article.published_at]
    assert max(dates) - min(dates) > timedelta(days=3600)


def test_generating_keeps_pace() -> None:
    stream = articles(10_001)
    next(stream)
    start = process_time()
    assert sum(1 for _ in islice(stream, 10_000)) == 10_000
    assert process_time() - start < 2
