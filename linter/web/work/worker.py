"""What runs in the worker processes: a task says itself how it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from linter.workers.values import Begin, Handler


class Task(Protocol):
    """Plain values that can be sent to another process. `items` calls `begin` before each thing it makes."""

    def items(self, skip: int, begin: Begin) -> Iterator[Any]: ...


def ready() -> Handler:
    """The handler of a worker. All that the first document would wait for is loaded by judging the catalogue's own examples."""
    from linter.catalogue import sheets

    sheets(examples=True)
    return _items


def _items(task: Task, skip: int, begin: Begin) -> Iterator[Any]:
    yield from task.items(skip, begin)
