"""Which block types and extensions are installed. Wrong set-up is found by the checks, not here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from .block import Block
from .extension import ArticleExtension

BlockType = TypeVar("BlockType", bound=type[Block])
ExtensionType = TypeVar("ExtensionType", bound=type[ArticleExtension])

_blocks: list[type[Block]] = []
_extensions: list[ArticleExtension] = []


def register_block(block: BlockType) -> BlockType:
    """Class decorator: installs a block type."""
    _blocks.append(block)
    return block


def register_extension(extension: ExtensionType) -> ExtensionType:
    """Class decorator: installs an article extension."""
    _extensions.append(extension())
    return extension


def registered_blocks() -> tuple[type[Block], ...]:
    """Every registration in order, doubles included: for the checks."""
    return tuple(_blocks)


def blocks() -> dict[str, type[Block]]:
    """The installed block types by name, in order of registration. One without a name is none (check E003)."""
    return {block.name: block for block in _blocks if getattr(block, "name", "")}


def extensions() -> tuple[ArticleExtension, ...]:
    """The installed extensions, in order of registration."""
    return tuple(_extensions)


@contextmanager
def temporary_registration(
    *, blocks: tuple[type[Block], ...] = (), extensions: tuple[type[ArticleExtension], ...] = ()
) -> Iterator[None]:
    """For tests: block types and extensions that are installed inside the `with` and gone after it."""
    before = list(_blocks), list(_extensions)
    _blocks.extend(blocks)
    _extensions.extend(extension() for extension in extensions)
    try:
        yield
    finally:
        _blocks[:], _extensions[:] = before
