"""Having a picture decoded by a process that may hang, eat memory or die without harm to ours."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .values import BadImage, Developed, Encoded, Limits, Reading

logger = logging.getLogger(__name__)
CLOCK = 3
"""So many times its processor time may pass for a process on a busy machine; gunicorn waits for thirty seconds."""
_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR")


def develop(data: bytes, limits: Limits, *, original: bool = True, ladder: bool = True) -> Developed:
    """The upload's files without metadata, and what its metadata says. Raises `BadImage`, `OSError` (a full disk).

    `original=False` gives the renditions of a picture that is kept already: `Developed.original` is then the input.
    """
    check_bytes(data, limits)
    with TemporaryDirectory(prefix="newsroom-photo-") as name:
        folder = Path(name)
        (folder / "upload").write_bytes(data)
        told = run_child(folder, limits, {"original": original, "ladder": ladder})
        files = {entry["name"]: _read(folder, entry) for entry in told["files"]}
    kept = files.pop("original", None)
    if kept is None:
        kept = Encoded(data, "image/jpeg", 0, 0)
    readings = [Reading(**entry) for entry in told["readings"]]
    return Developed(kept, list(files.values()), readings, hashlib.sha256(data).hexdigest())


def check_bytes(data: bytes, limits: Limits) -> None:
    if not data:
        raise BadImage("empty")
    if len(data) > limits.max_bytes:
        raise BadImage("bytes", most=limits.max_bytes)


def run_child(folder: Path, limits: Limits, options: dict[str, Any]) -> dict[str, Any]:
    """What the process told. Its environment holds none of the site's settings."""
    job = json.dumps({"limits": asdict(limits), "options": options})
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # Arenas of other threads would take address space that the picture needs.
    environment |= {"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 (our own module, and a folder that we named)
            [sys.executable, "-s", "-m", "articles.photos.child", str(folder), job],
            cwd=_ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.seconds * CLOCK,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadImage("time") from error
    told = _told(done.stdout) if done.returncode == 0 else None
    if told is None:
        logger.warning("The decoding process ended with %s: %s", done.returncode, done.stderr[-500:])
        # -9 and -24: the kernel ended it for its processor time.
        raise BadImage("time" if done.returncode in (-9, -24) else "decoder")
    if "error" in told:
        raise BadImage(told["error"], **told["params"])
    return told


def _told(output: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(output)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _read(folder: Path, entry: dict[str, Any]) -> Encoded:
    content = (folder / entry["name"]).read_bytes()
    return Encoded(content, entry["media_type"], entry["width"], entry["height"])
