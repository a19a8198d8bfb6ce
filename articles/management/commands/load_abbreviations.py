"""`manage.py load_abbreviations`: the starter dictionary of Vietnamese abbreviations, into the tables."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.abbreviations import starter_dictionary
from articles.models import Abbreviation


class Command(BaseCommand):
    """Run again, it adds what is missing; what editors have changed or added stays as it is."""

    help = "Loads the starter dictionary of abbreviations."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        there = set(Abbreviation.objects.values_list("short", "expansion"))
        missing = {
            (meaning.short, meaning.expansion): Abbreviation(
                short=meaning.short, expansion=meaning.expansion, kind=meaning.kind, hint=meaning.hint
            )
            for meaning in starter_dictionary()
            if (meaning.short, meaning.expansion) not in there
        }
        Abbreviation.objects.bulk_create(missing.values())
        self.stdout.write(f"{len(missing)} abbreviations added, {len(there)} were there already.")
