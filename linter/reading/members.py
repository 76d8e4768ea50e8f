"""The members of a zip, one at a time and within bounds; zips in it are opened as well. Nothing is written to the disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, NamedTuple
from zipfile import ZipFile, ZipInfo

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.limits import SNIFF_BYTES, too_large, too_many_files, unpacks_too_large
from linter.reading.naming import is_archive, is_document, safe_name, spoken_of, zip_name
from linter.reading.package import ZIP_FAULTS, broken
from linter.reading.sniff import sniff

_MOST_NESTED = 3  # a zip in a zip in a zip
_MOST_GROWTH = 30  # text packs by less; a bomb grows a thousandfold
_CALLED = "压缩包"
WHOLE = slice(None)


class Member(NamedTuple):
    """`data` None: `error` says why, or it is no document."""

    name: str
    data: bytes | None = None
    error: ReadError | None = None


@dataclass(slots=True)
class Room:
    """What may still come out of an archive and the archives in it: files, bytes in all, bytes of a single file."""

    files: int
    all_files: int
    bytes: int
    all_bytes: int
    each: int

    @classmethod
    def of(cls, limits: Limits, size: int) -> Room:
        """`size`: bytes of the archive."""
        whole = limits.bytes_of("unpacked") + size * _MOST_GROWTH
        return cls(limits.archive_files, limits.archive_files, whole, whole, max(map(limits.bytes_of, ("text", "office", "pdf", "image"))))


def members(file: IO[bytes], name: str, room: Room, depth: int = 1, part: slice = WHOLE) -> Iterator[Member]:
    """The members of a zip called `name`, in natural order, or a `part` of them. Raises ReadError where it is no zip or holds too much."""
    try:
        archive = ZipFile(file)
    except ZIP_FAULTS as error:
        raise broken(_CALLED) from error
    with archive:
        infos: dict[PurePosixPath, ZipInfo] = {}
        for info in archive.infolist():
            inside = safe_name(zip_name(info))
            if inside in infos:
                inside = inside.with_stem(f"{inside.stem}（同名第{len(infos)}个）")
            if not info.is_dir():
                infos[inside] = info
        for inside in spoken_of(infos)[part]:
            yield from _member(archive, infos[inside], str(PurePosixPath(name) / inside), room, depth)


def _member(archive: ZipFile, info: ZipInfo, name: str, room: Room, depth: int) -> Iterator[Member]:
    room.files -= 1
    if room.files < 0:
        raise too_many_files(room.all_files)
    nested = is_archive(name)
    if not nested and not is_document(name):
        yield Member(name)
        return
    try:
        data = _bytes(archive, info, room)
        if nested and sniff(data[:SNIFF_BYTES], name) == "zip":
            if depth == _MOST_NESTED:
                raise ReadError(f"压缩包里套了 {_MOST_NESTED} 层以上的压缩包", remedy="请解压后再检查。")
            yield from members(BytesIO(data), name, room, depth + 1)
        else:
            yield Member(name, data)
    except ReadError as error:
        if room.bytes < 0 or room.files < 0:
            raise
        error.source = name
        yield Member(name, error=error)


def _bytes(archive: ZipFile, info: ZipInfo, room: Room) -> bytes:
    if info.flag_bits & 1:
        raise ReadError("压缩包里的这个文件设了密码", remedy="请输入密码解压后再检查。")
    try:
        with archive.open(info) as stream:
            data = stream.read(min(room.each, room.bytes) + 1)
    except ZIP_FAULTS as error:
        raise broken("压缩包里的这个文件") from error
    room.bytes -= len(data)
    if room.bytes < 0:
        raise unpacks_too_large(room.all_bytes)
    if len(data) > room.each:
        raise too_large(room.each)
    return data

