"""The tagged corpus: what is proposed, and what an independent reader finds in every file that comes out."""

from typing import Any

import pytest

from articles.photos import Developed, Limits, Rights, develop, with_rights

from .corpus import ALL, CORPUS, Tagged, names, with_bytes
from .exiftool import read_tags, write_tags
from .pictures import picture

pytestmark = pytest.mark.exiftool

FORBIDDEN = ("gps", "serial", "thumbnail", "makernote", "lensmodel", "previewimage", "comment", "software")


@pytest.fixture(scope="module")
def developed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Developed]:
    """Each picture of the corpus, tagged by exiftool and then developed."""
    folder = tmp_path_factory.mktemp("corpus")
    files = {}
    for tagged in CORPUS:
        file = folder / f"{tagged.name}.{tagged.form.lower()}"
        file.write_bytes(picture(tagged.form, (700, 500)))
        files[file] = tagged.arguments
    write_tags(files)
    return {
        tagged.name: develop(with_bytes(tagged.name, file.read_bytes()), Limits(seconds=30))
        for tagged, file in zip(CORPUS, files, strict=True)
    }


@pytest.fixture(scope="module")
def outcome(
    developed: dict[str, Developed], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """What exiftool reads in every file, with the rights as an editor would have accepted them."""
    folder = tmp_path_factory.mktemp("outcome")
    for name, result in developed.items():
        for made in [result.original, *result.renditions]:
            file = folder / f"{name}={made.width}{made.suffix}"
            file.write_bytes(with_rights(made, rights_of(result)).content)
    return read_tags(folder)


def rights_of(result: Developed) -> Rights:
    proposed = result.proposed()
    return Rights(
        **{
            name: proposed.get(name, "")
            for name in ("credit", "creator", "source", "copyright", "caption", "alt")
        }
    )


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 20
    assert len(set(names(CORPUS))) == len(CORPUS)


@pytest.mark.parametrize("tagged", CORPUS, ids=names(CORPUS))
def test_what_a_file_says_is_proposed_with_its_origin(
    tagged: Tagged, developed: dict[str, Developed]
) -> None:
    readings = developed[tagged.name].readings
    proposed = developed[tagged.name].proposed()
    assert {name: proposed.get(name) for name in tagged.proposed} == tagged.proposed
    chosen = {reading.field: reading for reading in readings if reading.chosen}
    assert len(chosen) == sum(reading.chosen for reading in readings), "one proposal a field"
    assert {name: chosen[name].origin for name in tagged.origins} == tagged.origins
    assert {
        name: reading.warning for name, reading in chosen.items() if reading.warning
    } == tagged.warnings or (
        # What follows from a doubtful credit is doubtful too.
        all(reading.warning in tagged.warnings.values() for reading in chosen.values() if reading.warning)
    )
    if not tagged.proposed:
        assert not {"credit", "copyright", "caption"} & set(proposed)


def test_the_value_that_was_not_chosen_is_told_too(developed: dict[str, Developed]) -> None:
    others = [(one.value, one.origin) for one in developed["xmp-against-iim"].readings if not one.chosen]
    assert ("TTXVN/Cũ", "IPTC 2:110") in others


def test_credit_and_copyright_stand_in_every_file(
    developed: dict[str, Developed], outcome: dict[str, dict[str, Any]]
) -> None:
    # One width below 700 twice (320, 640), each in two formats, and the original.
    assert len(outcome) == 5 * len(CORPUS)
    formats = set()
    for file, tags in outcome.items():
        rights = rights_of(developed[file.partition("=")[0]])
        formats.add(tags["File:FileType"])
        assert tags.get("XMP-photoshop:Credit", "") == rights.credit, file
        assert tags.get("IFD0:Artist", "") == rights.credit, file
        assert tags.get("XMP-dc:Rights", "") == rights.copyright, file
        assert tags.get("IFD0:Copyright", "") == rights.copyright, file
        assert tags.get("XMP-dc:Description", "") == rights.caption, file
        assert tags.get("IFD0:ImageDescription", "") == rights.caption, file
        assert tags.get("XMP-dc:Creator", []) in ([rights.creator], [] if not rights.creator else None), file
        assert "ExifTool:Warning" not in tags, (file, tags["ExifTool:Warning"])
        assert "ExifTool:Error" not in tags, (file, tags["ExifTool:Error"])
    assert {"JPEG", "WEBP"} <= {kind.replace("Extended ", "") for kind in formats}
    assert sum(tags.get("XMP-photoshop:Credit") == ALL["credit"] for tags in outcome.values()) >= 50


def test_where_and_with_what_it_was_taken_stands_in_none(outcome: dict[str, dict[str, Any]]) -> None:
    for file, tags in outcome.items():
        found = [name for name in tags if any(word in name.lower() for word in FORBIDDEN)]
        assert found == [], (file, found)
