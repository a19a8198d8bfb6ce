import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Check = Callable[[HttpResponse, str], Any]


@pytest.fixture(scope="session")
def openapi() -> dict[str, Any]:
    """The OpenAPI document, as the site serves it."""
    return json.loads(Client(headers={"host": "localhost"}).get("/api/v1/schema/").content)


def closed(schema: Any) -> Any:
    """The schema without room for members that it does not name: what we send must be described."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(value) for name, value in schema.items()}
    if isinstance(inner.get("properties"), dict) and inner.get("type") == "object":
        inner.setdefault("additionalProperties", False)
    return inner


@pytest.fixture(scope="session")
def conforms(openapi: dict[str, Any]) -> Check:
    """Asserts that an answer is one that the operation declares, header by header and member by member; gives its JSON."""
    document = closed(deepcopy(openapi))
    registry = Registry().with_resource("urn:api", Resource(document, DRAFT202012))

    def check(response: HttpResponse, operation_id: str) -> Any:
        operation = next(
            operation
            for methods in document["paths"].values()
            for operation in methods.values()
            if operation["operationId"] == operation_id
        )
        declared = operation["responses"][str(response.status_code)]
        for name, header in declared.get("headers", {}).items():
            assert not header.get("required") or name in response.headers, name
        if "content" not in declared:
            assert response.content == b""
            return None
        content = declared["content"][response.headers["Content-Type"]]
        instance = json.loads(response.content)
        schema = json.loads(json.dumps(content["schema"]).replace('"#/', '"urn:api#/'))
        validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
        errors = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(instance)]
        assert errors == []
        return instance

    return check
