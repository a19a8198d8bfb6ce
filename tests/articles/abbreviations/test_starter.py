from io import StringIO

import pytest
from django.core.management import call_command

from articles.abbreviations import starter_dictionary
from articles.models import Abbreviation


def test_the_dictionary_fits_its_table() -> None:
    rows = starter_dictionary()
    assert len(rows) > 500
    for line in rows:
        meaning = line.meaning
        row = Abbreviation(
            short=meaning.short,
            expansion=meaning.expansion,
            kind=meaning.kind,
            hint=meaning.hint,
            notes=line.notes,
        )
        row.clean_fields()


def test_several_meanings_are_several_rows() -> None:
    meanings = {row.meaning.expansion for row in starter_dictionary() if row.meaning.short == "CP"}
    assert {"Chính phủ", "cổ phần"} <= meanings


@pytest.mark.django_db
def test_loading_again_keeps_what_editors_changed() -> None:
    call_command("load_abbreviations", stdout=StringIO())
    loaded = Abbreviation.objects.count()
    Abbreviation.objects.filter(short="UBND").update(notes="xem lại")
    Abbreviation.objects.filter(short="HĐND").delete()
    out = StringIO()
    call_command("load_abbreviations", stdout=out)
    assert Abbreviation.objects.count() == loaded
    assert Abbreviation.objects.get(short="UBND").notes == "xem lại"
    assert out.getvalue().startswith("1 abbreviations added")
