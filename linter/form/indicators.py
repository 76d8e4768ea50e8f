"""Reads the indicator block of a form: rows under a header, into `Indicator`s."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from linter.form.align import align
from linter.form.columns import Column, Header
from linter.form.draft import Draft
from linter.form.layout import name_of, text_of
from linter.form.levels import Levels, Line, settle
from linter.form.value import looks_like_value, parse_target
from linter.form.vocabulary import Label, Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell, Place
from linter.submission import BENEFIT_CATEGORIES, Indicator, Period
from linter.tables import words
from linter.where import Spot
from linter.wording import squeeze

_LEVELS = ("level1", "level2")
_ALIKE = 60  # two names of one indicator resemble each other at least so much, in percent
_TEXT_ROLES = frozenset({"description", "target_note", "basis", "remarks"})


class IndicatorReader:
    """State of one block. `header` may be set anew by a header repeated after a page break."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, header: Header) -> None:
        self.draft, self.vocabulary = draft, vocabulary
        self.lines: list[Line] = []
        self._after_break = False
        self._page: Place | None = None
        self._use(header)

    def _use(self, header: Header) -> None:
        self.header = header
        self._at = {column.start: n for n, column in enumerate(header.columns)}
        self._levels_headed = header.has("level1") or header.has("level2")
        self._name_at = next((column.start for column in header.columns if column.role == "level3"), 0)
        self.draft.has_unit_column = self.draft.has_unit_column or header.has("unit")
        self.draft.has_weight_column = self.draft.has_weight_column or header.has("weight")
        self.draft.two_halves = self.draft.two_halves or header.halves != ("annual",)
        self.draft.printed.add("indicators")

    def again(self, header: Header) -> None:
        """The header printed once more: what follows may be the rest of a row the page broke."""
        self._use(header)
        self._after_break = True

    def refined(self, header: Header) -> None:
        """The header with its second line read."""
        self._use(header)

    def read(self, row: Row, number: int | None = None) -> None:
        """One row below the header. `number`: the row it was in the form, where a list says so."""
        if self._page is not None and row.place is not self._page:
            self._after_break = True
        self._page = row.place
        cells = [cell for cell in row.cells if not self._heading(cell)]
        if not cells:
            return
        line = Line(None, None, number=number)
        if not self._levels_headed:
            cells = self._take_levels(line, cells)
        for cell, at in zip(cells, self._columns(row, cells), strict=True):
            if at is None:
                if not _repeats(cell, cells):
                    self.draft.unread(row, cell)
            else:
                self._place(line, self.header.columns[at], cell, row)
        self._from_above(line, row)
        if self.lines and self._goes_on(line):
            self._append(self.lines[-1], line)
        else:
            self.lines.append(line)
        self._after_break = False

    def _take_levels(self, line: Line, cells: list[Cell]) -> list[Cell]:
        """The category labels left of the names, in forms that print no heading above them."""
        rest: list[Cell] = []
        for cell in cells:
            label = self.vocabulary.label(cell.text) if not rest and cell.column < self._name_at else None
            if label and label.role("level1") and line.level1 is None and (line.level2 is None and not _second(label, cell)):
                line.level1 = cell.text
            elif label and label.role("level2") and line.level2 is None:
                line.level2 = cell.text
            else:
                rest.append(cell)
        return rest

    def _heading(self, cell: Cell) -> bool:
        """绩效指标 and the like printed down the side of the block."""
        label = self.vocabulary.label(cell.text)
        return bool(label and not label.rest and label.role("section") and not label.role("level1", "level2"))

    def _columns(self, row: Row, cells: list[Cell]) -> list[int | None]:
        columns = self.header.columns
        if row.spans_known:
            found = [self._under(cell) for cell in cells]
            return found if None not in found else [a if a is not None else b for a, b in zip(found, align(cells, columns, self.vocabulary), strict=True)]
        direct = [self._at.get(cell.column) for cell in cells]
        if None not in direct:
            whole = self._undamaged(direct, cells)
            if all(self._fits(columns[at], cell, whole) for at, cell in zip(direct, cells, strict=True) if at is not None):
                return direct
        return align(cells, columns, self.vocabulary)

    def _undamaged(self, direct: list[int | None], cells: list[Cell]) -> bool:
        """Whether nothing can be lost or shifted: a row as wide as its header, or with a name and a value in their places."""
        if len(cells) == len(self.header.columns):
            return True
        if len(self.header.halves) == 1 and all(self.header.columns[at].role in _LEVELS for at in direct if at is not None):
            return True  # only categories, their row left blank
        held = {self.header.columns[at].role: cell for at, cell in zip(direct, cells, strict=True) if at is not None}
        if len(self.header.halves) == 2 and self._one_half_only(direct, cells):
            return True
        return (
            len(self.header.halves) == 1 and "level3" in held and "target" in held and looks_like_value(held["target"].text) > 0
            and looks_like_value(held["level3"].text) < 2
        )

    def _one_half_only(self, direct: list[int | None], cells: list[Cell]) -> bool:
        """A name and a value in words in their places, nothing in the other half: not two names that have lost their values."""
        pair = [(self.header.columns[at], cell) for at, cell in zip(direct, cells, strict=True) if at is not None][-2:]
        named = [(column, cell) for column, cell in pair if column.role in ("level3", "target")]
        if [column.role for column, _ in named] != ["level3", "target"] or named[0][0].half != named[1][0].half:
            return False
        halves = {self.header.columns[at].half for at in direct if at is not None and self.header.columns[at].role not in _LEVELS}
        name, value = squeeze(named[0][1].text), squeeze(named[1][1].text)
        return len(halves) == 1 and looks_like_value(name) == 0 and ratio(name, value) < _ALIKE

    def _under(self, cell: Cell) -> int | None:
        for n, column in enumerate(self.header.columns):
            if column.start <= cell.column < column.end:
                return n
        return None

    def _fits(self, column: Column, cell: Cell, whole: bool) -> bool:
        """Whether a cell that stands right under a column is beyond doubt what the column holds."""
        label = self.vocabulary.label(cell.text)
        role = column.role
        if role in _LEVELS:
            if whole and not (label and label.role("level1", "level2")):
                return looks_like_value(cell.text) < 2  # a category of the agency's own
            return bool(label and label.role(role))
        level = bool(label and label.role("level1", "level2"))
        if role == "level3":
            return whole or (not level and looks_like_value(cell.text) == 0)
        if role == "target":
            return not level and (whole or looks_like_value(cell.text) > 0 or len(self.header.halves) == 1)
        return whole or not level

    def _place(self, line: Line, column: Column, cell: Cell, row: Row) -> None:
        role = column.role
        if role == "level1":
            line.level1 = line.level1 or cell.text
        elif role == "level2":
            line.level2 = line.level2 or cell.text
        elif role not in ("ignored", "period", "unknown") and "." not in role:
            part = line.parts.setdefault(column.half, {})
            if role not in part:
                text = text_of(cell.text) if role in _TEXT_ROLES else name_of(cell.text)
                part[role] = (text, row.spot(cell))
            elif part[role][0] != name_of(cell.text):
                joined = part[role][0] + name_of(cell.text) if row.spans_known else part[role][0]
                if joined == part[role][0]:
                    self.draft.unread(row, cell)
                part[role] = (joined, part[role][1])

    def _from_above(self, line: Line, row: Row) -> None:
        """A name that spans several targets, where the source keeps spans."""
        if not row.above:
            return
        for column in self.header.columns:
            cell = row.above.get(column.start)
            part = line.parts.get(column.half)
            if cell and column.role == "level3" and part and "target" in part and "level3" not in part:
                part["level3"] = (name_of(cell.text), row.spot(cell))

    def _goes_on(self, line: Line) -> bool:
        """Whether a line is the rest of the one above it: broken by a page, or a text wrapped over two lines."""
        if line.level1 or line.level2:
            return False
        before = self.lines[-1]
        roles = {role for part in line.parts.values() for role in part}
        if not roles or ("level3" in roles and not (self._after_break and "target" not in roles)):
            return False
        if "target" not in roles or self._after_break:
            return True
        targets = [half for half, part in line.parts.items() if "target" in part]
        return all("target" not in before.parts.get(half, {}) and "level3" in before.parts.get(half, {}) for half in targets)

    @staticmethod
    def _append(before: Line, line: Line) -> None:
        for half, part in line.parts.items():
            held = before.parts.setdefault(half, {})
            for role, (text, spot) in part.items():
                held[role] = (held[role][0] + text, held[role][1]) if role in held else (text, spot)

    # --- the finished indicators --------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Settles levels and puts the indicators into the draft: 实施期 first, then 年度, each top to bottom."""
        levels = settle(self.lines, self.vocabulary, spans_known=self.draft.spans_known)
        by_half: dict[Period, list[Indicator]] = {"total": [], "annual": []}
        for at, (line, level) in enumerate(zip(self.lines, levels, strict=True)):
            number = at if line.number is None else line.number
            shared = line.parts.get(None, {})
            for half in self.header.halves:
                part = {**shared, **line.parts.get(half, {})} if None in line.parts else line.parts.get(half, {})
                if None in line.parts and "target" not in line.parts.get(half, {}) and len(self.header.halves) == 2:
                    continue
                made = indicator(part, level, half, number)
                if made:
                    by_half[half].append(made)
        self.draft.indicators += [*by_half["total"], *by_half["annual"]]


def _second(label: Label, cell: Cell) -> bool:
    """Whether a label that can be either level stands where level 2 stands: not in the first column."""
    return cell.column > 0 and label.role("level1", "level2") == label.role("level2")


def _repeats(cell: Cell, cells: list[Cell]) -> bool:
    """Whether the same text stands beside the cell: a doubled cell, nothing is lost with it."""
    at = cells.index(cell)
    return any(0 <= n < len(cells) and cells[n].text == cell.text for n in (at - 1, at + 1))


def indicator(part: dict[str, tuple[str, Spot]], level: Levels, half: Period, number: int) -> Indicator | None:
    """The indicator of one half of a row; None where the half is blank or the row is set aside (不适用)."""

    def text(role: str) -> str | None:
        return part[role][0] if role in part else None

    if "target_note" in part:  # 指标值说明 holds the value itself where it is no number (定量其他), else it explains it
        role = "description" if "target" in part else "target"
        part = {role: part["target_note"], **part}
    name, value, sign, unit = text("level3"), text("target"), text("sign"), text("unit")
    aside = words("block", "set_aside")
    if level.category in (*BENEFIT_CATEGORIES, "satisfaction", "other") and (name is None or name in aside) and (value is None or value in aside):
        return None
    if (sign in aside or value in ("不适用",)) and (value is None or value in aside):
        return None
    if name is None and value is None:
        return None
    return Indicator(
        period=half, category=level.category, level1=level.level1, level2=level.level2, level3=name,
        target=joined_target(sign, value, unit), value=parse_target(value, sign=sign, unit=unit),
        description=text("description"), basis=text("basis"), sign=sign, unit=unit, weight=text("weight"), row=number,
        spots={role: spot for role, (_, spot) in part.items()},
    )


def joined_target(sign: str | None, value: str | None, unit: str | None) -> str | None:
    """What a reader reads where sign, value and unit stand in columns of their own: ≥50个."""
    if value is None:
        return None
    out = value
    in_words = sign in words("block", "signs_without_meaning") and not (value[-1].isdigit() or value[-1] in "十百千万亿")
    if unit and not in_words and not value.endswith(unit) and any(c.isdigit() for c in value):
        out += unit
    if sign and sign not in words("block", "signs_without_meaning") and not value.startswith(sign):
        out = sign + out
    return out
