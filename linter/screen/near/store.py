"""Distinct values on disk, to be had by their numbers.

A column of the database would be read from end to end for every portion of pairs (measured: a second for five million texts, whether
a thousand or all are wanted). Plain reads from a file cost a few microseconds a value, and no memory, as a mapped file would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import RawIOBase
from typing import Any

import numpy as np

from linter.screen.near.signatures import Places


class Store:
    """Values one after the other in an empty, unbuffered `file`."""

    def __init__(self, file: RawIOBase, pack: Callable[[Any], bytes], unpack: Callable[[bytes], Any]) -> None:
        self._file, self._pack, self._unpack = file, pack, unpack
        self._ends: list[Places] = [np.zeros(1, np.int64)]

    def append(self, values: Iterable[Any]) -> None:
        """The values of the next numbers."""
        packed = [self._pack(value) for value in values]
        sizes = np.fromiter(map(len, packed), np.int64, len(packed))
        self._ends.append(self._ends[-1][-1] + np.cumsum(sizes))
        unwritten = memoryview(b"".join(packed))
        while unwritten:
            unwritten = unwritten[self._file.write(unwritten) or 0 :]

    def fetch(self, numbers: Places) -> list[Any]:
        """The values of these numbers, all of which have been appended."""
        if len(self._ends) > 1:
            self._ends = [np.concatenate(self._ends)]
        (ends,) = self._ends
        found = []
        for start, size in zip(ends[numbers].tolist(), (ends[numbers + 1] - ends[numbers]).tolist(), strict=True):
            self._file.seek(start)
            found.append(self._unpack(self._file.read(size) or b""))
        return found
