"""Acts in processes of their own: to be killed in the middle, or to race with each other."""

import os
import signal
import time
import warnings
from collections.abc import Callable
from typing import Any

from django.db import connection

KILLED = 9
"""The exit code of a process that stopped at its Nth statement."""
WAIT_SECONDS = 60


def start(work: Callable[[], Any]) -> int:
    """Runs `work` in a child process, which ends with 0, or with 1 when it raised. Gives its id.

    The child shares no connection with its parent.
    """
    connection.close()
    with warnings.catch_warnings():
        # Test workers have a thread that reads orders; the child never comes to it.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        signal.alarm(WAIT_SECONDS)
        work()
        connection.close()
        code = 0
    except BaseException as error:
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def wait(pid: int) -> int:
    """The exit code of the child; a negative one is the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run_and_die(work: Callable[[], Any], at_statement: int) -> bool:
    """Runs `work` in a child that dies, without a word, before its statement number `at_statement` (from 1) is sent.

    False: the work was done in fewer statements.
    """

    def doomed() -> None:
        count = 0

        def die(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal count
            count += 1
            if count == at_statement:
                os._exit(KILLED)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(die):
            work()

    code = wait(start(doomed))
    assert code in (0, KILLED), f"the act failed: exit code {code}"
    return code == KILLED


def race(*works: Callable[[], Any]) -> list[int]:
    """Runs the works at the same moment, each in a process; their exit codes."""
    moment = time.time() + 0.2

    def at_once(work: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            connection.ensure_connection()
            time.sleep(max(moment - time.time(), 0))
            work()

        return run

    return [wait(pid) for pid in [start(at_once(work)) for work in works]]
