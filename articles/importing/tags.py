"""The line of key words: "Từ khóa: a, b", "Tags: a; b"."""

import re

_TAGS = re.compile(r"^(?:từ kh[oó][áa]|tags?|thẻ|chủ đề)\s*[:：]\s*(?P<tags>.+)$", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\w{2,40}\s?){1,20}")


def parse_tags(text: str) -> list[str]:
    """The key words on a labelled line, or [] when it is no such line."""
    if _HASHTAGS.fullmatch(text):
        return [tag.strip("#") for tag in text.split()]
    match = _TAGS.match(text)
    if not match or len(text) > 500:
        return []
    parts = re.split(r"\s*[,;|]\s*|\s*#", match["tags"])
    return [tag for tag in (part.strip(" .#") for part in parts) if tag]
