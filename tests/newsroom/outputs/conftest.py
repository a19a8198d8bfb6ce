import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from lxml import etree

from tests.articles.api.site import Site
from tests.conftest import NOON

from .reading import Published
from .varied import make_varied

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(scope="module")
def varied(django_db_setup: None, django_db_blocker: Any, media_root: Path) -> Iterator[list[Published]]:
    """Some two hundred articles, published at `NOON`; made once for a module's tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=False):
            made = make_varied()
        yield [Published(edition.article_id, json.loads(edition.document), edition.html) for edition in made]
        transaction.set_rollback(True)


@pytest.fixture
def site(site: Site, time_machine: Any) -> Site:
    """The small public site, a minute later."""
    time_machine.shift(60)
    return site


@pytest.fixture(scope="session")
def atom_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


@pytest.fixture(scope="session")
def map_schemas() -> dict[str, etree.XMLSchema]:
    """By the name of the file, without its ending."""
    names = ("sitemap", "sitemap-index", "sitemap-news")
    return {name: etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd")) for name in names}
