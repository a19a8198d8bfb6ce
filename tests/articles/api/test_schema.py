"""The OpenAPI document tells the truth: about what there is, and about what comes back."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from articles.models import Edition
from articles.publishing import withdraw

from .conftest import Check
from .site import Site, api_routes, get

pytestmark = pytest.mark.once

OPERATIONS = {
    "articles_list": "articles/?count=exact",
    "articles_retrieve": "articles/{article}/",
    "articles_editions": "articles/{article}/editions/",
    "articles_related": "articles/{article}/related/",
    "articles_abbreviations": "articles/{article}/abbreviations/",
    "front_list": "front/",
    "changes_list": "changes/",
    "calendar_retrieve": "calendar/?month=2026-03",
    "sections_list": "sections/",
    "sections_retrieve": "sections/{section}/",
    "tags_list": "tags/",
    "tags_retrieve": "tags/{tag}/",
    "sources_list": "sources/",
    "sources_retrieve": "sources/{source}/",
    "authors_list": "authors/",
    "authors_retrieve": "authors/{author}/",
    "photos_list": "photos/",
    "photos_retrieve": "photos/{photo}/",
    "abbreviations_list": "abbreviations/",
    "corrections_list": "corrections/",
    "corrections_retrieve": "corrections/{correction}/",
    "block_types_list": "block-types/",
    "block_types_retrieve": "block-types/table/",
    "problems_list": "problems/",
    "problems_retrieve": "problems/gone/",
}
MORE = [
    ("articles_list", "articles/?fields=id,headline"),
    ("articles_list", "articles/?omit=lead&page_size=1"),
    ("articles_list", "articles/?tag=no-such-tag"),
    ("articles_retrieve", "articles/{article}/?fields=body"),
    ("articles_retrieve", "articles/{article}/?expand=related"),
    ("articles_retrieve", "articles/{article}/?expand=related&fields=id"),
    ("articles_retrieve", "articles/999999/"),
    ("articles_retrieve", "articles/{article}/?fields=password"),
    ("calendar_retrieve", "calendar/?year=2026"),
    ("calendar_retrieve", "calendar/"),
    ("changes_list", "changes/?page_size=1"),
    ("tags_list", "tags/?page_size=1"),
    ("corrections_retrieve", "corrections/999999/"),
    ("block_types_retrieve", "block-types/nothing/"),
]


def address(site: Site, path: str) -> str:
    names = ("article", "section", "tag", "source", "author", "photo", "correction")
    return path.format(**{name: getattr(site, name).pk for name in names})


def test_the_document_is_valid_openapi(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.1")
    validate(openapi)


def test_making_it_gives_no_warning(tmp_path: Any) -> None:
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "openapi.yaml"))


def test_every_route_is_in_it(openapi: dict[str, Any]) -> None:
    described = {path.count("/") and tuple(path.split("{")[0].split("/")) for path in openapi["paths"]}
    routes = {
        tuple(route.fill(**dict.fromkeys(route.arguments, "{x}")).split("{")[0].split("/"))
        for route in api_routes()
        if route.name not in ("schema", "docs")
    }
    assert routes == described


def test_every_operation_of_the_core_has_an_example_here(openapi: dict[str, Any]) -> None:
    named = {
        operation["operationId"]
        for methods in openapi["paths"].values()
        for method, operation in methods.items()
        if method == "get"
    }
    assert set(OPERATIONS) | {"abbreviations_retrieve"} <= named


@pytest.mark.parametrize(("operation", "path"), [*OPERATIONS.items(), *MORE])
def test_answers_are_as_described(
    operation: str, path: str, api: Client, site: Site, conforms: Check
) -> None:
    response = get(api, address(site, path))
    assert response.status_code < 500
    conforms(response, operation)
    if response.status_code == 200:
        assert (
            conforms(get(api, address(site, path), **{"if-none-match": response.headers["ETag"]}), operation)
            is None
        )


def test_full_answers_have_every_member(api: Client, site: Site, openapi: dict[str, Any]) -> None:
    """The schema also allows parts of cards (`fields`); what is not asked to be a part must be whole."""
    schemas = openapi["components"]["schemas"]
    card = get(api, "articles/").json()["results"][0]
    document = get(api, f"articles/{site.article.pk}/").json()
    members = [name for name in schemas["Card"]["properties"] if name != "highlight"]
    assert list(card) == schemas["Card"]["required"] == members
    assert (
        set(document)
        == set(schemas["Document"]["required"])
        == set(schemas["Document"]["properties"]) - {"related"}
    )


def test_gone_is_described(api: Client, site: Site, conforms: Check) -> None:
    withdraw(site.article, by=None, reason="Sai số liệu.")
    body = conforms(get(api, f"articles/{site.article.pk}/"), "articles_retrieve")
    assert body["reason"] == "Sai số liệu."
    conforms(get(api, f"articles/{site.article.pk}/editions/"), "articles_editions")
    conforms(get(api, f"articles/{site.article.pk}/related/"), "articles_related")


def test_nodes_of_a_removed_plug_in_fit_the_fallback(api: Client, site: Site, conforms: Check) -> None:
    edition = Edition.objects.get(article=site.article, slot="live")
    document = json.loads(bytes(edition.document))
    document["body"].append(
        {"type": "poll", "key": "6f1c2a52-3b7e-4c55-9d0a-2f0c1e9b7a10", "question": "Có hay không?"}
    )
    Edition.objects.filter(pk=edition.pk).update(
        document=json.dumps(document, separators=(",", ":")).encode()
    )
    body = conforms(get(api, f"articles/{site.article.pk}/"), "articles_retrieve")["body"]
    assert body[-1]["question"] == "Có hay không?"


def test_a_broken_node_of_a_known_type_is_not_excused_by_the_fallback(openapi: dict[str, Any]) -> None:
    whole = {**openapi, "$ref": "#/components/schemas/BodyNode"}
    node = {"type": "heading", "key": "6f1c2a52-3b7e-4c55-9d0a-2f0c1e9b7a10", "level": 2, "text": "Mục"}
    assert Draft202012Validator(whole).is_valid(node)
    assert not Draft202012Validator(whole).is_valid({**node, "level": 9})


def test_block_types_publish_schemas_that_their_nodes_and_examples_fit(api: Client, site: Site) -> None:
    schemas = {
        node["type"]: node for block in get(api, "block-types/").json()["results"] for node in block["nodes"]
    }
    for node in schemas.values():
        Draft202012Validator.check_schema(node["schema"])
        Draft202012Validator(node["schema"]).validate(node["example"])
    body = get(api, f"articles/{site.article.pk}/").json()["body"]
    assert {"paragraph", "heading", "list", "photo", "gallery", "quote", "infobox", "table", "embed"} == {
        node["type"] for node in body
    }
    for node in body:
        Draft202012Validator(schemas[node["type"]]["schema"]).validate(node)


def test_no_mark_of_the_generator_is_left(api: Client, openapi: dict[str, Any], db: None) -> None:
    assert "x-spec" not in json.dumps(openapi)
    assert b"x-spec" not in get(api, "block-types/").content


def test_parameters_are_described(openapi: dict[str, Any]) -> None:
    for path, methods in openapi["paths"].items():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                schema = parameter["schema"]
                assert "type" in schema, (path, parameter["name"])
                assert (
                    schema["type"] != "string"
                    or {"minLength", "enum", "pattern"} & set(schema)
                    or parameter["in"] != "query"
                )
                assert schema["type"] != "integer" or "minimum" in schema


def test_every_operation_tells_its_problems(openapi: dict[str, Any]) -> None:
    for methods in openapi["paths"].values():
        for operation in methods.values():
            assert {"400", "406", "415", "500", "503"} <= set(operation["responses"])
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]


def test_the_document_does_not_depend_on_the_reader(api: Client, openapi: dict[str, Any], db: None) -> None:
    english = get(api, "schema/", **{"accept-language": "en"})
    vietnamese = get(api, "schema/", **{"accept-language": "vi"})
    assert english.content == vietnamese.content
    assert english.headers["ETag"] == vietnamese.headers["ETag"]
    assert "Vary" not in english.headers
