"""Changes written into the cells of a workbook: texts keep their formatting, numbers stay numbers, formulas are left alone."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cached_property

from lxml import etree

from linter.report.annotate.edits import NO_PLACE, NO_TEXT
from linter.report.annotate.excel.cells import Cells, place_of
from linter.report.annotate.excel.fills import Fills
from linter.report.annotate.excel.texts import Texts
from linter.report.annotate.parts import Parts
from linter.web.corrected.written import (
    FORMULA,
    NOT_NOTED,
    OTHER_AMOUNT,
    Write,
    Written,
    new_number,
    new_text,
    unplaced,
)


def write_cells(parts: Parts, writes: Iterable[Write]) -> list[Written]:
    """Changes the parts. Raises ValueError for parts that cannot be understood."""
    book = _Book(parts)
    return [Written(write, book.write(write)) for write in writes]


class _Book:
    def __init__(self, parts: Parts) -> None:
        main = parts.related("", "officeDocument") or parts.find("xl/workbook.xml")
        if main is None:
            raise ValueError("no workbook")
        self._parts, self._main, self._texts = parts, main, Texts(parts, main)
        targets = {each.id: each.target for each in parts.relations(main)}
        self._part_of: dict[str, str] = {}
        for tab in parts.look(main).iterfind("{*}sheets/{*}sheet"):
            identifier = next((value for key, value in tab.attrib.items() if key.endswith("}id")), "")
            if targets.get(identifier) in parts.names():
                self._part_of[tab.get("name", "")] = targets[identifier]
        styles = parts.related(main, "styles")
        self._fills = Fills(parts.tree(styles)) if styles else None
        self._cells: dict[str, Cells] = {}

    def write(self, write: Write) -> str:
        """Writes; else why not."""
        if unplaced(write):
            return NOT_NOTED
        spot = write.before.spot
        part, place = self._part_of.get(spot.sheet or ""), place_of(spot.cell or "")
        if part is None or place is None:
            return NO_PLACE
        if part not in self._cells:
            self._cells[part] = Cells(self._parts.tree(part))
        cells = self._cells[part]
        cell = cells.cell(*place)
        if not write.before.text and self._said(cell).strip():
            # the reader found the label of an empty field; whether the cell behind it is the one, reading the copy will tell
            row, column = place
            cell = cells.cell(row, cells.last_column(row, column) + 1)
            if self._said(cell).strip():
                return NOT_NOTED
        if cell.find(cells.tag("f")) is not None:
            return FORMULA
        if cell.get("t", "n") == "n" and cell.findtext(cells.tag("v")):
            return self._number(cell, write)
        return self._text(cell, write)

    def _number(self, cell: etree._Element, write: Write) -> str:
        value = cell.find("{*}v")
        try:
            held = Decimal(value.text)
        except InvalidOperation:
            return NO_TEXT
        held = round(held, 10).normalize()  # 0.95 may be written 0.94999999999999996
        new = new_number(held, write)
        if new is not None:
            value.text = f"{new.normalize():f}"
            return ""
        return OTHER_AMOUNT if write.before.is_money else self._put(cell, write.after.text)

    def _text(self, cell: etree._Element, write: Write) -> str:
        held = self._said(cell)
        if not held.strip() and not write.before.text:
            return self._put(cell, write.after.text)
        said = held if write.before.is_money else write.before.text
        new = new_text(said, write)
        if new is None:
            return OTHER_AMOUNT
        return self._texts.change(cell, said, new) or self._as_text(cell)

    def _said(self, cell: etree._Element) -> str:
        """The whole text of a cell, of a number as the file writes it."""
        if cell.get("t") == "inlineStr":
            return _text_of(cell)
        value: str = cell.findtext("{*}v", "")
        if cell.get("t") != "s" or not value.isdecimal() or int(value) >= len(self._strings):
            return value
        return _text_of(self._strings[int(value)])

    @cached_property
    def _strings(self) -> list[etree._Element]:
        part = self._parts.related(self._main, "sharedStrings")
        return list(self._parts.look(part).iterfind("{*}si")) if part else []

    def _put(self, cell: etree._Element, text: str) -> str:
        namespace = f"{{{etree.QName(cell).namespace}}}"
        for child in [each for each in cell if etree.QName(each).localname in ("v", "is")]:
            cell.remove(child)
        if not text:
            cell.attrib.pop("t", None)
            return ""
        inline = etree.Element(f"{namespace}is")
        piece = etree.SubElement(inline, f"{namespace}t")
        piece.text = text
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        cell.insert(0, inline)
        cell.set("t", "inlineStr")
        return self._as_text(cell)

    def _as_text(self, cell: etree._Element) -> str:
        """Says that Excel must not calculate the text (=100%) when it is edited."""
        given = cell.get("s", "0")
        if self._fills is not None:
            cell.set("s", str(self._fills.style(int(given) if given.isdecimal() else 0, None, text=True)))
        return ""


def _text_of(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter("{*}t") if etree.QName(each.getparent()).localname != "rPh")
