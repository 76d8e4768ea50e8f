"""A Word part as its reader sees it: tracked changes accepted, hidden text gone, one of two alternatives, text boxes beside
their paragraph. Works on the tree in place; what does not occur in the bytes of a part costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linter.reading.word import names as n
from linter.reading.word.symbols import readable

_DELETED = (n.W + "del", n.W + "moveFrom")
_ANNOTATION = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_SYMBOL_FONTS = (b"dings", b'"Symbol"')


def accept(root: Any, data: bytes) -> int:
    """Brings the tree of a part (read from `data`) into the state a reader sees. Returns how many pieces of hidden text went."""
    if b"AlternateContent" in data:
        _choose(root)
    if b"del" in data or b"moveFrom" in data or b"cellDel" in data:
        _drop_deleted(root)
    if b"annotation" in data:
        _remove(e for e in root.iter(_ANNOTATION) if e.get(n.W + "type") == "Word.Deletion")
    hidden = _drop_hidden(root) if b"vanish" in data else 0
    if b"fldChar" in data:
        _drop_field_codes(root)
    if b"rt>" in data:
        _remove(root.iter(n.W + "rt"))
    if b"showingPlcHdr" in data:
        _drop_placeholders(root)
    if any(font in data for font in _SYMBOL_FONTS):
        _read_symbol_fonts(root)
    if b"txbxContent" in data:
        _put_beside(root)
    return hidden


def _remove(elements: Iterable[Any]) -> int:
    found = list(elements)
    for element in found:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return len(found)


def _choose(root: Any) -> None:
    """Of the alternatives of a drawing the one that has text; the first where both have."""
    for both in list(root.iter(n.MC + "AlternateContent")):
        options = list(both.iterchildren(n.MC + "Choice", n.MC + "Fallback"))
        kept = next((o for o in options if next(o.iter(n.TEXT_BOX, n.T), None) is not None), None)
        for option in options:
            if option is not kept:
                both.remove(option)


def _drop_deleted(root: Any) -> None:
    # a mark inside properties says that the row, the cell or the end of the paragraph was deleted; else it wraps runs
    rows, cells, paragraphs, runs = [], [], [], []
    for mark in root.iter(*_DELETED, n.W + "cellDel"):
        parent = mark.getparent()
        if parent is None:
            continue
        owner = parent.getparent()
        if parent.tag == n.TR_PR:
            rows.append(owner)
        elif parent.tag == n.TC_PR:
            cells.append(owner)
        elif parent.tag == n.R_PR:
            if owner is not None and owner.tag == n.P_PR:
                paragraphs.append(owner.getparent())
        else:
            runs.append(mark)
    _remove(rows)
    _remove(cells)
    _remove(runs)
    for paragraph in reversed(paragraphs):
        _join_with_next(paragraph)


def _join_with_next(paragraph: Any) -> None:
    """The end of the paragraph was deleted: its text begins the next paragraph."""
    following = paragraph.getnext()
    if following is None or following.tag != n.P:
        return
    properties = next(following.iterchildren(n.P_PR), None)
    for child in reversed([child for child in paragraph if child.tag != n.P_PR]):
        if properties is None:
            following.insert(0, child)
        else:
            properties.addnext(child)
    paragraph.getparent().remove(paragraph)


def _drop_hidden(root: Any) -> int:
    hidden = []
    for mark in root.iter(n.W + "vanish"):
        properties = mark.getparent()
        run = properties.getparent()
        if n.on(mark.get(n.VALUE)) and properties.tag == n.R_PR and run is not None and run.tag == n.R_RUN:
            hidden.append(run)
    seen = sum(any((t.text or "").strip() for t in run.iter(n.T)) for run in hidden)
    _remove(hidden)
    return seen


def _drop_field_codes(root: Any) -> None:
    """Inside a field, what stands before its result is code, fields in it included."""
    dropped = []
    depth_in_code: list[bool] = []  # of every open field, whether its code is still going on
    for element in root.iter(n.W + "fldChar", n.T, n.W + "sym", n.TEXT_BOX):
        if element.tag != n.W + "fldChar":
            if any(depth_in_code):
                dropped.append(element)
            continue
        kind = element.get(n.W + "fldCharType")
        if kind == "begin":
            depth_in_code.append(True)
        elif depth_in_code and kind == "separate":
            depth_in_code[-1] = False
        elif depth_in_code and kind == "end":
            depth_in_code.pop()
    if not depth_in_code:  # a field that never ends would swallow the document
        _remove(dropped)


def _drop_placeholders(root: Any) -> None:
    """Prompts of content controls nobody has filled in. They have a character style; typed text keeps none of it."""
    for mark in root.iter(n.W + "showingPlcHdr"):
        content = mark.getparent().getnext()
        if n.on(mark.get(n.VALUE)) and content is not None:
            _remove([run for run in content.iter(n.R_RUN) if run.find(f"{n.R_PR}/{n.W}rStyle") is not None])


def _read_symbol_fonts(root: Any) -> None:
    for fonts in root.iter(n.W + "rFonts"):
        font = fonts.get(n.W + "ascii") or fonts.get(n.W + "hAnsi")
        run = fonts.getparent().getparent()
        if font and run is not None and run.tag == n.R_RUN:
            for text in run.iterchildren(n.T):
                text.text = readable(text.text or "", font)


def _put_beside(root: Any) -> None:
    """Text boxes behind the paragraph they hang on, so that its own text is without them."""
    for box in reversed(list(root.iter(n.TEXT_BOX))):
        holder = next(box.iterancestors(n.P), None)
        if holder is not None and holder.getparent() is not None:
            holder.addnext(box)
