"""What runs inside a worker process: takes batches of sources, says what it begins, sends what comes of it.

Messages to the parent, each a tuple: ("ready",) · ("refused", text) · ("source", number) · ("begin", about) · ("end", made) ·
("broke", text) · ("left", items) · ("idle",). From the parent: ("batch", sources, first, skip) · True or False in answer to "begin" · None to end.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from linter.workers.values import Budget, Handler

OUT_OF_MEMORY = 77  # the exit code of a worker that could not get the memory it asked for
_SLACK = 1.5  # the alarm of the system, for a parent that is gone, rings after this many times the budget
_MEGABYTE = 1 << 20


def serve(connection: Connection, life: Connection, make: Callable[..., Handler], arguments: tuple[Any, ...], budget: Budget) -> None:
    """Serves the parent until it says to end or is gone. `make(*arguments)` is the handler."""
    _alone(life, budget)
    try:
        handler = make(*arguments)
    except Exception:
        connection.send(("refused", traceback.format_exc(limit=-3)))
        return
    try:
        connection.send(("ready",))
        while (order := connection.recv()) is not None:
            _, sources, first, skip = order
            for number in range(first, len(sources)):
                _source(connection, handler, sources[number], number, skip if number == first else 0, budget)
            connection.send(("idle",))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(1)  # the parent is gone


def _source(connection: Connection, handler: Handler, source: Any, number: int, skip: int, budget: Budget) -> None:
    connection.send(("source", number))
    met = skip

    def begin(about: Any) -> bool:
        nonlocal met
        met += 1
        _ring(budget.seconds * _SLACK)
        connection.send(("begin", about))
        return bool(connection.recv())

    try:
        for made in handler(source, skip, begin):
            connection.send(("end", made))
            _ring(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as error:
        connection.send(("broke", f"{type(error).__name__}：{error}"))
    _ring(0)
    connection.send(("left", met))


def _alone(life: Connection, budget: Budget) -> None:
    """The process by itself: deaf to Ctrl-C, silent, within its memory, and ended when its parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(life,), daemon=True).start()
    if sys.platform != "win32":
        import resource

        most = budget.megabytes * _MEGABYTE
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)


def _end_with_parent(life: Connection) -> None:
    try:
        life.recv()
    except (EOFError, OSError):
        os._exit(1)


def _ring(seconds: float) -> None:
    """Sets the system's alarm (0: none), which ends the process even where Python does not come to look at the clock."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
