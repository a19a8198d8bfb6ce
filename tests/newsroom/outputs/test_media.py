"""An uploaded file can never run, leave its folder or take a name that breaks a header."""

import os
import subprocess
import sys
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from .varied import picture

NAME = "0123456789abcdef0123456789abcdef"
HTML = b"<html><script>alert(1)</script></html>"
FILES = {
    f"photos/{NAME}.jpg": "image/jpeg",
    f"photos/{NAME}.JPG": "image/jpeg",
    f"photos/{NAME}.png": "image/png",
    f"photos/{NAME}.webp": "image/webp",
    f"photos/{NAME}.svg": None,
    f"photos/{NAME}.svgz": None,
    f"photos/{NAME}.html": None,
    f"photos/{NAME}.xhtml": None,
    f"photos/{NAME}.xml": None,
    f"photos/{NAME}.js": None,
    f"photos/{NAME}.css": None,
    f"photos/{NAME}.swf": None,
    f"photos/{NAME}.jpg.html": None,
    f"photos/{NAME}": None,
    f"attachments/{NAME}.pdf": None,
    f"attachments/{NAME}.txt": None,
    f"attachments/{NAME}.csv": None,
    f"attachments/{NAME}.docx": None,
    "attachments/Báo cáo “quý” 3.pdf": None,
    "attachments/a'b;c=d.zip": None,
    'attachments/a"b.zip': None,
}
"""Name to the media type of what is shown; None: it is given out for keeping only."""
TRAVELS = [
    "../secret.txt", "photos/../../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "..%252fsecret.txt", "photos/..%2f..%2fsecret.txt", "..\\secret.txt",
    "..%5csecret.txt", "%5c..%5csecret.txt", "/secret.txt", "//secret.txt", "%2fetc/passwd", "/etc/passwd", "..", ".", "photos/..", "", "photos", "photos/", "photos//x.jpg", "photos/.",
    "photos/.hidden", ".env", "photos/./x.jpg", "x.jpg%00.html", "%00", "photos/x%0d%0aSet-Cookie:a=b.jpg", "%c0%ae%c0%ae/secret.txt", "....//secret.txt", "photos/link.jpg",
    "folderlink/secret.txt", "file:///etc/passwd", "C:/x", "~/x", "a" * 5000, "photos/" + "../" * 50 + "etc/passwd", "photos/pipe.jpg",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A media folder, with a secret beside it and links that lead to it."""
    root = tmp_path / "media"
    settings.MEDIA_ROOT = str(root)
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(HTML)
    (root / "photos" / "x.jpg").write_bytes(picture())
    (root / "photos" / ".hidden").write_bytes(b"secret")
    (root / ".env").write_bytes(b"secret")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (root / "photos" / "link.jpg").symlink_to(tmp_path / "secret.txt")
    (root / "folderlink").symlink_to(tmp_path)
    os.mkfifo(root / "photos" / "pipe.jpg")
    return root


@pytest.mark.parametrize(("name", "shown"), FILES.items())
def test_nothing_runs(name: str, shown: str | None, folder: Path, api: Client) -> None:
    answer = api.get(f"/media/{quote(name)}")
    assert answer.status_code == 200
    assert b"".join(answer) == HTML  # type: ignore[arg-type]
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Vary" not in headers
    assert not answer.cookies
    if shown:
        assert headers["Content-Type"] == shown
    else:
        assert headers["Content-Type"] in ("application/octet-stream", "application/pdf", "application/zip")
        disposition = Message()
        disposition["Content-Disposition"] = headers["Content-Disposition"]
        assert disposition.get_content_disposition() == "attachment"
        assert disposition.get_filename() == name.rpartition("/")[2]
        assert headers["Content-Disposition"].isascii()
    forever = "public, max-age=31536000, immutable"
    assert headers["Cache-Control"] == (forever if NAME in name else "public, no-cache")


@pytest.mark.parametrize("path", TRAVELS)
def test_nothing_but_the_files(path: str, folder: Path, api: Client, db: None) -> None:
    """Nothing outside, nothing hidden, no folder, no link: 404 as for what is not there (or 400, or a slash added)."""
    api.raise_request_exception = False
    answer = api.get(f"/media/{path}")
    assert answer.status_code in (308, 400, 404), path
    assert b"secret" not in b"".join(answer)  # type: ignore[arg-type]
    assert "\n" not in "".join(answer.headers.values())
    if answer.status_code == 308:
        assert answer.headers["Location"].startswith("/media/")


def test_asked_again(folder: Path, api: Client) -> None:
    path = f"/media/photos/{NAME}.jpg"
    first = api.get(path)
    assert b"".join(first) == HTML  # type: ignore[arg-type]
    for known in (
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
    ):
        held = api.get(path, headers=known)
        assert (held.status_code, held.content) == (304, b"")
        for name in ("ETag", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
            assert held.headers[name] == first.headers[name]
    head = api.head(path)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(HTML)))
    # Nobody reads what HEAD opened.
    for close in head._resource_closers:
        close()
    (folder / "photos" / f"{NAME}.jpg").write_bytes(HTML * 2)
    changed = api.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert b"".join(changed) == HTML * 2  # type: ignore[arg-type]
    for write in (api.post, api.put, api.delete, api.patch):
        assert write(path).status_code == 405


def test_in_production_another_server_gives_them_out() -> None:
    """By default the site itself serves media only while developing."""

    code = (
        "import django; django.setup(); from django.urls import resolve, Resolver404\n"
        "try: print(resolve('/media/x.jpg').url_name)\n"
        "except Resolver404: print('nobody')"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "off",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "news.example",
        "SITE_URL": "https://news.example",
    }
    for switch, answer in (("off", "nobody"), ("on", "media")):
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env={**environment, "NEWSROOM_SERVE_MEDIA": switch},
            capture_output=True,
            text=True,
            check=True,
        )
        assert ran.stdout.strip() == answer
