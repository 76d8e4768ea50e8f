"""The indicator block: 一级/二级/三级指标 and 指标值, the two halves side by side as the official two-half form prints them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from linter.report.form.view import Address, Cell, Row, Section, shares
from linter.submission import BENEFIT_CATEGORIES, Indicator, Period, TargetTable
from linter.tables import table as words
from linter.where import NOWHERE

PARTS = ("level3", "sign", "description", "target", "unit", "basis", "weight")
_ALWAYS = frozenset({"level3", "target"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed row: its halves by period. A row without halves stands for a category the form lacks (`lacking`)."""

    halves: dict[Period, Indicator] = field(default_factory=dict)
    level1: str = ""
    level2: str = ""
    lacking: str | None = None
    row: int = -1

    @property
    def category(self) -> str:
        return self.lacking or next(iter(self.halves.values())).category


def indicator_sections(table: TargetTable, lacking: Collection[str]) -> Iterator[Section]:
    """One block; two below each other where the halves of the form are no rows of one table."""
    both: tuple[Period, ...] = ("total", "annual")
    periods = [half for half in both if any(i.period == half for i in table.indicators)]
    lines = _lines(table.indicators)
    if len(periods) == 2 and not all(_agree(line) for line in lines):
        for half in periods:
            own = [i for i in table.indicators if i.period == half]
            yield _section(table, _with_lacking(_lines(own), lacking if half == periods[-1] else ()), [half], titled=True)
    elif lines or lacking or "indicators" in table.printed:
        yield _section(table, _with_lacking(lines, lacking), periods or ["annual"], titled=len(periods) == 2)


def _lines(indicators: Sequence[Indicator]) -> list[_Line]:
    rows: dict[int, dict[Period, Indicator]] = {}
    for indicator in indicators:
        rows.setdefault(indicator.row, {})[indicator.period] = indicator
    out = []
    for number, halves in sorted(rows.items()):
        both = list(halves.values())
        out.append(_Line(halves, _first(i.level1 for i in both), _first(i.level2 for i in both), row=number))
    return out


def _first(texts: Iterator[str | None]) -> str:
    return next((text for text in texts if text), "")


def _agree(line: _Line) -> bool:
    return len({i.category for i in line.halves.values()}) == 1


def _with_lacking(lines: list[_Line], lacking: Collection[str]) -> list[_Line]:
    """The lines with one for each category that the form ought to have, behind the others of its level 1 or where that stands."""
    usual = words("levels")
    order = list(usual["level1"])
    out = list(lines)
    for name in lacking:
        category = BENEFIT_CATEGORIES[0] if name == "benefit" else name
        level1 = usual["level1"].get(category, "")
        group = [n for n, line in enumerate(out) if usual["level1"].get(line.category) == level1]
        before = [n for n, line in enumerate(out) if line.category in order[: order.index(category)]] if category in order else [len(out) - 1]
        if group:
            level1 = out[group[-1]].level1 or level1
        level2 = "" if name == "benefit" else usual["level2"].get(category, "")
        out.insert(max(group or before, default=-1) + 1, _Line(level1=level1, level2=level2, lacking=name))
    return out


def _section(table: TargetTable, lines: list[_Line], halves: list[Period], *, titled: bool) -> Section:
    said, names, weights = words("form_view"), words("csv_columns")["columns"], words("form_view")["widths"]
    parts = {half: _parts(table, half) for half in halves}
    widths = [weights["level1"]]
    for half in halves:
        widths += [weights["level2"], *(weights[part] for part in parts[half])]
    heading = Cell(said["sections"]["indicators"], "heading", across=len(widths), address=Address("section", "indicators"))
    over = [Cell(names["column.level1"], "label", down=2 if titled else 1)]
    under: list[Cell] = []
    for half in halves:
        columns = [Cell(names["column.level2"], "label"), *(Cell(names[f"column.{part}"], "label") for part in parts[half])]
        if {"sign", "unit"} & set(parts[half]):  # the value is held as it is read, with what the other columns say
            columns[1 + parts[half].index("target")] = Cell(said["joined"], "label")
        if titled:
            over.append(Cell(said["halves"][half], "label", across=len(columns)))
        under += columns
    heads = ((heading,), tuple(over), tuple(under)) if titled else ((heading,), (*over, *under))
    return Section("indicators", said["sections"]["indicators"], shares(tuple(widths)), tuple(_rows(lines, halves, parts)), heads)


def _parts(table: TargetTable, half: Period) -> tuple[str, ...]:
    """The columns of one half: those the form has or that hold anything."""
    shown = set(_ALWAYS) | {part for part in PARTS if any(getattr(i, part) for i in table.indicators if i.period == half)}
    shown |= {part for part, has in (("unit", table.has_unit_column), ("weight", table.has_weight_column)) if has}
    return tuple(part for part in PARTS if part in shown)


def _rows(lines: list[_Line], halves: list[Period], parts: dict[Period, tuple[str, ...]]) -> Iterator[Row]:
    for _, first in groupby(lines, key=lambda line: line.level1):
        group = list(first)
        level1: tuple[Cell, ...] = (_level(group[0], "level1", group[0].level1, len(group)),)
        for _, second in groupby(group, key=lambda line: (line.level2, line.lacking)):
            own = list(second)
            for n, line in enumerate(own):
                cells = list(level1)
                level1 = ()
                for half in halves:
                    if n == 0:
                        cells.append(_level(line, "level2", line.level2, len(own), half))
                    cells += _half(line, half, parts[half])
                yield tuple(cells)


def _level(line: _Line, part: str, text: str, down: int, half: Period | None = None) -> Cell:
    address = Address("category", line.category, half, None if line.row < 0 else line.row, part)
    return Cell(text, "label", down=down, address=address, lacking=line.lacking is not None and part == "level2")


def _half(line: _Line, half: Period, parts: tuple[str, ...]) -> Iterator[Cell]:
    if line.lacking is not None:
        address = Address("category", line.lacking, half, part="lacking")
        yield Cell(words("form_view")["lacking"], across=len(parts), address=address, lacking=True)
        return
    indicator = line.halves.get(half)
    for part in parts:
        text = (getattr(indicator, part) or "") if indicator else ""
        spot = indicator.spots.get(part, NOWHERE) if indicator else NOWHERE
        yield Cell(text, address=Address("indicator", period=half, row=line.row, part=part) if indicator else None, spot=spot)
