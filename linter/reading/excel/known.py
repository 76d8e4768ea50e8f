"""`Known`: a table that works out what it does not hold yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Known(dict[Key, Value], Generic[Key, Value]):
    """Looking up what it holds costs no call of Python, as `lru_cache` would for each cell of a long list."""

    def __init__(self, work_out: Callable[[Key], Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: Key) -> Value:
        value = self[key] = self._work_out(key)
        return value
