"""The table of readers, and the way from a file to its `Document`. A new format is one line here and one module."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from linter.errors import ReadError
from linter.read.blocks import Document
from linter.read.kinds import not_supported
from linter.read.limits import MAX_TEXT_BYTES, SNIFF_BYTES, too_large
from linter.read.opening import opened, shown_name
from linter.read.sniff import sniff


class Reader(NamedTuple):
    """`function` of `module` takes a file's bytes and name; the module is imported when its first file comes."""

    module: str
    function: str
    max_bytes: int

    def load(self) -> Callable[[bytes, str], Document]:
        return cast("Callable[[bytes, str], Document]", getattr(import_module(self.module), self.function))


READERS: dict[str, Reader] = {
    "text": Reader("linter.read.text", "read_text", MAX_TEXT_BYTES),
    "delimited": Reader("linter.read.delimited", "read_delimited", MAX_TEXT_BYTES),
    "html": Reader("linter.read.html", "read_html", MAX_TEXT_BYTES),
}


def read(path: Path) -> Document:
    """The blocks of a file. Raises ReadError, and nothing else, for whatever cannot be read."""
    source = shown_name(path)
    try:
        with opened(path) as (file, size):
            head = file.read(SNIFF_BYTES)
            reader = _reader(head, source)
            if size > reader.max_bytes:
                raise too_large(reader.max_bytes, size)
            data = head + file.read(reader.max_bytes - len(head) + 1)
        return _document(reader, data, source)
    except ReadError as error:
        error.source = source
        raise


def read_bytes(data: bytes, source: str) -> Document:
    """The blocks of a file already in memory; `source` is its name. Raises ReadError as `read` does."""
    try:
        return _document(_reader(data[:SNIFF_BYTES], source), data, source)
    except ReadError as error:
        error.source = source
        raise


def _reader(head: bytes, source: str) -> Reader:
    if not head:
        raise ReadError("文件是空的，一个字也没有", remedy="请确认选对了文件、文件已经保存并完整传到。")
    kind = sniff(head, source)
    if kind not in READERS:
        raise not_supported(kind)
    return READERS[kind]


def _document(reader: Reader, data: bytes, source: str) -> Document:
    if len(data) > reader.max_bytes:
        raise too_large(reader.max_bytes, len(data))
    document = reader.load()(data, source)
    if not document.blocks:
        raise ReadError("文件里没有文字", remedy="请确认选对了文件；内容若是图片，请向填报单位要 Word 或 Excel 原件。")
    return document
