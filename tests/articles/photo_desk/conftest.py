from collections.abc import Iterator

import pytest
from django.test import override_settings

from .storages import MemoryStorage


@pytest.fixture
def bucket() -> Iterator[type[MemoryStorage]]:
    """The site's media in a storage that has no paths."""
    MemoryStorage.files, MemoryStorage.room = {}, None
    backend = {"BACKEND": "tests.articles.photo_desk.storages.MemoryStorage"}
    from django.conf import settings

    with override_settings(STORAGES={**settings.STORAGES, "default": backend}):
        yield MemoryStorage
