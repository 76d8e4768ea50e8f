"""A workbook annotated: which sheets there are, and what is written on each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from lxml import etree

from linter.finding import Finding, Severity
from linter.report.annotate.edits import NO_PLACE, Change, Done, changes_of, fixed
from linter.report.annotate.excel.cells import Cells, place_of
from linter.report.annotate.excel.comments import Comments
from linter.report.annotate.excel.drawing import blocks_of, drawings, with_notes
from linter.report.annotate.excel.fills import Fills
from linter.report.annotate.excel.texts import Texts
from linter.report.annotate.excel.threads import Threads
from linter.report.annotate.outcome import Copy, remarks
from linter.report.annotate.parts import Parts, relation_types
from linter.report.annotate.placing import place, worst
from linter.report.annotate.wording import AUTHOR, comment
from linter.report.report import Report
from linter.where import Spot

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# what the schema puts behind the legacy drawing of a sheet
_BEHIND = frozenset((
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems", "tableParts", "extLst",
))
Place = tuple[str, str]  # sheet part, reference


def annotate(parts: Parts, report: Report, *, safe_fixes: bool = False) -> Copy:
    """The workbook with the findings of the report's one document. Raises ValueError for parts that cannot be understood."""
    return _Book(parts, report).annotate(safe_fixes)


class _Book:
    def __init__(self, parts: Parts, report: Report) -> None:
        self.parts, self.report = parts, report
        main = parts.related("", "officeDocument") or parts.find("xl/workbook.xml")
        if main is None:
            raise ValueError("no workbook")
        self.main = main
        self._remarks = remarks(signed=parts.signed, again=parts.comments_by(AUTHOR))
        self.names = dict(self._sheets())
        self._part_of = {name: part for part, name in self.names.items()}
        self._cells: dict[str, Cells] = {}
        self._looked: dict[str, Cells] = {}
        styles = parts.related(main, "styles")
        self._fills = Fills(parts.tree(styles)) if styles else None
        self._texts = Texts(parts, main)

    def annotate(self, safe_fixes: bool) -> Copy:
        placed = place(self.report, self._locate, self._first, lambda at: Spot(sheet=self.names[at[0]], cell=at[1]))
        result = self.report.results[0]
        done = [self._change(each) for each in changes_of(result.submission, result.verdict.findings)] if safe_fixes else []
        made = fixed(done)
        changed = {(self._part_of[spot.sheet or ""], spot.cell or "") for _, spot in made}
        by_sheet: dict[str, list[tuple[str, list[Finding]]]] = {}
        for (sheet, reference), findings in placed.notes.items():
            by_sheet.setdefault(sheet, []).append((reference, findings))
        cut = 0
        for sheet, notes in by_sheet.items():
            said = [(reference, *comment(findings, self.report, made)) for reference, findings in notes]
            cut += sum(left for *_, left in said)
            self._write(sheet, [(reference, text) for reference, text, _ in said])
            for reference, findings in notes:
                self._style(sheet, reference, worst(findings), text=(sheet, reference) in changed)
        for sheet, reference in sorted(changed - placed.notes.keys()):
            self._style(sheet, reference, None, text=True)
        written = sum(len(findings) for findings in placed.notes.values()) - cut
        return Copy(self.parts.packed(), written, len(placed.notes), placed.moved, placed.lost, cut, done, self._remarks)

    def _sheets(self) -> Iterable[tuple[str, str]]:
        """Part and name of each worksheet, in the order of the tabs."""
        targets = {each.id: each for each in self.parts.relations(self.main)}
        for tab in self.parts.look(self.main).iterfind("{*}sheets/{*}sheet"):
            identifier = next((value for key, value in tab.attrib.items() if key.endswith("}id")), "")
            leads = targets.get(identifier)
            if leads and leads.kind.endswith("/worksheet") and leads.target in self.parts.names():
                yield leads.target, tab.get("name", "")

    def _locate(self, spot: Spot) -> Place | None:
        part = self._part_of.get(spot.sheet or "")
        if part is None:
            return None
        reference = spot.cell or self._look(part).first() or "A1"
        return (part, reference) if place_of(reference) else None

    def _first(self) -> Place | None:
        part = next((part for part in self.names if self._look(part).first()), None)
        return (part, self._look(part).first() or "A1") if part else None

    def _look(self, part: str) -> Cells:
        """The cells of a sheet that may stay as it is."""
        if part not in self._looked:
            self._looked[part] = Cells(self.parts.look(part))
        return self._looked[part]

    def _sheet(self, part: str) -> Cells:
        if part not in self._cells:
            self._cells[part] = Cells(self.parts.tree(part))
        return self._cells[part]

    def _change(self, change: Change) -> Done:
        part, at = self._part_of.get(change.spot.sheet or ""), place_of(change.spot.cell or "")
        if part is None or at is None:
            return Done(change, NO_PLACE)
        return Done(change, self._texts.change(self._sheet(part).cell(*at), change.old, change.new))

    def _style(self, sheet: str, reference: str, severity: Severity | None, *, text: bool) -> None:
        at = place_of(reference)
        if self._fills is None or at is None:
            return
        cell = self._sheet(sheet).cell(*at)
        given = cell.get("s", "0")
        cell.set("s", str(self._fills.style(int(given) if given.isdecimal() else 0, severity, text=text)))

    def _write(self, sheet: str, notes: list[tuple[str, str]]) -> None:
        """The comments of one sheet: its comments part, its drawing, its threads."""
        parts, cells = self.parts, self._sheet(sheet)
        root = cells.root
        types = relation_types(root)
        name = parts.related(sheet, "comments")
        if name is None:
            name = parts.unused("xl/comments{}.xml")
            parts.add_tree(name, Comments.empty(etree.QName(root).namespace))
            parts.declare(name, _COMMENTS_TYPE)
            parts.relate(sheet, f"{types}/comments", name)
        comments, threads = Comments(parts.tree(name)), Threads(parts, sheet, self.main)
        boxes = []
        for reference, text in notes:
            threads.answer(reference, text)
            at = place_of(reference) or (1, 1)
            boxes.append((*at, comments.add(reference, text)))
        drawing = self._drawing(sheet, cells, types)
        parts.put(drawing, with_notes(parts[drawing], boxes, cells, self._blocks))

    def _drawing(self, sheet: str, cells: Cells, types: str) -> str:
        """The legacy drawing of a sheet, made where it has none."""
        given = cells.root.find(cells.tag("legacyDrawing"))
        identifier = given.get(f"{{{types}}}id") if given is not None else None
        name = next((each.target for each in self.parts.relations(sheet) if each.id == identifier), None)
        if name is not None and name in self.parts.names():
            return name
        name = self.parts.unused("xl/drawings/vmlDrawing{}.vml")
        self.parts.put(name, b"")
        self.parts.declare_ending("vml", _DRAWING_TYPE)
        identifier = self.parts.relate(sheet, f"{types}/vmlDrawing", name)
        if given is None:
            given = etree.Element(cells.tag("legacyDrawing"))
            behind = next((each for each in cells.root if isinstance(each.tag, str) and etree.QName(each).localname in _BEHIND), None)
            if behind is None:
                cells.root.append(given)
            else:
                behind.addprevious(given)
        given.set(f"{{{types}}}id", identifier)
        return name

    @cached_property
    def _blocks(self) -> set[int]:
        """The blocks of shape numbers taken by the drawings of the workbook."""
        return {block for name in drawings(self.parts.names()) for block in blocks_of(self.parts[name])}
