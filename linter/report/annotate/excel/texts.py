"""The texts of cells, changed in place: never a formula, and rich text keeps its formatting."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from linter.report.annotate.edits import NO_TEXT, OTHER_TEXT, edited
from linter.report.annotate.parts import Parts


class Texts:
    """The shared strings of a workbook; they stay as they are, a changed cell gets a text of its own."""

    def __init__(self, parts: Parts, workbook: str) -> None:
        self._parts, self._part = parts, parts.related(workbook, "sharedStrings")
        self._strings: list[etree._Element] | None = None

    def change(self, cell: etree._Element, seen: str, wanted: str) -> str:
        """Writes `wanted` into a cell that says what was seen; else why not, in Chinese."""
        namespace = f"{{{etree.QName(cell).namespace}}}"
        held = self._held(cell, namespace)
        if held is None or cell.find(f"{namespace}f") is not None:
            return NO_TEXT
        pieces = [each for each in held.iter(f"{namespace}t") if each.getparent().tag != f"{namespace}rPh"]
        texts = edited([each.text or "" for each in pieces], seen, wanted)
        if texts is None:
            return OTHER_TEXT
        for each, text in zip(pieces, texts, strict=True):
            each.text = text
        inline = etree.Element(f"{namespace}is")
        inline.extend(list(held))
        for child in [each for each in cell if etree.QName(each).localname in ("v", "is")]:
            cell.remove(child)
        cell.insert(0, inline)
        cell.set("t", "inlineStr")
        return ""

    def _held(self, cell: etree._Element, namespace: str) -> etree._Element | None:
        """A copy of what holds the text of a cell, None where it holds no text."""
        if cell.get("t") == "inlineStr":
            return deepcopy(cell.find(f"{namespace}is"))
        value = cell.findtext(f"{namespace}v", "")
        if cell.get("t") != "s" or not value.isdecimal() or self._part is None:
            return None
        if self._strings is None:
            self._strings = list(self._parts.look(self._part).iterfind(f"{namespace}si"))
        return deepcopy(self._strings[int(value)]) if int(value) < len(self._strings) else None
