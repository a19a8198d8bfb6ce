"""Only https addresses of the allowed hosts, spelt so that every reader sees the same host."""

import pytest
from django.core.exceptions import ValidationError

from articles.blocks.embed import EmbedBlock


def checked(url: str) -> EmbedBlock:
    block = EmbedBlock(url=url, title="Phim")
    block.clean_fields(exclude=["parent"])
    block.clean()
    return block


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=x", "www.youtube.com"),
        ("https://youtu.be/x", "youtu.be"),
        ("https://PLAYER.vimeo.com/video/1", "player.vimeo.com"),
    ],
)
def test_taken(url: str, host: str) -> None:
    assert checked(url).represent() == [{"type": "embed", "url": url, "host": host, "title": "Phim"}]


@pytest.mark.parametrize(
    "url",
    [
        "http://www.youtube.com/x",
        "https://evil.example/x",
        "https://www.youtube.com.evil.example/x",
        "https://www.youtube.com@evil.example/x",
        "https://evil@www.youtube.com/x",
        "https://www.youtube.com:8443/x",
        "https://www.youtube.com\\@evil.example/x",
        "https://www.youtube.com./x",
        "//www.youtube.com/x",
        "javascript:alert(1)//www.youtube.com",
        "data:text/html,x",
        "https://",
        "",
    ],
)
def test_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        checked(url)


@pytest.mark.parametrize("url", ["https://[", "https://[::1", "https://a]b", "https://www.youtube.com:x/"])
def test_an_address_that_cannot_be_read_is_a_fault_and_no_crash(url: str) -> None:
    # Django asks a form's `clean` even when a field is at fault already.
    with pytest.raises(ValidationError):
        EmbedBlock(url=url).clean()
