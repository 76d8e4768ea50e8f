"""Changes written into the cells of a Word document: the runs keep their formatting, only characters that differ are changed."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from linter.report.annotate.edits import NO_PLACE, OTHER_TEXT, edited
from linter.report.annotate.parts import Parts
from linter.report.annotate.word import Places
from linter.web.corrected.written import NOT_NOTED, OTHER_AMOUNT, Write, Written, new_text, unplaced
from linter.where import Spot

_MOST_COLUMNS = 100
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_cells(parts: Parts, places: Places, writes: Iterable[Write]) -> list[Written]:
    """Changes the parts. Raises ValueError for parts that cannot be understood."""
    name = parts.related("", "officeDocument") or parts.find("word/document.xml")
    if name is None:
        raise ValueError("no document")
    root = parts.tree(name)
    w = f"{{{etree.QName(root).namespace}}}"
    cells, paragraphs = list(root.iter(f"{w}tc")), list(root.iter(f"{w}p"))

    def element(spot: Spot, empty: bool) -> etree._Element | None:
        at = (spot.table or 0, spot.row or 1, spot.column or 1)
        number = places.cells.get(at)
        if number is not None and empty and _said(cells[number], w).strip():
            # the reader found the label of an empty field; whether the cell behind it is the one, reading the copy will tell
            behind = (places.cells.get((at[0], at[1], column)) for column in range(at[2], at[2] + _MOST_COLUMNS))
            number = next((each for each in behind if each not in (number, None)), None)
        if number is not None:
            return cells[number]
        number = places.paragraphs.get(spot.paragraph) if spot.paragraph is not None else None
        return None if number is None else paragraphs[number]

    return [Written(write, NOT_NOTED if unplaced(write) else _write(element(write.before.spot, not write.before.text), w, write)) for write in writes]


def _write(element: etree._Element | None, w: str, write: Write) -> str:
    if element is None:
        return NO_PLACE
    pieces, said = list(element.iter(f"{w}t")), _said(element, w)
    if not said.strip():
        return OTHER_TEXT if write.before.text else _put(element, w, write.after.text)
    if not write.before.text:
        return NOT_NOTED
    seen = said if write.before.is_money else write.before.text
    new = new_text(said, write)
    if new is None:
        return OTHER_AMOUNT
    texts = edited([piece.text or "" for piece in pieces], seen, new)
    if texts is None:
        return OTHER_TEXT
    for piece, text in zip(pieces, texts, strict=True):
        if text != (piece.text or ""):
            piece.text = text
            piece.set(_SPACE, "preserve")
    return ""


def _said(element: etree._Element, w: str) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{w}t"))


def _put(element: etree._Element, w: str, text: str) -> str:
    """Writes into an empty cell, as its empty paragraph would have it written."""
    paragraph = element if element.tag == f"{w}p" else element.find(f"{w}p")
    if paragraph is None:
        return NO_PLACE
    run = etree.SubElement(paragraph, f"{w}r")
    look = paragraph.find(f"{w}pPr/{w}rPr")
    if look is not None:
        run.append(deepcopy(look))
    piece = etree.SubElement(run, f"{w}t")
    piece.text = text
    piece.set(_SPACE, "preserve")
    return ""
