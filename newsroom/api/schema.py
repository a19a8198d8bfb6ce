"""OpenAPI 3.1: what drf-spectacular leaves out. Each operation declares its problems; views may describe themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

Schema = dict[str, Any]

PROBLEM_SCHEMA: Schema = {
    "type": "object",
    "description": "RFC 9457. Some kinds of problem have more members.",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "The kind; its address explains it.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "A place in the body (RFC 6901)."},
                    "parameter": {"type": "string", "description": "A parameter of the query."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

_ALWAYS = {
    "400": "The request is malformed, or a parameter is unknown or out of range",
    "406": "The client takes no JSON",
    "415": "The body's media type or character encoding is not understood",
    "500": "An unexpected fault",
    "503": "Temporarily unavailable; see Retry-After",
}
_WITH_BODY = {"413": "The body is too large"}
_WRITES = {"429": "Too many requests; see Retry-After"}
_WITH_PLACE = {"404": "There is nothing public at this address"}
_READS = {"304": "The client holds this very answer"}

_TEXT = {"schema": {"type": "string"}}
_PUBLIC_HEADERS = {
    "ETag": {"description": "Strong entity tag, for If-None-Match.", "required": True, **_TEXT},
    "Cache-Control": {"description": "Fresh until the next whole minute at most.", "required": True, **_TEXT},
}
LINK_HEADER = {"Link": {"description": "The neighbouring pages (RFC 8288): `next`, `prev`.", **_TEXT}}

RATE_LIMIT_HEADERS = {
    "RateLimit-Policy": {"description": "How often one may ask (IETF draft); only when it counts.", **_TEXT},
    "RateLimit": {
        "description": "How often one still may ask, and until when; only when it counts.",
        **_TEXT,
    },
}


@dataclass(frozen=True, slots=True)
class Operation:
    """What a view says of its GET: `describe(self) -> Operation`."""

    id: str
    summary: str
    response: "type[serializers.Serializer] | Callable[[PublicSchema], Schema]"
    """A serializer, or a function that makes the JSON Schema with `reference` and `named`."""
    parameters: Sequence[OpenApiParameter] = ()
    responses: Mapping[str, str] = field(default_factory=dict)
    """Statuses beyond those that every operation has, with their descriptions."""
    headers: Mapping[str, Schema] = field(default_factory=dict)
    problems: "Mapping[str, Callable[[PublicSchema], Schema]]" = field(default_factory=dict)
    """Problems with members of their own, by status; see `PublicSchema.problem`."""


class PublicSchema(AutoSchema):
    """drf-spectacular's schema, with the problem responses of each operation.

    A view describes its GET by `describe`, and anything else by ``extend_schema(responses={410: None, …})``; any
    status from 400 up gets the problem document as its content. What we answer with has all its members, always:
    a member is optional only when its field says ``required=False``.
    """

    view: Any

    @property
    def described(self) -> Operation | None:
        describe = getattr(self.view, "describe", None)
        return describe() if describe is not None and self.method == "GET" else None

    def named(self, name: str, schema: Schema) -> Schema:
        """Registers a component and returns the reference to it."""
        component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=name, schema=schema)
        self.registry.register_on_missing(component)
        return component.ref

    def reference(self, serializer: type[serializers.Serializer] | serializers.Serializer) -> Schema:
        """The reference to a serializer's component."""
        reference: Schema = self.resolve_serializer(serializer, "response").ref
        return reference

    def problem(self, name: str = "Problem", members: Schema | None = None) -> Schema:
        """The reference to the problem document, or to one with more members (none of which must be there)."""
        return self.named(
            name, {**PROBLEM_SCHEMA, "properties": {**PROBLEM_SCHEMA["properties"], **(members or {})}}
        )

    def get_operation_id(self) -> str:
        return self.described.id if self.described else super().get_operation_id()

    def get_summary(self) -> str | None:
        return self.described.summary if self.described else super().get_summary()

    def get_override_parameters(self) -> list[Any]:
        return list(self.described.parameters) if self.described else super().get_override_parameters()

    def get_response_serializers(self) -> Any:
        operation = self.described
        if operation is None:
            return super().get_response_serializers()
        shape = operation.response
        response = shape if isinstance(shape, type) else shape(self)
        return {200: OpenApiResponse(response=response, description=operation.summary)}

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        operation: Schema | None = super().get_operation(path, path_regex, path_prefix, method, registry)
        if operation is None:
            return None
        responses = operation.setdefault("responses", {})
        described = self.described
        if described is not None:
            responses["200"]["headers"] = {**_PUBLIC_HEADERS, **described.headers}
        own = described.responses if described else {}
        for status, description in {**_expected(path, method, operation), **own}.items():
            responses.setdefault(status, {"description": description})
        special = described.problems if described else {}
        for status, response in responses.items():
            if status >= "400":
                schema = special[status](self) if status in special else self.problem()
                response["content"] = {"application/problem+json": {"schema": schema}}
        operation["responses"] = dict(sorted(responses.items()))
        return operation

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """A component is called after the thing, not after our class."""
        return str(super().get_serializer_name(serializer, direction)).removesuffix("Representation")

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Schema:
        schema: Schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            fields = (serializer() if isinstance(serializer, type) else serializer).fields
            schema["required"] = [
                name for name in schema.get("properties", {}) if not _optional(fields[name])
            ]
        return schema


def _optional(member: serializers.Field) -> bool:
    return not member.required and not member.read_only and member.default is serializers.empty


def _expected(path: str, method: str, operation: Schema) -> dict[str, str]:
    expected = dict(_ALWAYS)
    if "{" in path:
        expected |= _WITH_PLACE
    if method == "GET":
        return expected | _READS
    expected |= _WRITES
    return expected | _WITH_BODY if "requestBody" in operation else expected


def without_private_members(result: Any, **kwargs: Any) -> Any:
    """drf-spectacular's post-processing hook: its own marks (`x-spec-enum-id`) are nobody else's business."""
    if isinstance(result, dict):
        return {
            key: without_private_members(value) for key, value in result.items() if key != "x-spec-enum-id"
        }
    if isinstance(result, list):
        return [without_private_members(item) for item in result]
    return result
