"""One form of a result as the page draws it: its cells, the findings beside them, what can be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from linter.finding import Finding
from linter.masking import masked
from linter.report.form import Address, Cell, FormView, document_view, form_view
from linter.report.form.places import Places
from linter.report.html.faults import Fault, Homes, Link, Marks, faults_of
from linter.report.report import Report
from linter.result import Result
from linter.submission import TargetTable
from linter.web.editing.cells import Holding, bare_target, cell_of, holding, indicator_at
from linter.web.editing.edit import Edit
from linter.web.editing.named import named

SCOPE = "d1"
_TARGET = re.compile(rf"{SCOPE}t(\d+)(?:f(\d+))?")


@dataclass(frozen=True, slots=True)
class Adopt:
    """A replacement that can be taken over with one press: into these cells, this text."""

    kind: str
    shown: str
    cells: str
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cell that was chosen. `holding` is None where it cannot be changed; `masked`: it holds a number that is not shown whole."""

    key: str
    said: str
    holding: Holding | None
    masked: bool


class Drawn:
    """Form `number` (0: what is beside the forms) of a result. `at` is the address of its document's pages."""

    def __init__(self, result: Result, report: Report, number: int, at: str, homes: Homes, *, plain: bool, edits: Sequence[Edit] = ()) -> None:
        self.number, self.at, self.plain = number, at, plain
        self.table: TargetTable | None = result.submission.tables[number - 1] if number else None
        index = self.table.index if self.table else None
        self.edited = frozenset(edit.cell for edit in edits if edit.table == index)
        names = {each.index: each.name or each.title for each in result.submission.tables}
        own = homes.own.get(index, [])
        self.view: FormView | None
        if self.table:
            self.view = form_view(self.table, [f.locus.name for f in own if f.locus.kind == "category" and f.locus.name])
        else:
            self.view = document_view(result.submission)
        self.faults: Sequence[Fault]
        self.marks: Marks
        self.faults, self.marks = faults_of(index, self.view, homes, result, report, names)
        self.audit = next((audit for audit in result.audits if self.table and audit.table_index == self.table.index), None)

    @cached_property
    def cells(self) -> list[Cell]:
        return list(self.view.cells) if self.view else []

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Id of a marked cell, as faults name it → its key."""
        return {self.marks.id(cell.address): cell.address.key for cell in self.cells if cell.address and self.marks.of(cell.address)}

    def key_of(self, fault: Fault) -> str:
        return self._keys.get(fault.cell, "")

    def can_change(self, cell: Cell) -> bool:
        return bool(self.table and cell.address and not cell.personal and holding(self.table, cell.address) is not None)

    def chosen(self, key: str) -> Chosen | None:
        cell = cell_of(self.cells, key) if key else None
        if cell is None or cell.address is None:
            return None
        if not self.table or not self.can_change(cell):
            return Chosen(key, cell.text[:30], None, masked=False)
        held = holding(self.table, cell.address)
        hidden = held is not None and not self.plain and masked(held.text) != held.text
        return Chosen(key, named(self.table, cell.address), held, hidden)

    def at_cell(self, key: str) -> list[int]:
        """The numbers of the findings at a cell."""
        cell = cell_of(self.cells, key) if key else None
        return [mark.number for mark in self.marks.of(cell.address)] if cell else []

    def href(self, link: Link) -> str:
        """Where a link of the report leads in these pages."""
        match = _TARGET.fullmatch(link.target)
        if match is None:
            return self.at
        return f"{self.at}/{match[1]}" + (f"#f{match[2]}" if match[2] else "")

    def adopts(self, fault: Fault) -> Iterator[Adopt]:
        """The replacements of a finding that stand for the whole text of cells that can be changed."""
        if not self.table or not self.view or fault.home:
            return
        addresses = [address for address in Places(self.view).of(fault.finding) if self._whole(address, fault.finding)]
        for fix in fault.finding.fixes if addresses else ():
            text = self._as_typed(addresses[0], fix.replacement)
            if text is not None and masked(text) == text:
                kind = "应改为" if fix.safety == "safe" else "可改为"
                yield Adopt(kind, fix.replacement, " ".join(address.key for address in addresses), text)

    def _whole(self, address: Address, finding: Finding) -> bool:
        """Whether a cell is changed by what replaces the evidence of a finding: that is all it says, or it says nothing."""
        cell = cell_of(self.cells, address.key)
        return bool(cell and self.can_change(cell) and (not cell.text or "".join(cell.text.split()) == "".join(finding.evidence.split())))

    def _as_typed(self, address: Address, replacement: str) -> str | None:
        """A replacement as the cell alone holds it, without what the columns beside it say; None where these would have to change."""
        indicator = indicator_at(self.table, address) if self.table and address.part == "target" else None
        if indicator is None or bare_target(indicator) == (indicator.target or ""):
            return replacement
        sign, unit = indicator.sign or "", indicator.unit or ""
        joined = (indicator.target or "").removesuffix(unit)
        if joined.startswith(sign) and not replacement.startswith(sign):
            return None
        return replacement.removeprefix(sign).removesuffix(unit)


def cell_address(at: str, number: int, key: str) -> str:
    """The page on which a cell is chosen."""
    return f"{at}/{number}?cell={quote(key)}#side"
