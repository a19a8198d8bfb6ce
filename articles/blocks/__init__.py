"""The built-in block types, one file each. They enter by the same door as a stranger's."""

from . import attachment, embed, gallery, infobox, photo, quote, table, text

__all__ = ["attachment", "embed", "gallery", "infobox", "photo", "quote", "table", "text"]
