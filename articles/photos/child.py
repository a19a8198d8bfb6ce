"""`python -m articles.photos.child FOLDER JOB`: decodes one upload in a process of its own.

The folder holds `upload`; files come beside it, and one line of JSON on standard output says what they are. The process
limits itself before it looks at a byte: address space, processor time, size of files. It imports no Django, so that it
starts fast, and it is given no secrets in its environment.
"""

import json
import math
import resource
import sys
from pathlib import Path
from typing import Any

from .values import BadImage, Encoded, Limits, plain

MOST_WRITTEN = 256 * 2**20


def main(folder: Path, job: dict[str, Any]) -> int:
    limits = Limits(**job["limits"])
    limit_process(limits)
    try:
        told = work(folder, limits, **job["options"])
    except BadImage as error:
        told = {"error": error.code, "params": error.params}
    except MemoryError:
        told = {"error": "memory", "params": {}}
    sys.stdout.write(json.dumps(told))
    return 0


def limit_process(limits: Limits) -> None:
    """A limit that cannot be set (it is lower already) stays as it is."""
    seconds = math.ceil(limits.seconds)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (lower, lower))


def work(
    folder: Path, limits: Limits, *, original: bool = True, ladder: bool = True, draft: bool = True
) -> dict[str, Any]:
    """What was made and read, as it is told to the parent. Pillow is imported under the limits."""
    from .decoding import decode
    from .ladder import encode_original, encode_renditions

    image, readings = decode(folder / "upload", limits, draft=draft)
    files = []
    try:
        if original:
            files.append(_write(folder, "original", encode_original(image)))
        if ladder:
            files += [
                _write(folder, str(number), made) for number, made in enumerate(encode_renditions(image))
            ]
    except MemoryError:
        raise
    except Exception as error:
        raise BadImage("broken") from error
    return {"files": files, "readings": [plain(reading) for reading in readings]}


def _write(folder: Path, name: str, made: Encoded) -> dict[str, Any]:
    (folder / name).write_bytes(made.content)
    return {"name": name, "media_type": made.media_type, "width": made.width, "height": made.height}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2])))
