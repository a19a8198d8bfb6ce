"""`python -m tests.articles.photos.develop_all FOLDER`: develops each file of a folder and tells, as JSON, what came of
it, how much processor time it took, and how much memory the largest decoding process held so far. A process of its own, so that no
other child of the tests is measured."""

import json
import resource
import sys
from pathlib import Path

from articles.photos import BadImage, Limits, Rights, develop, with_rights


def main(folder: Path, payload: bytes) -> None:
    told = {}
    for file in sorted(folder.iterdir()):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        served = False
        try:
            result = develop(file.read_bytes(), Limits())
        except BadImage as error:
            outcome = error.code
        else:
            outcome = "accepted"
            made = [
                with_rights(one, Rights(credit="Lê Minh")) for one in [result.original, *result.renditions]
            ]
            served = any(payload in one.content for one in made)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        told[file.name] = {
            "outcome": outcome,
            "seconds": seconds,
            "peak": after.ru_maxrss * 1024,
            "served": served,
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].encode())
