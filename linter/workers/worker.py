"""`Worker`: the parent's handle on one worker process: starts it, hears it, measures it, ends it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

import psutil

from linter.workers.process import serve
from linter.workers.values import Budget, Handler

_CONTEXT = multiprocessing.get_context("spawn")  # a copy of a process with threads (DuckDB's) may hang; and Windows knows no other
_LOOK_EVERY = 0.1  # seconds
_LOOK_AT_CHILDREN_AFTER = 1.0  # seconds into an item: LibreOffice is what a worker may start
_MEGABYTE = 1 << 20


@dataclass(slots=True)
class Batch:
    """Sources for one worker after another: the next is to begin at source `number`, behind `met` of its items.

    `stuck`: where a worker has died between two items before; `again`: at which item one was killed from outside.
    """

    sources: Sequence[Any]
    number: int = 0
    met: int = 0
    stuck: tuple[int, int] | None = None
    again: tuple[int, int] | None = None

    @property
    def source(self) -> Any:
        return self.sources[self.number]

    @property
    def place(self) -> tuple[int, int]:
        return self.number, self.met


class Worker:
    """One process. `batch` is what it works on, None when it waits; `about` the item it is at, None between items."""

    def __init__(self, make: Callable[..., Handler], arguments: tuple[Any, ...], budget: Budget) -> None:
        ours, theirs = _CONTEXT.Pipe()
        life, self._life = _CONTEXT.Pipe(duplex=False)
        self.connection: Connection = ours
        self.process = _CONTEXT.Process(target=serve, args=(theirs, life, make, arguments, budget), daemon=True)
        self.process.start()
        theirs.close()
        life.close()
        self._measured = psutil.Process(self.process.pid)
        self.ready = False
        self.batch: Batch | None = None
        self.about: Any = None
        self.since = monotonic()
        self.megabytes = 0
        self._looked = 0.0

    @property
    def seconds(self) -> float:
        """How long it has been at what it is doing."""
        return monotonic() - self.since

    def hear(self) -> tuple[Any, ...] | None:
        """The next message, None when the process is gone."""
        try:
            heard: tuple[Any, ...] = self.connection.recv()
        except (EOFError, OSError):
            return None
        return heard

    def tell(self, order: Any) -> None:
        """Sends; that the process is gone shows when it is heard."""
        with suppress(OSError):
            self.connection.send(order)

    def turn(self) -> None:
        """Starts the clock and the measuring anew."""
        self.since, self.megabytes = monotonic(), 0

    def measure(self) -> int:
        """The most megabytes it was seen to hold since the last `turn`, with what it has started."""
        if monotonic() - self._looked < _LOOK_EVERY:
            return self.megabytes
        self._looked = monotonic()
        with suppress(psutil.Error):
            held = self._measured.memory_info().rss
            if self.seconds > _LOOK_AT_CHILDREN_AFTER:
                for child in self._measured.children(recursive=True):
                    with suppress(psutil.Error):
                        held += child.memory_info().rss
            self.megabytes = max(self.megabytes, held // _MEGABYTE)
        return self.megabytes

    def end(self) -> int | None:
        """Ends the process and all it has started; its exit code."""
        started: list[psutil.Process] = []
        with suppress(psutil.Error):
            started = self._measured.children(recursive=True)
        if self.process.is_alive():
            self.process.kill()
        for child in started:
            with suppress(psutil.Error):
                child.kill()
        self.process.join()
        code = self.process.exitcode
        self.connection.close()
        self._life.close()
        return code
