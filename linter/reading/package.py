"""Zip packages of Office (xlsx, docx, ods …) opened with care: bounded unpacking, XML without entities, nothing fetched."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from linter.errors import ReadError
from linter.limits import MEGABYTE, Limits
from linter.reading.limits import unpacks_too_large

_CHUNK = MEGABYTE
_DEFLATE_AT_BEST = 1032  # no deflate stream grows by more than this
_BROKEN = "请用原来的软件打开看看能否正常显示；能打开就另存一份再检查，打不开请重新下载或向填报单位再要一份。"

# what `zipfile` raises on damaged data; NotImplementedError is its word for a packing method it does not know,
# RuntimeError for a member with a password
ZIP_FAULTS = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def broken(called: str) -> ReadError:
    """What is said of a file of this kind (Excel 工作簿) that does not hold together."""
    return ReadError(f"{called}已损坏或没有传完整", remedy=_BROKEN)


class Package:
    """The parts of a zip package, unpacked on demand and within `limits` altogether. Every fault is a ReadError."""

    def __init__(self, data: bytes, called: str, limits: Limits) -> None:
        self.called = called
        self._limit = self._left = limits.bytes_of("unpacked")
        self._size = len(data)
        try:
            self._zip = ZipFile(BytesIO(data))
        except ZIP_FAULTS as error:
            raise broken(called) from error
        self._known = {info.filename: info for info in self._zip.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._known)

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def part(self, name: str) -> bytes:
        """The bytes of a part. Raises ReadError where it is missing, broken, encrypted or unpacks beyond the limit."""
        if name not in self._known:
            raise broken(self.called)
        return b"".join(self._chunks(self._known[name]))

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part piece by piece, for parts that need not stand in memory whole. Raises ReadError as `part`."""
        if name not in self._known:
            raise broken(self.called)
        return self._chunks(self._known[name])

    def xml(self, name: str) -> Any:
        """The root element of a part that is XML."""
        return xml(self.part(name), self.called)

    def verify(self) -> None:
        """Makes sure that a reader which unpacks by itself stays within the limit: what is declared may be a lie."""
        if sum(info.file_size for info in self._known.values()) > self._limit:
            raise unpacks_too_large(self._limit)
        if self._size * _DEFLATE_AT_BEST > self._limit:
            for info in self._known.values():
                for _ in self._chunks(info):
                    pass
            self._left = self._limit

    def _chunks(self, info: ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise unpacks_too_large(self._limit)
                    yield chunk
        except ZIP_FAULTS as error:
            raise broken(self.called) from error


def xml(data: bytes, called: str) -> Any:
    """The root element of XML that may be hostile: entities stay unresolved, no DTD is loaded, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(called) from error
    if root.getroottree().docinfo.doctype:  # Office writes none: what has one wants to be expanded
        raise ReadError(f"{called}里有不该有的 XML 实体定义，可能是恶意文件，没有读取", remedy="请确认文件的来路，用原来的软件另存一份再检查。")
    return root
