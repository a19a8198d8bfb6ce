"""Marks the messages of the importer for translation without needing Django's settings."""


def marked(message: str) -> str:
    """The message itself: whoever shows it translates it. Imported as `_`, so that `makemessages` finds it."""
    return message
