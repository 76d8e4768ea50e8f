"""Results on the disk: written by the workers, read by the pages. MessagePack of the very values, nothing that could run."""

from __future__ import annotations

from pathlib import Path

import msgspec

from linter.result import Result

_READER = msgspec.msgpack.Decoder(Result)


def keep(result: Result, path: Path) -> None:
    """Writes a result; whoever reads at the same time sees the old or the new one whole."""
    beside = path.with_suffix(".new")
    beside.write_bytes(msgspec.msgpack.encode(result))
    beside.replace(path)


def kept(path: Path) -> Result:
    """The result at a place."""
    return _READER.decode(path.read_bytes())
