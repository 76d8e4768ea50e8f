"""Files that stand whole inside a Word document (w:altChunk), as programs that put documents together leave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.blocks import Document, TableBlock, TablePlace
from linter.reading.sniff import sniff
from linter.reading.word import names as n
from linter.reading.word.body import Body
from linter.reading.word.parts import Parts, Relation, ZippedParts
from linter.submission import Note

_READ = frozenset(("docx", "html", "mht", "text"))
_DEEPEST = 2


class Embedded:
    """Reads what is embedded into the body; `notes` say what could not be read."""

    def __init__(self, parts: Parts, related: Mapping[str, Relation], limits: Limits, depth: int) -> None:
        self.notes: list[Note] = []
        self._parts, self._related, self._limits, self._depth = parts, related, limits, depth

    def read(self, chunk: Any, body: Body) -> None:
        """The blocks of a w:altChunk, appended to those of the body."""
        relation = self._related.get(chunk.get(f"{n.R}id", ""))
        if relation is None or relation.target not in self._parts:
            self.notes.append(Note("文档里嵌入的一个文件找不到，没有读取"))
            return
        try:
            inner = self._document(self._parts.part(relation.target), relation.target)
        except ReadError as error:
            self.notes.append(Note(f"文档里嵌入的一个文件没有读取：{error.what}"))
            return
        self.notes += inner.notes
        for block in inner.blocks:
            if isinstance(block, TableBlock):
                body.add_table(replace(block, place=TablePlace(body.table_count + 1)))
            else:
                body.add(block.text)

    def _document(self, data: bytes, name: str) -> Document:
        from linter.reading.readers import READERS  # which knows this module's package
        from linter.reading.word.document import document_of

        kind = sniff(data, name)
        if self._depth >= _DEEPEST:
            raise ReadError("一层套一层，层数太多")
        if kind not in _READ or len(data) > self._limits.bytes_of("text"):
            raise ReadError("不是网页、文本或 Word 文档，或者太大")
        if kind == "docx":
            return document_of(ZippedParts(data, self._limits), name, self._limits, self._depth + 1)
        return READERS[kind].read(data, name, self._limits)
