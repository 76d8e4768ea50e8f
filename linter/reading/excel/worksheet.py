"""`Worksheet`: what every spreadsheet format is read into, and the workbook's notes on what a reader might not expect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from linter.reading.blocks import Block, Document, SheetPlace
from linter.reading.excel.regions import blocks_of
from linter.reading.excel.spans import Found, spread
from linter.reading.excel.uncollected import uncollected
from linter.reading.limits import MAX_PIECES, Clock, too_many_pieces
from linter.submission import Note
from linter.where import Spot

_NAMED = 5  # places that get a note of their own
_RUNS_NAMED = 8
_NO_VALUE = "单元格有公式但没有保存结果，请用 Excel 或 WPS 打开、保存一次再检查"
_HIDDEN = {"hidden": "隐藏的", "veryHidden": "深度隐藏的（菜单里看不到）"}


class Merge(NamedTuple):
    """A merged range, both corners included, counted from 0."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Worksheet:
    """One sheet. `cells` are (row, column, text) from 0, in any order; texts are stripped and not empty.

    `state`: "visible", "hidden" or "veryHidden". `unsaved`: cells with a formula and no stored result.
    `hidden_columns` are ranges, both ends included.
    """

    name: str
    state: str = "visible"
    cells: list[Found] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unsaved: list[tuple[int, int]] = field(default_factory=list)

    def spot(self, row: int, column: int) -> Spot:
        return SheetPlace(self.name).spot(row, column)


def document(sheets: Iterable[Worksheet], source: str, clock: Clock, notes: Sequence[Note] = ()) -> Document:
    """The document of a workbook: its sheets in order, and notes on what is hidden or could not be read."""
    with uncollected():
        return _document(sheets, source, clock, notes)


def _document(sheets: Iterable[Worksheet], source: str, clock: Clock, notes: Sequence[Note]) -> Document:
    blocks: list[Block] = []
    said = list(notes)
    unsaved: list[Spot] = []
    pieces = 0
    for sheet in sheets:
        clock.check(f"工作表“{sheet.name}”")
        pieces += len(sheet.cells)
        if pieces > MAX_PIECES:
            raise too_many_pieces()
        unsaved += [sheet.spot(row, column) for row, column in sheet.unsaved]
        if not sheet.cells:
            continue
        cells, sizes, covered = spread(sheet.cells, sheet.merges, clock)
        blocks += blocks_of(sheet.name, cells, sizes, sheet.merges)
        said += _hidden_notes(sheet)
        if covered:
            said.append(Note("合并单元格盖住的格子里另有看不见的内容，没有读取", sheet.spot(covered[0][0], covered[0][1])))
    said += [Note(_NO_VALUE, spot) for spot in unsaved[:_NAMED]]
    if len(unsaved) > _NAMED:
        said.append(Note(f"另有 {len(unsaved) - _NAMED} 个{_NO_VALUE}"))
    return Document(source, tuple(blocks), tuple(said))


def _hidden_notes(sheet: Worksheet) -> list[Note]:
    notes = []
    if sheet.state != "visible":
        notes.append(Note(f"工作表“{sheet.name}”是{_HIDDEN.get(sheet.state, '隐藏的')}，也读取了", Spot(sheet=sheet.name), lossless=True))
    if sheet.hidden_rows:
        rows = sorted({row for row, _, _ in sheet.cells if row in sheet.hidden_rows})
        if rows:
            spans = "、".join(_rows_said(run) for run in _runs(rows)[:_RUNS_NAMED])
            more = "等" if len(_runs(rows)) > _RUNS_NAMED else ""
            notes.append(Note(f"工作表“{sheet.name}”的第{spans}行{more}是隐藏的，也读取了", sheet.spot(rows[0], 0), lossless=True))
    if sheet.hidden_columns:
        used = {column for _, column, _ in sheet.cells}
        columns = sorted(c for c in used if any(first <= c <= last for first, last in sheet.hidden_columns))
        if columns:
            letters = "、".join(_letters(sheet, column) for column in columns[:_RUNS_NAMED])
            more = "等" if len(columns) > _RUNS_NAMED else ""
            notes.append(Note(f"工作表“{sheet.name}”的 {letters} 列{more}是隐藏的，也读取了", sheet.spot(0, columns[0]), lossless=True))
    return notes


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _rows_said(run: tuple[int, int]) -> str:
    return str(run[0] + 1) if run[0] == run[1] else f"{run[0] + 1}—{run[1] + 1}"


def _letters(sheet: Worksheet, column: int) -> str:
    return (sheet.spot(0, column).cell or "").rstrip("1")
