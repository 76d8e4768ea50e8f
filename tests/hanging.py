"""A guard against hanging: for work that takes fractions of a second, and forever when a pattern or a loop goes wrong.

It is no measurement: a slow machine must not fail a test.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def no_hanging(seconds: int = 60) -> Iterator[None]:
    """Raises TimeoutError in the block after `seconds`, hundreds of times what it takes. Nothing where there is no SIGALRM."""

    def ring(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"not done after {seconds} seconds")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
