"""What things are called for ever, wherever they are carried: not their address, which follows the headline."""

from django.conf import settings


def article_iri(article_id: int) -> str:
    """The article's permanent name, a `tag:` URI (RFC 4151): the same in every feed and format, whatever its slug."""
    return f"tag:{settings.NEWSROOM_TAG_AUTHORITY}:article/{article_id}"


def photo_iri(photo_id: int) -> str:
    """The photo's permanent name, a `tag:` URI."""
    return f"tag:{settings.NEWSROOM_TAG_AUTHORITY}:photo/{photo_id}"
