"""What the workers of these tests run: a source is a list of words, each an item that does what it says."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from linter.workers.values import Begin, Handler


def doing() -> Handler:
    return _do


def refusing() -> Handler:
    raise RuntimeError("no licence")


def _do(source: list[str], skip: int, begin: Begin) -> Iterator[Any]:
    for word in source[skip:]:
        if word.startswith("between "):  # happens on the way to the next item
            _ACTS[word.removeprefix("between ")]()
        elif begin(word):
            act = _ACTS.get(word)
            if act:
                act()
            yield word.upper()


def _backtrack() -> None:
    re.match(r"(a+)+$", "a" * 64 + "b")  # holds the interpreter: no thread of it comes to look at a clock


def _fill() -> None:
    held = [bytearray(50_000_000) for _ in range(100)]
    held.clear()


_ACTS: dict[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(60),
    "hang": _backtrack,
    "die": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "leave": lambda: os._exit(3),
    "fill": _fill,
    "raise": lambda: 1 / 0,
}
