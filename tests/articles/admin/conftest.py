import pytest
from django.test import Client

from articles.models import User
from tests.factories import make_user


@pytest.fixture
def administrator(db: None) -> User:
    return make_user("administrator", username="quan-tri")


@pytest.fixture
def desk(administrator: User) -> Client:
    """The desk as an administrator sees it, in English."""
    client = Client(headers={"host": "localhost", "accept-language": "en"})
    client.force_login(administrator)
    return client
