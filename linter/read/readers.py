"""The table of readers, and the way from a file to its `Document`. A new format is one line here and one module."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS, Limits
from linter.read.blocks import Document
from linter.read.kinds import not_supported
from linter.read.limits import SNIFF_BYTES, too_large
from linter.read.opening import opened, shown_name
from linter.read.sniff import DIRECTORY_BYTES, directory_at, sniff


class Reader(NamedTuple):
    """`function` of `module` takes a file's bytes and name; the module is imported when its first file comes.

    `size` names the limit on the file's bytes (`Limits.bytes_of`). A `bounded` function also takes the `limits`:
    what it reads can grow beyond the bytes of the file.
    """

    module: str
    function: str
    size: str
    bounded: bool = True

    def read(self, data: bytes, source: str, limits: Limits) -> Document:
        function: Any = getattr(import_module(self.module), self.function)
        document: Document = function(data, source, limits) if self.bounded else function(data, source)
        return document


READERS: dict[str, Reader] = {
    "text": Reader("linter.read.text", "read_text", "text", bounded=False),
    "delimited": Reader("linter.read.delimited", "read_delimited", "text", bounded=False),
    "html": Reader("linter.read.html", "read_html", "text", bounded=False),
    "xlsx": Reader("linter.read.excel.xlsx", "read_xlsx", "office"),
    "xls": Reader("linter.read.excel.xls", "read_xls", "office"),
    "et": Reader("linter.read.excel.xls", "read_xls", "office"),
    "office": Reader("linter.read.excel.xls", "read_xls", "office"),
    "ods": Reader("linter.read.excel.ods", "read_ods", "office"),
    "spreadsheet-xml": Reader("linter.read.excel.xml2003", "read_spreadsheet_xml", "office"),
    "docx": Reader("linter.read.word.document", "read_docx", "office"),
    "word-xml": Reader("linter.read.word.document", "read_word_xml", "office"),
    "doc": Reader("linter.read.converted", "read_doc", "office"),
    "wps": Reader("linter.read.converted", "read_wps", "office"),
    "rtf": Reader("linter.read.converted", "read_rtf", "office"),
    "odt": Reader("linter.read.converted", "read_odt", "office"),
    "mht": Reader("linter.read.mht", "read_mht", "text", bounded=False),
    "pdf": Reader("linter.read.pdf.reading", "read_pdf", "pdf"),
    "image": Reader("linter.read.scan.image", "read_image", "image"),
}


def read(path: Path, limits: Limits = DEFAULT_LIMITS, source: str = "") -> Document:
    """The blocks of a file, called `source` (its name). Raises ReadError, and nothing else, for whatever cannot be read."""
    source = source or shown_name(path)
    try:
        with opened(path) as (file, size):
            head = file.read(SNIFF_BYTES)
            at = directory_at(head)
            listed = b""
            if at > len(head):
                file.seek(at)
                listed = file.read(DIRECTORY_BYTES)
                file.seek(len(head))
            reader = _reader(head + listed, source)
            most = limits.bytes_of(reader.size)
            if size > most:
                raise too_large(most, size)
            data = head + file.read(most - len(head) + 1)
        return _document(reader, data, source, limits)
    except ReadError as error:
        error.source = source
        raise


def read_bytes(data: bytes, source: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The blocks of a file already in memory; `source` is its name. Raises ReadError as `read` does."""
    try:
        head = data[:SNIFF_BYTES]
        at = directory_at(head)
        listed = data[at : at + DIRECTORY_BYTES] if at > len(head) else b""
        return _document(_reader(head + listed, source), data, source, limits)
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


def _document(reader: Reader, data: bytes, source: str, limits: Limits) -> Document:
    most = limits.bytes_of(reader.size)
    if len(data) > most:
        raise too_large(most, len(data))
    document = reader.read(data, source, limits)
    if not document.blocks:
        raise ReadError("文件里没有文字", remedy="请确认选对了文件；内容若是图片，请向填报单位要 Word 或 Excel 原件。")
    return document
