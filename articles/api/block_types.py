"""`GET block-types/`: what kinds of node a body may hold, each with its JSON Schema and an example."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone, translation
from rest_framework.request import Request

from newsroom.api import NOT_FOUND, Operation, Problem, PublicView, etag_for, public_response, render_json

from .. import plugins
from ..plugins import Block
from . import openapi
from .node_schemas import example_of, json_schema


def describe(name: str, block: type[Block]) -> dict[str, Any]:
    """A block type as clients see it."""
    nodes = [
        {"type": node, "schema": json_schema(node, serializer), "example": example_of(node, serializer)}
        for node, serializer in block.nodes.items()
    ]
    with translation.override("vi"):
        label_vi = str(block.label)
    with translation.override("en"):
        label_en = str(block.label)
    return {"name": name, "label": {"vi": label_vi, "en": label_en}, "icon": block.icon, "nodes": nodes}


class BlockTypeList(PublicView):
    """The installed block types."""

    def get(self, request: Request) -> HttpResponse:
        body = render_json({"results": [describe(name, block) for name, block in plugins.blocks().items()]})
        return public_response(request, body, etag_for(body), timezone.now())

    def describe(self) -> Operation:
        return Operation(
            "block_types_list",
            "The installed block types",
            lambda schema: openapi.results(schema, "BlockTypes", openapi.block_type(schema)),
        )


class BlockTypeDetail(PublicView):
    """One installed block type."""

    def get(self, request: Request, name: str) -> HttpResponse:
        block = plugins.blocks().get(name)
        if block is None:
            raise Problem(NOT_FOUND)
        body = render_json(describe(name, block))
        return public_response(request, body, etag_for(body), timezone.now())

    def describe(self) -> Operation:
        return Operation(
            "block_types_retrieve", "One block type", openapi.block_type, [openapi.BLOCK_TYPE_NAME]
        )
