"""Compound files (OLE), the container of old Office documents: the names of their streams, and the bytes of one."""

from __future__ import annotations

import struct
from array import array
from struct import unpack_from

from linter.reading.package import broken

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # sector numbers from here on mean free, end of chain …
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_MINI_BELOW = 4096


class Compound:
    """A compound file in memory. Every fault is a ReadError; chains that run in circles end it."""

    def __init__(self, data: bytes, called: str) -> None:
        self._data, self._called = data, called
        try:
            if not data.startswith(MAGIC):
                raise broken(called)
            shift, mini_shift = unpack_from("<HH", data, 30)
            if shift not in (9, 12) or mini_shift != 6:
                raise broken(called)
            self._size = 1 << shift
            self._fat = self._read_fat()
            (first,) = unpack_from("<I", data, 48)
            self._entries = self._directory(self._chain(first))
            (mini_first,) = unpack_from("<I", data, 60)
            self._mini_fat = self._numbers(self._chain(mini_first))
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise broken(called) from error

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, (kind, _, _) in self._entries.items() if kind == _STREAM)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; ReadError where it is missing or cut off."""
        if name not in self._entries:
            raise broken(self._called)
        _, first, size = self._entries[name]
        if size > len(self._data):
            raise broken(self._called)
        held = self._mini(first) if size < _MINI_BELOW else self._chain(first)
        if len(held) < size:
            raise broken(self._called)
        return held[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._data[start : start + self._size]
        if not found:
            raise broken(self._called)
        return found

    def _chain(self, first: int) -> bytes:
        parts, number = [], first
        while number < _LAST:
            parts.append(self._sector(number))
            if len(parts) > len(self._fat) or number >= len(self._fat):
                raise broken(self._called)
            number = self._fat[number]
        return b"".join(parts)

    def _mini(self, first: int) -> bytes:
        root = next((e for e in self._entries.values() if e[0] == _ROOT), None)
        if root is None:
            raise broken(self._called)
        held = self._chain(root[1])
        parts, number = [], first
        while number < _LAST:
            parts.append(held[number * 64 : number * 64 + 64])
            if len(parts) > len(self._mini_fat) or number >= len(self._mini_fat):
                raise broken(self._called)
            number = self._mini_fat[number]
        return b"".join(parts)

    def _read_fat(self) -> array[int]:
        numbers = [n for n in unpack_from("<109I", self._data, 76) if n < _LAST]
        (more,) = unpack_from("<I", self._data, 68)
        seen = 0
        while more < _LAST:
            held = self._numbers(self._sector(more))
            numbers += [n for n in held[:-1] if n < _LAST]
            more = held[-1]
            seen += 1
            if seen * self._size > len(self._data):
                raise broken(self._called)
        if len(numbers) * self._size > len(self._data):
            raise broken(self._called)
        return self._numbers(b"".join(map(self._sector, numbers)))

    @staticmethod
    def _numbers(data: bytes) -> array[int]:
        return array("I", unpack_from(f"<{len(data) // 4}I", data))

    @staticmethod
    def _directory(data: bytes) -> dict[str, tuple[int, int, int]]:
        """Name → kind, first sector, size."""
        out: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = unpack_from("<HB", data, at + 64)
            if kind in (_STREAM, _ROOT) and 2 <= length <= 64:
                first, size = unpack_from("<II", data, at + 116)
                out.setdefault(data[at : at + length - 2].decode("utf-16-le", "replace"), (kind, first, size))
        return out
