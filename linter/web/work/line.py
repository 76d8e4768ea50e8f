"""`Line`: where tasks wait. Owners take turns, so that one with many files does not keep the others waiting."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import Generic, TypeVar

from linter.web.problem import Refusal

Item = TypeVar("Item")


class Line(Generic[Item]):
    """Holds at most `most` items. Urgent ones (someone sits before the screen and waits) go before others."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._urgent: OrderedDict[str, deque[Item]] = OrderedDict()
        self._others: OrderedDict[str, deque[Item]] = OrderedDict()
        self._changed = threading.Condition()
        self._closed = False

    def __len__(self) -> int:
        return sum(len(items) for turns in (self._urgent, self._others) for items in turns.values())

    def put(self, owner: str, item: Item, *, urgent: bool = False) -> None:
        """Raises Refusal where too many wait already."""
        with self._changed:
            if len(self) >= self._most:
                raise Refusal("too_busy", limit=self._most, headers={"Retry-After": "10"})
            (self._urgent if urgent else self._others).setdefault(owner, deque()).append(item)
            self._changed.notify_all()

    def get(self, *, urgent_only: bool = False) -> Item | None:
        """Waits for the next item; None when the line is closed."""
        with self._changed:
            while not self._closed:
                for turns in (self._urgent,) if urgent_only else (self._urgent, self._others):
                    if turns:
                        return _next(turns)
                self._changed.wait()
            return None

    def close(self) -> list[Item]:
        """Lets all who wait go; the items that are left."""
        with self._changed:
            self._closed = True
            left = [item for turns in (self._urgent, self._others) for items in turns.values() for item in items]
            self._urgent.clear()
            self._others.clear()
            self._changed.notify_all()
        return left


def _next(turns: OrderedDict[str, deque[Item]]) -> Item:
    owner, items = turns.popitem(last=False)
    item = items.popleft()
    if items:
        turns[owner] = items  # behind the others
    return item
