"""A screening in a process of its own, which tells how far it is and ends when its parent does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from linter.errors import JixiaoError
from linter.screen.local import Progress as Watched
from linter.screen.run import Options, Watch, screen
from linter.web.review.job import Progress

_CONTEXT = multiprocessing.get_context("spawn")
_TELL_EVERY = 0.5  # seconds


class ScreeningProcess:
    """`messages` yields ("progress", Progress) and at the end ("done", documents, failed), ("failed", why) or nothing, when it was ended."""

    def __init__(self, options: Options) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_run, args=(theirs, options), daemon=False)
        self._process.start()
        theirs.close()

    def messages(self) -> Iterator[tuple[Any, ...]]:
        with suppress(EOFError, OSError):
            while True:
                yield self._ours.recv()
        self._process.join()

    def end(self) -> None:
        """Ends it at once; its own workers end with it. What it has checked is not lost."""
        self._process.kill()
        self._process.join()


def _run(connection: Connection, options: Options) -> None:
    """In the process: screens, and tells."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(connection,), daemon=True).start()
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    told, stage = 0.0, ""

    def begun(name: str) -> None:
        nonlocal stage
        stage = name
        connection.send(("progress", Progress(stage)))

    def progress(watched: Watched) -> None:
        nonlocal told
        if monotonic() - told >= _TELL_EVERY:
            told = monotonic()
            connection.send(("progress", Progress(stage, watched.sources, watched.left, watched.done, watched.failed, watched.seconds_to_go)))

    try:
        outcome = screen(options, Watch(begun, progress))
        connection.send(("done", outcome.documents, outcome.failed))
    except JixiaoError as error:
        connection.send(("failed", str(error)))
    except Exception as error:
        connection.send(("failed", f"程序内部出错（{type(error).__name__}）。请再试一次；还不行，请告诉管理员。"))


def _end_with_parent(connection: Connection) -> None:
    """Nothing is ever sent to the process: what comes is the end of the parent."""
    with suppress(EOFError, OSError):
        connection.recv()
    os._exit(1)
