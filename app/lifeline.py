"""A child leaves when its supervisor is gone, however that one ended.

The supervisor keeps the write end of a pipe and its children the read end, whose number is in
`HAITANG_LIFELINE_FD`. Reading it ends the moment the supervisor does.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

VARIABLE = "HAITANG_LIFELINE_FD"
GRACE_S = 8.0


def leave_with_parent() -> None:
    """Ask this process to stop when the supervisor ends; insist after a grace.

    Without a supervisor (a test, a process started by hand) it does nothing. Call it in each
    process, after a fork too: threads do not pass over.
    """
    number = os.environ.get(VARIABLE)
    if number is not None:
        start_thread = _native_function("_thread", "start_new_thread")
        start_thread(_wait_and_leave, (int(number), _native_function("time", "sleep")))


def _wait_and_leave(fd: int, sleep: Callable[[float], None]) -> None:
    while os.read(fd, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(GRACE_S)
    os._exit(1)


def _native_function(module: str, name: str) -> Any:
    """The system's own function, also where gevent has put its own in that place.

    A greenlet that blocks in `read` would stop the whole process.
    """
    monkey = sys.modules.get("gevent.monkey")
    if monkey is not None:
        return monkey.get_original(module, name)
    return getattr(__import__(module), name)
