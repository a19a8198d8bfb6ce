"""A Python client that was made from the OpenAPI document works against a running server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.fuzz, pytest.mark.django_db(transaction=True)]

USE = """
import sys
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from newsroom_api_client import Client
from newsroom_api_client.api.articles import article_rating_update, articles_list, articles_retrieve
from newsroom_api_client.api.readers import readers_create
from newsroom_api_client.models import BodyHeading, BodyParagraph, CardPage, Document, Problem, VoteRequest

client = Client(base_url=sys.argv[1])
seen, cursor = [], None
for _ in range(3):
    page = articles_list.sync(client=client, page_size=2, **({"cursor": cursor} if cursor else {}))
    assert isinstance(page, CardPage), page
    seen += [card.id for card in page.results]
    cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0] if page.next_ else None
assert len(set(seen)) == 6

found = articles_list.sync(client=client, on="2026-03-02", tag="cai-cach")
card = found.results[0]
assert "cai-cach" in [tag.slug for tag in card.tags]

article = articles_retrieve.sync(str(card.id), client=client)
assert isinstance(article, Document), article
assert any(isinstance(node, BodyParagraph | BodyHeading) for node in article.body)

refused = articles_list.sync_detailed(client=client, on="2026-02-30")
assert refused.status_code == HTTPStatus.BAD_REQUEST
assert isinstance(refused.parsed, Problem)
assert refused.parsed.errors[0].parameter == "on"

key = readers_create.sync(client=client).key
for stars in (2, 5):
    rated = article_rating_update.sync(card.id, client=client, body=VoteRequest(stars=stars), reader_key=key)
    assert rated.stars == stars and rated.rating.count == 1
print("all well")
"""


def test_a_generated_client_works(server: str, openapi_file: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "openapi_python_client",
        "generate",
        "--path",
        str(openapi_file),
        "--meta",
        "none",
    ]
    # The generator tidies its code with the formatter that stands beside this interpreter.
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    made = subprocess.run(
        [*command, "--output-path", str(tmp_path / "newsroom_api_client"), "--fail-on-warning"],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    used = subprocess.run(
        [sys.executable, "-c", USE, server], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert used.returncode == 0, used.stdout + used.stderr
    assert "all well" in used.stdout
