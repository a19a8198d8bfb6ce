"""Work spread over processes of this site."""

import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import django


@contextmanager
def site_processes(count: int) -> Iterator[Executor]:
    """A pool of this many fresh processes with the site's settings and database connections of their own."""
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=start) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def start() -> None:
    """Makes a process ready. Ctrl-C is the first process's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
