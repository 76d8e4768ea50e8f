"""`read_docx`, `read_word_xml`: a Word file → `Document`. lxml is loaded when the first one comes."""

from __future__ import annotations

from typing import Any

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.blocks import Document
from linter.reading.limits import Clock
from linter.reading.package import broken
from linter.reading.word import names as n
from linter.reading.word.accepted import accept
from linter.reading.word.body import Body
from linter.reading.word.embedded import Embedded
from linter.reading.word.margins import marginal_lines, word_art
from linter.reading.word.numbering import write_numbers
from linter.reading.word.parts import CALLED, FlatParts, Parts, ZippedParts, relations
from linter.submission import Note

_LARGE = 2_880_000  # 8 cm in EMU: a picture of that size may hold a form
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


def read_docx(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a .docx or .docm file; macros are neither run nor read. Raises ReadError as `Package` does."""
    return document_of(ZippedParts(data, limits), source, limits)


def read_word_xml(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a Word XML file: a package in one XML file, or the XML of Word 2003."""
    return document_of(FlatParts(data), source, limits)


def document_of(parts: Parts, source: str, limits: Limits, depth: int = 0) -> Document:
    """The document of a Word file taken apart. `depth`: how many Word files it is embedded in."""
    root, data = parts.xml(parts.document)
    main = root.find(f"{n.W}body")
    if main is None:
        raise broken(CALLED)
    related = relations(parts, parts.document)
    notes = _object_notes(root, data)
    hidden = accept(root, data)
    if hidden:
        notes.append(Note(f"有 {hidden} 处隐藏的文字，没有读取"))
    write_numbers(root, data, parts, related)
    embedded = Embedded(parts, related, limits, depth)
    body = Body(main, embedded.read, Clock(limits))
    body.walk(main)
    if not body.blocks and any("图片" in note.text for note in notes):
        raise ReadError("文件里没有文字，只有图片", remedy="请把图片另存出来检查，或向填报单位要文字版。")
    for line in (*word_art(main, data), *marginal_lines(parts, related)):
        body.add(line)
    return Document(source, tuple(body.blocks), (*notes, *embedded.notes))


def _object_notes(root: Any, data: bytes) -> list[Note]:
    """What of the document is no text and may hold some."""
    notes = []
    if b"OLEObject" in data:
        count = sum(1 for _ in root.iter("{urn:schemas-microsoft-com:office:office}OLEObject"))
        notes.append(Note(f"文档里嵌入了 {count} 个对象（如 Excel 表格），没有读取；其中若有绩效目标表，请另存出来检查"))
    if b"extent" in data:
        sizes = [(e.get("cx", ""), e.get("cy", "")) for e in root.iter(_EXTENT) if _is_picture(e.getparent())]
        large = sum(x.isdecimal() and y.isdecimal() and min(int(x[:12]), int(y[:12])) >= _LARGE for x, y in sizes)
        if large:
            notes.append(Note(f"文档里有 {large} 张大图片，图片里的文字没有读取；其中若有绩效目标表，请另存出来检查", lossless=True))
    return notes


def _is_picture(drawing: Any) -> bool:
    return next(drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"), None) is not None
