"""The table of readers, and the way from a file to its `Document`. A new format is one line here and one module."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS, Limits
from linter.reading.blocks import Document
from linter.reading.kinds import not_supported
from linter.reading.limits import SNIFF_BYTES, too_large
from linter.reading.opening import opened, shown_name
from linter.reading.sniff import DIRECTORY_BYTES, directory_at, sniff


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
    "text": Reader("linter.reading.text", "read_text", "text", bounded=False),
    "delimited": Reader("linter.reading.delimited", "read_delimited", "text", bounded=False),
    "html": Reader("linter.reading.html", "read_html", "text", bounded=False),
    "xlsx": Reader("linter.reading.excel.xlsx", "read_xlsx", "office"),
    "xls": Reader("linter.reading.excel.xls", "read_xls", "office"),
    "et": Reader("linter.reading.excel.xls", "read_xls", "office"),
    "office": Reader("linter.reading.excel.xls", "read_xls", "office"),
    "ods": Reader("linter.reading.excel.ods", "read_ods", "office"),
    "spreadsheet-xml": Reader("linter.reading.excel.xml2003", "read_spreadsheet_xml", "office"),
    "docx": Reader("linter.reading.word.document", "read_docx", "office"),
    "word-xml": Reader("linter.reading.word.document", "read_word_xml", "office"),
    "doc": Reader("linter.reading.converted", "read_doc", "office"),
    "wps": Reader("linter.reading.converted", "read_wps", "office"),
    "rtf": Reader("linter.reading.converted", "read_rtf", "office"),
    "odt": Reader("linter.reading.converted", "read_odt", "office"),
    "mht": Reader("linter.reading.mht", "read_mht", "text", bounded=False),
    "pdf": Reader("linter.reading.pdf.reading", "read_pdf", "pdf"),
    "image": Reader("linter.reading.scan.image", "read_image", "image"),
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
