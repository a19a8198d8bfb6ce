"""Door 1: what a plug-in is.

A **block type** is a model with its editor form, its API nodes and its HTML, side by side in one file:

    @register_block
    class Pull(Block):
        name, label, icon = "pull", _("Pull quote"), "format_quote"
        words = models.TextField(_("words"))
        nodes = {"pull": PullNode}
        template = "mine/pull.html"

        def represent(self): return [{"type": "pull", "text": self.words}]
        def text(self): return self.words

An **article extension** adds what changes too often to be part of an edition: fields, filters, orderings and
routes. Both are found through `INSTALLED_APPS`: block classes are imported by their app's `models.py`,
extensions stand in a module called `article_extension`.
"""

from .block import PHOTO_MODEL, Block, BlockSerializer, Node, document_node, validate_json_text
from .extension import ArticleExtension, PagePart
from .registry import (
    blocks,
    extensions,
    register_block,
    register_extension,
    temporary_registration,
)

__all__ = [
    "PHOTO_MODEL",
    "ArticleExtension",
    "Block",
    "BlockSerializer",
    "Node",
    "PagePart",
    "blocks",
    "document_node",
    "extensions",
    "register_block",
    "register_extension",
    "temporary_registration",
    "validate_json_text",
]
