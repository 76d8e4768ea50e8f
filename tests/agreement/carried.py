"""What a layout prints of a submission, and the same of a parse: the two must be equal.

`told` is read off the made-up sheets, not off any parser, so that containers cannot agree on something wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from linter.checks.cases import LEVELS
from tests.layouts import Layout, in_ten_thousand
from tests.more_layouts import month
from tests.sheets import Case, Line, Sheet

_SPACE = re.compile(r"\s+")
_HEADS = {"attribute": "project_attribute", "period": "project_period", "start": "start_date", "end": "end_date", "months": "project_period"}


def told(case: Case, layout: Layout) -> dict[str, Any]:
    """Everything the layout prints of the case, by the names of the contract."""
    lines = [("current", *each) for each in case.budget] + [("carryover", *each) for each in case.carryover]
    weighted = any(sheet.weighted for sheet in case.sheets)  # a list has one header for all
    return {
        "year": case.year, "budget": [(section, name, _yuan(amount)) for section, name, amount in lines],
        "tables": [_sheet(sheet, layout, weighted if layout.write is None else sheet.weighted) for sheet in case.sheets],
    }


def read(parsed: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """The same of a parse (contract v1)."""
    return {
        "year": parsed["fiscal_year"],
        "budget": [(line["section"], line["project_name"], line["amount"]) for line in parsed["budget_lines"]],
        "tables": [_table(table, layout) for table in parsed["tables"]],
    }


def _sheet(sheet: Sheet, layout: Layout, weighted: bool) -> dict[str, Any]:
    said: dict[str, Any] = {} if layout.name == "overall" else {"name": sheet.name}
    said["annual"] = _yuan(_printed(sheet.annual, layout))
    for key in sorted(layout.carries):
        match key.split("."):
            case ["total"]:
                said[key] = _yuan(sheet.total)
            case ["texts", name]:
                said[key] = _squeezed(sheet.texts.get(name, ""))
            case ["sources", half, name]:
                given = sheet.sources.get("total" if half == "total" else "annual")
                default = "local" if layout.name == "two_halves" else "fiscal"
                whole = (sheet.total if half == "total" else sheet.annual) or Decimal(0)
                said[key] = _yuan(given.get(name, Decimal(0)) if given is not None else whole if name == default else Decimal(0))
            case [("attribute" | "period" | "start" | "end") as head]:
                said[key] = getattr(sheet, head)
            case ["months"]:
                said[key] = "-".join(month(day) for day in (sheet.start, sheet.end))
            case ["plan"]:
                said[key] = list((sheet.plan or {3: "20%", 6: "50%", 9: "80%", 12: "100%"}).items())
    said["indicators"] = [tuple(each) for each in _lines(sheet, layout, weighted)]
    return said


def _lines(sheet: Sheet, layout: Layout, weighted: bool) -> Iterator[list[Any]]:
    order = list(LEVELS)
    ranked = sorted(sheet.lines, key=lambda line: order.index(line.category))
    both = layout.carries & {"annual", "annual target"}
    for half in ("total", "annual") if both else ("annual",):
        for line in ranked:
            name, target = line.half("total" if half == "total" else "annual") if both else (line.level3, line.target)
            if "annual target" in layout.carries:  # one name for both: a half without a target says nothing
                name = target and (line.level3 or line.half("annual")[0])
            if name or target:
                yield [half, line.category, *LEVELS[line.category], name, target or None, *_columns(line, layout, weighted)]


def _columns(line: Line, layout: Layout, weighted: bool) -> Iterator[str | None]:
    if "description" in layout.carries:
        yield line.description or "按年度任务统计"
        yield line.basis or "年度工作安排"
    if "weight" in layout.carries:
        yield (line.weight or None) if weighted else None


def _table(table: dict[str, Any], layout: Layout) -> dict[str, Any]:
    said: dict[str, Any] = {} if layout.name == "overall" else {"name": table["project_name"]}
    said["annual"] = table["amounts"]["annual"]
    for key in sorted(layout.carries):
        match key.split("."):
            case ["total"]:
                said[key] = table["amounts"]["total"]
            case ["texts", name]:
                said[key] = _squeezed(table["texts"][name] or "")
            case ["sources", half, name]:
                said[key] = (table["amounts"]["sources"][half] or {}).get(name)
            case [("attribute" | "period" | "start" | "end" | "months") as head]:
                said[key] = table[_HEADS[head]] or ""
            case ["plan"]:
                said[key] = [(step["month"], step["percent"]) for step in table["spending_plan"]]
    columns = ["description", "basis"] if "description" in layout.carries else []
    columns += ["weight"] if "weight" in layout.carries else []
    said["indicators"] = [
        tuple(each[key] for key in ("period", "category", "level1", "level2", "level3", "target", *columns)) for each in table["indicators"]
    ]
    return said


def _printed(amount: Decimal | None, layout: Layout) -> Decimal | None:
    """The amount as precise as the layout prints it."""
    return amount if amount is None or layout.unit == "元" else Decimal(in_ten_thousand(amount)) * 10000


def _yuan(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def differences(wanted: Any, found: Any, at: str = "") -> list[str]:
    """Where two values differ, as lines a person can read; at most one line a list that has lost or gained something."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        keys = dict.fromkeys([*wanted, *found])
        return [line for key in keys for line in differences(wanted.get(key), found.get(key), f"{at}.{key}")]
    if isinstance(wanted, list | tuple) and isinstance(found, list | tuple):
        if len(wanted) == len(found):
            return [line for n, pair in enumerate(zip(wanted, found, strict=True)) for line in differences(*pair, f"{at}[{n}]")]
        lost, gained = [each for each in wanted if each not in found], [each for each in found if each not in wanted]
        return [f"{at}: {len(wanted)} → {len(found)}, lost {lost[:3]}, gained {gained[:3]}"]
    return [] if wanted == found else [f"{at}: {wanted!r} → {found!r}"]
