import json
from pathlib import Path
from urllib.request import urlopen

import pytest
import time_machine
from pytest_django.live_server_helper import LiveServer

from tests.articles.api.site import make_site
from tests.conftest import NOON
from tests.factories import make_article


@pytest.fixture
def server(live_server: LiveServer) -> str:
    """The address of a running site with eight public articles, three of them with a tag and everything else."""
    with time_machine.travel(NOON, tick=False):
        make_site()
        for _ in range(5):
            make_article()
    return live_server.url


@pytest.fixture
def openapi_file(server: str, tmp_path: Path) -> Path:
    """The OpenAPI document as that site serves it."""
    file = tmp_path / "openapi.json"
    with urlopen(f"{server}/api/v1/schema/") as answer:
        file.write_text(json.dumps(json.load(answer)))
    return file
