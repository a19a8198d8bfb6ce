"""A node's serializer as JSON Schema (2020-12), by way of drf-spectacular, and an example that fits it."""

from functools import cache
from typing import Any

from drf_spectacular.plumbing import ComponentRegistry
from rest_framework import serializers
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from newsroom.api import PublicSchema, without_private_members

from ..plugins import document_node

DIALECT = "https://json-schema.org/draft/2020-12/schema"
EXAMPLE_KEY = "6f1c2a52-3b7e-4c55-9d0a-2f0c1e9b7a10"
EXAMPLES: dict[str, Any] = {"string": "…", "integer": 1, "number": 0.5, "boolean": True, "null": None}


@cache
def json_schema(name: str, serializer: type[serializers.Serializer]) -> dict[str, Any]:
    """The schema of a node as it stands in a document, whole: other parts under `$defs`."""
    node = document_node(name, serializer)
    registry = ComponentRegistry()
    mapper = PublicSchema()
    mapper.registry, mapper.path, mapper.method = registry, "/", "GET"
    view = APIView()
    view.request = APIRequestFactory().get("/")
    mapper.view = view
    reference = mapper._map_serializer(node, "response")
    parts = {component.name: component.schema for component in registry._components.values()}
    whole = _local(reference)
    schema = {"$schema": DIALECT, "title": name, **whole, **({"$defs": _local(parts)} if parts else {})}
    return dict(without_private_members(schema))


def example_of(name: str, serializer: type[serializers.Serializer]) -> dict[str, Any]:
    """A small node that fits the schema."""
    schema = json_schema(name, serializer)
    example = _example(schema, schema.get("$defs", {}))
    return {**example, "type": name, "key": EXAMPLE_KEY}


def _example(schema: dict[str, Any], parts: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _example(parts[schema["$ref"].rpartition("/")[2]], parts)
    for union in ("allOf", "oneOf", "anyOf"):
        if union in schema:
            return _example(schema[union][0], parts)
    if "enum" in schema or "const" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    kind = schema.get("type", "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: _example(part, parts) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [_example(schema.get("items", {}), parts)] * max(1, schema.get("minItems", 1))
    return max(EXAMPLES[kind], schema.get("minimum", 0)) if kind == "integer" else EXAMPLES[kind]


def _local(part: Any) -> Any:
    """References to OpenAPI's components as references into `$defs`."""
    if isinstance(part, dict):
        return {name: _local(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_local(item) for item in part]
    return part.replace("#/components/schemas/", "#/$defs/") if isinstance(part, str) else part
