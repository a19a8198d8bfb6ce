"""Installing a stranger's plug-in and naming it is all it takes; removing it breaks nothing that is public and loses
nothing; when it comes back, everything is there."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .site import PACKAGE, Site, install_poll, scratch_database

pytestmark = pytest.mark.once

PLUGIN = "newsroom_poll"
Seen = dict[str, Any]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Site]:
    # `django_db_setup`: the story is told on each of the databases.
    folder: Path = tmp_path_factory.mktemp("third-party")
    with scratch_database(folder) as database:
        yield Site(database, folder, install_poll(folder))


@pytest.fixture(scope="module")
def arrival(site: Site) -> Seen:
    site.manage("migrate", "--verbosity=0", plugins=PLUGIN)
    return site.story("arrival", PLUGIN)


@pytest.fixture(scope="module")
def absence(site: Site, arrival: Seen) -> Seen:
    return site.story("absence")


@pytest.fixture(scope="module")
def back(site: Site, absence: Seen) -> Seen:
    return site.story("return", PLUGIN)


def test_it_is_installed_by_name(site: Site, arrival: Seen) -> None:
    assert "no issues" in site.manage("check", plugins=PLUGIN)
    assert "No changes" in site.manage("makemigrations", "--check", "--dry-run", plugins=PLUGIN)
    assert "poll" in arrival["block types"]
    assert arrival["label"] == {"vi": "Thăm dò ý kiến", "en": "Poll"}


def test_a_poll_is_published_and_read(arrival: Seen) -> None:
    node = arrival["node"]
    assert (node["question"], node["choices"]) == ("Mai mưa?", ["Có", "Không"])
    assert f'id="poll-{node["key"]}"' in arrival["html"]
    assert arrival["page"] == [200, True]
    assert arrival["contains"] == [arrival["with"]]


def test_readers_vote(arrival: Seen) -> None:
    assert arrival["before"]["results"] == [{"choice": "Có", "votes": 0}, {"choice": "Không", "votes": 0}]
    assert arrival["votes"] == [200, 200, 200]
    assert arrival["results"]["results"] == [{"choice": "Có", "votes": 2}, {"choice": "Không", "votes": 1}]
    assert json.loads(arrival["document"])["poll_votes"] == 3


def test_a_vote_that_does_not_fit_is_refused(arrival: Seen) -> None:
    code, problem = arrival["wrong answer"]
    assert code == 400
    assert json.loads(problem)["errors"][0]["pointer"] == "/choice"
    assert arrival["no answer"] == 400
    assert arrival["unknown poll"] == arrival["poll of another article"] == 404


def test_articles_are_filtered_by_it(arrival: Seen) -> None:
    assert arrival["filter"] == {"true": [arrival["with"]], "false": [arrival["without"]]}
    assert arrival["bad filter"] == 400


def test_the_schema_tells_of_it(arrival: Seen) -> None:
    assert len(arrival["routes"]) == 1
    assert arrival["members"]
    assert arrival["parameters"]


def test_without_it_the_public_reads_the_same_bytes_but_for_its_member(arrival: Seen, absence: Seen) -> None:
    assert absence["document"] == arrival["document"].replace(',"poll_votes":3', "")
    assert absence["list"] == arrival["list"].replace(',"poll_votes":3', "").replace(',"poll_votes":0', "")
    assert absence["page"] == [200, True]
    assert "poll" not in absence["block types"]
    assert (absence["routes"], absence["members"], absence["parameters"]) == ([], False, False)
    assert (absence["route"], absence["filter"]) == (404, 400)


def test_without_it_the_editor_shows_what_is_missing_and_a_save_carries_it_on(absence: Seen) -> None:
    assert absence["admin"] == 200
    assert absence["shows"] == [True, True]
    assert (absence["saved"], absence["headline"]) == (302, "Dự báo mới")
    assert absence["carried"]


def test_without_it_publishing_is_refused_by_name_and_refreshing_says_that_it_skips(absence: Seen) -> None:
    assert "poll" in absence["refused"]
    assert "poll" in absence["skipped"]
    assert absence["still public"]


def test_when_it_is_back_everything_is_there(arrival: Seen, back: Seen) -> None:
    assert back["same row"]
    assert back["shown"] == "Có\nKhông"
    assert back["saved"] == 302
    assert back["reworded"]["results"] == [
        {"choice": "Có", "votes": 2},
        {"choice": "Không", "votes": 1},
        {"choice": "Có lẽ", "votes": 0},
    ]
    assert back["block types"] == arrival["block types"]


def test_a_poll_that_was_taken_out_and_restored_has_its_votes(back: Seen) -> None:
    assert back["taken out"] == {"rows": 0, "route": 404}
    assert back["restored"] == back["reworded"]
    assert back["refreshed"] == ""
    assert json.loads(back["document"])["poll_votes"] == 3


@pytest.mark.parametrize("order", ["first", "last"])
def test_the_order_of_the_applications_does_not_matter(site: Site, back: Seen, order: str) -> None:
    (site.folder / f"settings_{order}.py").write_text(
        "from tests.settings import *\n"
        "INSTALLED_APPS = [app for app in INSTALLED_APPS if app != 'newsroom_poll']\n"
        f"INSTALLED_APPS.insert({0 if order == 'first' else 'len(INSTALLED_APPS)'}, 'newsroom_poll')\n"
    )
    turned = Site(site.database, site.folder, site.path, {"DJANGO_SETTINGS_MODULE": f"settings_{order}"})
    assert "no issues" in turned.manage("check", plugins=PLUGIN)
    seen = turned.story("visit", PLUGIN)
    assert seen["document"] == back["document"]
    assert sorted(seen["block types"]) == sorted(back["block types"])
    assert seen["routes"] == back["routes"]


def test_it_knocks_on_the_four_doors_only() -> None:
    doors = ("articles.plugins", "articles.models", "articles.publishing", "newsroom.api")
    for file in (PACKAGE / PLUGIN).rglob("*.py"):
        for line in file.read_text().splitlines():
            if line.startswith(("from articles", "from newsroom.", "import articles", "import newsroom.")):
                assert line.split()[1] in doors, f"{file.name}: {line}"


def test_it_passes_the_ready_made_test(site: Site) -> None:
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    assert "passed" in site.run(
        "-m", "pytest", "tests/articles/plugins/poll_tests.py", *options, plugins=PLUGIN
    )
