"""Two processes give the same bytes."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from .site import Site, make_site

SCRIPT = """
import sys, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from django.test import Client
client = Client(headers={"host": "localhost"})
for path in sys.argv[2:]:
    answer = client.get("/api/v1/" + path)
    sys.stdout.buffer.write(answer.content + answer.headers["ETag"].encode() + b"\\0")
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_give_the_same_bytes(api: Client) -> None:
    site: Site = make_site()
    paths = ["articles/?count=exact", f"articles/{site.article.pk}/", "front/?page_size=1", "articles/?q=x%E1%BA%A3%20-khong&expand=highlight", "articles/?q=xa&ordering=relevance", "calendar/?year=2020", "tags/", "photos/", "sections/", "block-types/", "schema/"]  # fmt: skip
    here = b"".join(
        answer.content + answer.headers["ETag"].encode() + b"\0"
        for answer in (api.get(f"/api/v1/{path}") for path in paths)
    )
    # Another process, with another seed of Python's hashes.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-c", SCRIPT, str(connection.settings_dict["NAME"]), *paths]
    there = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert there.returncode == 0, there.stderr.decode()
    assert there.stdout == here
