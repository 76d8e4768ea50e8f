"""Finding → the cells of a view it is about. A place that the form does not print falls back to the next wider one."""

from __future__ import annotations

from collections.abc import Iterable

from linter.finding import Finding, Locus
from linter.report.form.view import Address, Cell, FormView
from linter.submission import BENEFIT_CATEGORIES
from linter.tables import table
from linter.where import NOWHERE

_WHOLE = Address("table")
_INDICATORS = Address("section", "indicators")
_MONEY = Address("section", "money")
# The part meant where neither place nor text tells: values are what most rules speak of.
_LIKELY = ("target", "level3", "description", "basis", "unit", "sign", "weight")


class Places:
    """The addresses of one view, looked up by finding."""

    def __init__(self, view: FormView) -> None:
        self.index = view.index
        self._cells = [cell for cell in view.cells if cell.address]

    def of(self, finding: Finding) -> tuple[Address, ...]:
        """The cells the finding is about, at least one: those of its locus, in both halves where the fault is in both."""
        marks = table("form_view")["marks"]
        if finding.locus.kind == "table" and finding.code in marks["part"]:
            kind, _, name = marks["part"][finding.code].partition(".")
            return self._part(kind, name) or (_WHOLE,)
        return self._at(finding.locus, finding.evidence, finding.code in marks["empty_cell"])

    def related(self, finding: Finding) -> tuple[Address, ...]:
        """The cells of this view that the finding names besides."""
        own = [locus for locus in finding.related if locus.table_index == self.index]
        return tuple(dict.fromkeys(address for locus in own for address in self._at(locus, finding.evidence, False)))

    def _part(self, kind: str, name: str) -> tuple[Address, ...]:
        return _category(self._cells, name) if kind == "category" else _named(self._cells, kind, name)

    def _at(self, locus: Locus, evidence: str, empty_cell: bool) -> tuple[Address, ...]:
        cells, found = self._cells, tuple[Address, ...]()
        if locus.kind == "indicator":
            found = _indicator(cells, locus, evidence, empty_cell)
        elif locus.kind == "category":
            found = _category(cells, locus.name or "")
        elif locus.kind == "field":
            found = _named(cells, "field", locus.name) or _first(cells, _INDICATORS if locus.name == "indicators" else _wider(locus))
        elif locus.kind == "spending_plan":
            found = _first(cells, Address("spending_plan"))
        elif locus.kind == "budget_line":
            named = [cell for cell in cells if cell.address and (cell.address.kind, cell.address.name) == ("budget_line", locus.name)]
            found = _addresses(cell for cell in named if cell.spot == locus.spot) or _addresses(named)
        elif locus.kind == "claim":
            found = _named(cells, "claim", locus.name)
        return found or (_WHOLE,)


def _wider(locus: Locus) -> Address:
    return _MONEY if (locus.name or "").startswith(("amounts.", "sources.")) else _WHOLE


def _first(cells: Iterable[Cell], address: Address) -> tuple[Address, ...]:
    return (address,) if any(cell.address == address for cell in cells) else ()


def _named(cells: Iterable[Cell], kind: str, name: str | None) -> tuple[Address, ...]:
    return _addresses(cell for cell in cells if cell.address and (cell.address.kind, cell.address.name) == (kind, name))


def _addresses(cells: Iterable[Cell]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(cell.address for cell in cells if cell.address))


def _category(cells: list[Cell], name: str) -> tuple[Address, ...]:
    """The labels of the category; where the form has none, the row that stands for it."""
    names = BENEFIT_CATEGORIES if name == "benefit" else (name,)
    own = [cell for cell in cells if cell.address and cell.address.kind == "category" and cell.address.name in (name, *names)]
    lacking = [cell for cell in own if cell.address and cell.address.part == "lacking"]
    labels = [cell for cell in own if cell.address and cell.address.part == "level2" and not cell.lacking]
    return _addresses(lacking) or _addresses(labels) or _first(cells, _INDICATORS)


def _indicator(cells: list[Cell], locus: Locus, evidence: str, empty_cell: bool) -> tuple[Address, ...]:
    rows = {cell.address.row for cell in cells if cell.address and cell.address.kind == "indicator" and cell.text == locus.name}
    if any(cell.address and (cell.address.kind, cell.address.row) == ("indicator", locus.row) for cell in cells):
        rows = {locus.row}
    own = [
        cell for cell in cells
        if cell.address and cell.address.kind == "indicator" and cell.address.row in rows
        and (locus.period is None or cell.address.period == locus.period)
    ]
    if empty_cell:
        empty = [cell for cell in own if not cell.text and cell.address and cell.address.part in ("level3", "target")]
        if empty:
            return _addresses(empty)
    part = _part(own, locus, evidence)
    return _addresses(cell for cell in own if cell.address and cell.address.part == part) or _first(cells, _INDICATORS)


def _part(own: list[Cell], locus: Locus, evidence: str) -> str:
    """The column at fault: by place in the file, by the text at fault, by what is likely, in this order."""
    there = [cell for cell in own if cell.spot == locus.spot != NOWHERE] or own
    for alike in (there, [c for c in there if c.text == evidence], [c for c in there if evidence and evidence in c.text]):
        parts = {cell.address.part for cell in alike if cell.address}
        if len(parts) == 1:
            return parts.pop() or ""
    parts = {cell.address.part for cell in there if cell.address}
    return next((part for part in _LIKELY if part in parts), "")
