"""Tasks that do to their worker what bad luck does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from linter.settings import Settings
from linter.web.store import Given
from linter.web.work.checking import CheckForProgram
from linter.workers.values import Begin


@dataclass(frozen=True, slots=True)
class Hanging:
    givens: tuple[Given, ...]
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[Any]:
        for given in self.givens[skip:]:
            begin(given.name)
            time.sleep(60)
            yield b""


@dataclass(frozen=True, slots=True)
class Dying:
    """Dies at a file called 死."""

    givens: tuple[Given, ...]
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[Any]:
        for number, given in enumerate(self.givens):
            if number < skip:
                continue
            if given.name.startswith("死"):
                begin(given.name)
                os.kill(os.getpid(), signal.SIGSEGV)
            yield from CheckForProgram((given,), self.settings).items(0, begin)
