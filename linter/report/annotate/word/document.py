"""A Word document annotated: the cells and paragraphs at fault found in its XML, by the places its reader gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from lxml import etree

from linter.report.annotate.edits import NO_PLACE, OTHER_TEXT, Change, Done, changes_of, edited, fixed
from linter.report.annotate.outcome import Copy, remarks
from linter.report.annotate.parts import Parts
from linter.report.annotate.placing import place
from linter.report.annotate.word.comments import Comments
from linter.report.annotate.wording import AUTHOR, comment
from linter.report.report import Report
from linter.where import NOWHERE, Spot

Place = tuple[Literal["tc", "p"], int]  # the n-th such element of the document part, from 0


class Places(Protocol):
    """What the places of a reader are in the document part; elements are counted in document order, from 0.

    `cells`: table, row, column, from 1 → its w:tc. `paragraphs`: number of a paragraph, from 1 → its w:p.
    """

    @property
    def cells(self) -> Mapping[tuple[int, int, int], int]: ...

    @property
    def paragraphs(self) -> Mapping[int, int]: ...


def annotate(parts: Parts, report: Report, places: Places, *, safe_fixes: bool = False) -> Copy:
    """The document with the findings of the report's one document. Raises ValueError for parts that cannot be understood."""
    name = parts.related("", "officeDocument") or parts.find("word/document.xml")
    if name is None:
        raise ValueError("no document")
    notice = remarks(signed=parts.signed, again=parts.comments_by(AUTHOR))
    text = _Text(parts.tree(name), places)
    placed = place(report, text.locate, text.first, text.spot_of)
    result = report.results[0]
    done = [text.change(each) for each in changes_of(result.submission, result.verdict.findings)] if safe_fixes else []
    comments, cut, made = Comments(parts, name), 0, fixed(done)
    for at, findings in sorted(placed.notes.items(), key=lambda item: text.order(item[0])):
        said, left = comment(findings, report, made)
        comments.add(*text.paragraphs(at), said)
        cut += left
    written = sum(len(findings) for findings in placed.notes.values()) - cut
    return Copy(parts.packed(), written, len(placed.notes), placed.moved, placed.lost, cut, done, notice)


class _Text:
    """The text of a document part."""

    def __init__(self, root: etree._Element, places: Places) -> None:
        self._w = f"{{{etree.QName(root).namespace}}}"
        self._places = places
        self._elements = {name: list(root.iter(f"{self._w}{name}")) for name in ("tc", "p")}
        self._order = {element: at for at, element in enumerate(root.iter(f"{self._w}tc", f"{self._w}p"))}
        self._spots: dict[Place, Spot] = {}

    def locate(self, spot: Spot) -> Place | None:
        at: Place | None = None
        if spot.table is not None:
            cell = self._places.cells.get((spot.table, spot.row or 1, spot.column or 1))
            at = ("tc", cell) if cell is not None else None
        elif spot.paragraph is not None:
            paragraph = self._places.paragraphs.get(spot.paragraph)
            at = ("p", paragraph) if paragraph is not None else None
        if at is None or not self._holds(at):
            return None
        self._spots.setdefault(at, spot)
        return at

    def first(self) -> Place | None:
        """The first paragraph that says something, else the first of all."""
        paragraphs = self._elements["p"]
        said = next((n for n, each in enumerate(paragraphs) if any(t.text for t in each.iter(f"{self._w}t"))), 0)
        return ("p", said) if paragraphs else None

    def spot_of(self, at: Place) -> Spot:
        return self._spots.get(at, NOWHERE)

    def order(self, at: Place) -> int:
        return self._order[self._elements[at[0]][at[1]]]

    def paragraphs(self, at: Place) -> tuple[etree._Element, etree._Element]:
        """The first and the last paragraph of a place. Word has no comments in text boxes: there, that which holds the box."""
        found = self._own(at)
        boxes = list(found[0].iterancestors(f"{self._w}txbxContent"))
        if not boxes:
            return found[0], found[-1]
        holder = next(boxes[-1].iterancestors(f"{self._w}p"))
        return holder, holder

    def change(self, change: Change) -> Done:
        """Writes the new text into the runs that hold the old one."""
        at = self.locate(change.spot)
        if at is None:
            return Done(change, NO_PLACE)
        pieces = list(self._elements[at[0]][at[1]].iter(f"{self._w}t"))
        texts = edited([each.text or "" for each in pieces], change.old, change.new)
        if texts is None:
            return Done(change, OTHER_TEXT)
        for each, text in zip(pieces, texts, strict=True):
            if text != (each.text or ""):
                each.text = text
                each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return Done(change)

    def _holds(self, at: Place) -> bool:
        """Whether there is a paragraph at a place that a comment can be anchored to."""
        found = self._own(at)
        boxes = list(found[0].iterancestors(f"{self._w}txbxContent")) if found else []
        return bool(found) and (not boxes or next(boxes[-1].iterancestors(f"{self._w}p"), None) is not None)

    def _own(self, at: Place) -> Sequence[etree._Element]:
        """The paragraphs of a place, those of tables within it left out."""
        kind, number = at
        if number >= len(self._elements[kind]):
            return []
        element = self._elements[kind][number]
        if kind == "p":
            return [element]
        cell = f"{self._w}tc"
        return [each for each in element.iter(f"{self._w}p") if next(each.iterancestors(cell)) is element and not _in_box(each, element)]


def _in_box(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Whether a paragraph of a cell stands in a text box there."""
    for each in paragraph.iterancestors():
        if each is cell:
            return False
        if etree.QName(each).localname == "txbxContent":
            return True
    return False
