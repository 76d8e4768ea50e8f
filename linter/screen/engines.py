"""Where the work of a screening is done: on this machine, or on a cluster. What comes of it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from linter.screen import local, near
from linter.screen.across.copies import Search

EngineName = Literal["local", "spark"]


@dataclass(frozen=True, slots=True)
class Engine:
    check: local.Check
    search: Search


@contextmanager
def engine(name: EngineName, master: str, out: Path) -> Iterator[Engine]:
    """The engine of this name for one screening into the folder `out`."""
    if name == "local":
        yield Engine(local.check, near)
        return
    from linter.screen.spark.engine import engine as on_cluster

    with on_cluster(master, out) as found:
        yield found
