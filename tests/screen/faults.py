"""The handler of screening's workers with accidents: a document whose name says so hangs, dies or takes all memory."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator

from linter.screen.sources import Source
from linter.screen.work import About, Outcome, Task, checking
from linter.workers.values import Begin, Handler


def with_accidents(task: Task) -> Handler:
    """Module-level: workers import it by name."""
    handler = checking(task)

    def go_through(source: Source, skip: int, begin: Begin) -> Iterator[Outcome]:
        def begun(about: About) -> bool:
            go = begin(about)
            if go and "挂起" in about.name:
                re.match(r"(a+)+$", "a" * 64 + "b")
            if go and "崩溃" in about.name:
                os.kill(os.getpid(), signal.SIGSEGV)
            if go and "内存" in about.name:
                held = [bytearray(100_000_000) for _ in range(200)]
                held.clear()
            return go

        yield from handler(source, skip, begun)

    return go_through
