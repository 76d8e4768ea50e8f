"""Strings of an xls: short and long ones, and the shared table, which runs on over records at any place."""

from __future__ import annotations

from struct import unpack_from

from linter.reading.excel.canonical import tidy
from linter.reading.limits import MAX_PIECES, too_many_pieces
from linter.reading.package import broken

_CALLED = "旧版 Excel 工作簿"


def short_string(data: bytes, at: int, *, wide: bool, codec: str) -> str:
    """A string with its length in one byte; `wide`: of Excel 97 and later."""
    length = data[at]
    if not wide:
        return data[at + 1 : at + 1 + length].decode(codec, "replace")
    return _characters(data, at + 2, length, data[at + 1])


def long_string(data: bytes, at: int) -> str:
    """A string with its length in two bytes, cut off where its record ends."""
    length, flags = unpack_from("<HB", data, at)
    start = at + 3 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    return _characters(data, start, length, flags)


def _characters(data: bytes, at: int, length: int, flags: int) -> str:
    if flags & 1:
        return data[at : at + 2 * length].decode("utf-16-le", "replace")
    return data[at : at + length].decode("latin-1")


class Strings:
    """The shared strings; each is read when its first cell asks, in the order of the table."""

    def __init__(self, records: list[bytes]) -> None:
        """`records`: the content of the SST record and of those that continue it."""
        self._records = records
        self._record, self._at = 0, 8
        self._texts: list[str] = []
        self._count = unpack_from("<I", records[0], 4)[0] if records and len(records[0]) >= 8 else 0
        if self._count > 2 * MAX_PIECES:
            raise too_many_pieces()

    def __getitem__(self, index: int) -> str:
        if index >= self._count:
            raise broken(_CALLED)
        while len(self._texts) <= index:
            self._texts.append(tidy(self._next()))
        return self._texts[index]

    def _next(self) -> str:
        length, flags = unpack_from("<HB", self._take(3))
        runs = unpack_from("<H", self._take(2))[0] if flags & 8 else 0
        extra = unpack_from("<I", self._take(4))[0] if flags & 4 else 0
        parts = []
        while length:
            data = self._records[self._record]
            width = 2 if flags & 1 else 1
            here = min(length, (len(data) - self._at) // width)
            parts.append(_characters(data, self._at, here, flags))
            self._at += here * width
            length -= here
            if length:  # what continues says anew how wide its characters are
                self._turn()
                flags = self._records[self._record][0]
                self._at = 1
        self._skip(4 * runs + extra)
        return "".join(parts)

    def _take(self, size: int) -> bytes:
        if self._at >= len(self._records[self._record]):
            self._turn()
        data = self._records[self._record][self._at : self._at + size]
        self._at += size
        return data

    def _skip(self, size: int) -> None:
        while size > 0:
            here = min(size, len(self._records[self._record]) - self._at)
            self._at += here
            size -= here
            if size:
                self._turn()

    def _turn(self) -> None:
        self._record, self._at = self._record + 1, 0
        if self._record >= len(self._records):
            raise broken(_CALLED)
