"""Reads the field part of a form: label → value along the row, or below the label; halves, amounts, spending plan."""

from __future__ import annotations

import re

from linter.form.draft import Draft
from linter.form.layout import name_of, text_of
from linter.form.money import amount_unit, plain_amount
from linter.form.plan_rows import SpendingPlan
from linter.form.task_rows import Tasks
from linter.form.vocabulary import Label, Vocabulary
from linter.grid.grid import Row
from linter.reading.blocks import Cell, Place
from linter.submission import Period, Text

_FIELD_KINDS = ("field", "text", "amount", "source", "group", "contact", "phone", "info", "section", "half", "task", "budget")
_CAPTION = re.compile(r"^[（(]?(?:金额)?单位[:：]")
_UNIT_ALONE = re.compile(r"^[（(](?:单位[:：])?[百千万亿]{0,2}元[）)]$")
_YEAR = re.compile(r"^[（(]?(20\d\d)年?(?:度)?[）)]?$")
_MAYBE_LABEL = re.compile(r"^[\u4e00-\u9fff（）()]{2,10}[:：]?$")
_REFERS = "同与如见按"  # 年度目标 | 同总体目标: what begins so is filled in, not printed on the form
_WHEN = re.compile(r"\d+\s*[年月日.\-/]|季度|全年|年底|月底")
_RUNS_ON = re.compile(r"[\w\W]{12,}")
_TAKES_ANY_VALUE = frozenset({"field", "contact", "phone"})


class FieldReader:
    """State of one form while its field rows are read, top to bottom. Everything read goes into `draft`."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary) -> None:
        self.draft, self.vocabulary = draft, vocabulary
        self.halves: list[tuple[Period, int]] = []
        self._heads: list[tuple[Period, int]] = []
        self._group: str | None = None
        self._plan, self._tasks = SpendingPlan(draft, vocabulary), Tasks(draft)
        self._awaiting: list[tuple[Label, Cell]] = []
        self._total_unit: str | None = None
        self._money_heads: list[tuple[Label, Cell]] = []
        self._last_text: str | None = None
        self._page: Place | None = None
        self._new_page = False
        self._width = 0

    def read(self, row: Row) -> None:
        """One row that is no part of the indicator block."""
        self._new_page = self._page is not None and row.place is not self._page
        self._page = row.place
        self._width = max(self._width, max(cell.column + cell.column_span for cell in row.cells))
        captioned = self._caption(row)
        if captioned is None:
            return
        row = self._joined(captioned)
        labels = [self.vocabulary.label(cell.text) for cell in row.cells]
        usable = [label if label and label.role(*_FIELD_KINDS) else None for label in labels]
        if self._plan.read(row, usable):
            self._group = "plan"
            return
        if self._half_heading(row, usable):
            return
        if self._tasks.read(row, usable) or self._schedule_heading(usable):
            return
        if not any(usable):
            self._values_only(row)
        else:
            self._walk(row, usable)

    def _joined(self, row: Row) -> Row:
        """The row with a label put together that a bad table finder cut in two: 总 | 体目标."""
        if len(row.cells) < 2 or len(row.cells[0].text) > 4 or self.vocabulary.label(row.cells[0].text):
            return row
        first, second, *rest = row.cells
        label = self.vocabulary.label(first.text + second.text) if len(second.text) <= 8 else None
        if label is None or label.cut or self.vocabulary.label(second.text):
            return row
        return Row([first._replace(text=first.text + second.text), *rest], row.place, row.spans_known, row.number, row.above)

    # --- rows of a special kind ---------------------------------------------------------------------------------------

    def _caption(self, row: Row) -> Row | None:
        """A title, （2024年度） or 单位：万元 inside the table; gives the row without them, if anything is left."""
        rest = []
        for cell in row.cells:
            folded = name_of(cell.text)
            year = _YEAR.match(folded)
            if _CAPTION.match(folded) and amount_unit(folded):
                self.draft.money_unit = amount_unit(folded)
            elif _UNIT_ALONE.match(folded):
                self.draft.group_unit = amount_unit(folded)
            elif year and len(row.cells) <= 2:
                self.draft.fiscal_year = int(year[1])
            elif len(row.cells) == 1 and "绩效" in folded and folded.rstrip("）)").endswith(("表", "书")):
                self.draft.title = self.draft.title or folded
            else:
                rest.append(cell)
        if len(rest) == len(row.cells):
            return row
        return Row(rest, row.place, row.spans_known, row.number, row.above) if rest else None

    def _half_heading(self, row: Row, labels: list[Label | None]) -> bool:
        """实施期目标 | 年度目标 above the two goals: remembers where each half stands."""
        halves: list[tuple[Period, int]] = []
        for cell, label in zip(row.cells, labels, strict=True):
            half = _half_said(label) if label and not label.rest else None
            if half:
                halves.append((half, cell.column))
            elif not (label and label.role("section", "text") and not label.rest):
                return self._half_unknown(row, labels)
        if len({half for half, _ in halves}) < 2:
            return self._half_unknown(row, labels)
        self.halves = halves
        goals = ("total_goal", "annual_goal")
        self._awaiting = [
            (Label(name_of(cell.text), ("text.goals",)), cell)
            for cell, label in zip(row.cells, labels, strict=True) if label and _half_said(label) and "section" not in label.roles
        ]
        if self._awaiting:
            self.draft.printed.update(goals)
        return True

    def _half_unknown(self, row: Row, labels: list[Label | None]) -> bool:
        """实施期目标 | 某某目标: a heading nobody knows beside one that is known."""
        known = [label for label in labels if label and not label.rest and (_half_said(label) or label.role("section", "text"))]
        unknown = [cell for cell, label in zip(row.cells, labels, strict=True) if label is None]
        if len(unknown) != 1 or len(known) != len(row.cells) - 1 or not any(_half_said(label) for label in known):
            return False
        if len(row.cells) == 2 and not unknown[0].text.endswith("目标"):
            return False  # 年度目标 | 完成采购: a goal, if a poor one
        if not _MAYBE_LABEL.match(unknown[0].text) or unknown[0].text[0] in _REFERS:
            return False
        self.draft.unread(row, unknown[0])
        return True

    def _schedule_heading(self, labels: list[Label | None]) -> bool:
        """实施进度计划 | 实施内容 | 开始时间 | 完成时间: the rows below are understood but not kept."""
        if any(_has(label, "group.schedule") for label in labels) and len(labels) > 2 and all(label and not label.rest for label in labels):
            self._group = "schedule"
            return True
        return False

    # --- ordinary rows ------------------------------------------------------------------------------------------------

    def _walk(self, row: Row, labels: list[Label | None]) -> None:
        """A row of labels and the values behind them."""
        row_heads: list[tuple[Period, int]] = []
        sources = 0
        alone: list[tuple[Label, Cell]] = []
        pairs = self._pairs(row, labels)
        for label, at, values in pairs:
            self._group_of(label)
            role = label.role("amount", "source")
            if role in ("amount.total", "amount.annual"):
                row_heads.append(("total" if role == "amount.total" else "annual", at.column))
            if role and role.startswith("source."):
                self._source(role, self._half_of_source(row_heads, sources, at), row, values, label)
                sources += 1
            elif role:
                self._amount(role, row, values, label)
            else:
                self._take(label, row, values, at)
                if not values and label.role("text"):
                    alone.append((label, at))
        if row_heads:
            self._heads = row_heads
        self._awaiting = alone if len(alone) == sum(1 for label in labels if label) else []
        self._money_heads = self._heads_of_money(pairs)

    @staticmethod
    def _heads_of_money(pairs: list[tuple[Label, Cell, list[Cell]]]) -> list[tuple[Label, Cell]]:
        """资金总额 | 财政拨款 | 其他资金 in one row, the figures in the row below; none where a label has its value beside it."""
        heads = [(label, at) for label, at, _ in pairs if label.role("amount", "source", "budget", "info")]
        only = all(not values for _, _, values in pairs) and all(label.role("amount", "source", "budget", "info", "group") for label, _, _ in pairs)
        return heads if only and sum(1 for label, _ in heads if label.role("amount", "source")) > 1 else []

    def _money_below(self, row: Row, heads: list[tuple[Label, Cell]]) -> None:
        for cell in row.cells:
            label, _ = min(heads, key=lambda head: abs(head[1].column - cell.column))
            role = label.role("amount", "source")
            if role and role.startswith("source."):
                self._source(role, "annual", row, [cell], label)
            elif role or label.role("budget"):
                self._amount(role or "amount.annual", row, [cell], label)

    def _pairs(self, row: Row, labels: list[Label | None]) -> list[tuple[Label, Cell, list[Cell]]]:
        """Each label of the row with its cell and the values that follow it; what follows no label is unread."""
        found: list[tuple[Label, Cell, list[Cell]]] = []
        open_ = False
        for cell, label in zip(row.cells, labels, strict=True):
            waiting = found[-1] if open_ and not found[-1][2] else None
            if label and not (waiting and self._must_be_value(waiting[0], label, cell)):
                found.append((label, cell, [cell._replace(text=label.rest)] if label.rest else []))
                open_ = True
            elif open_ and not (cell.text[-1] in ":：" and len(cell.text) <= 12):
                found[-1][2].append(cell)
            else:  # no label before it, or a label itself, though nobody knows it: what follows would be its value
                self.draft.unread(row, cell)
                open_ = False
        return found

    def _must_be_value(self, pending: Label, label: Label, cell: Cell) -> bool:
        """A word of the vocabulary that stands as the value of a field: 项目属性 | 其他."""
        if label.cut:
            return True  # a value that happens to begin like a label
        kind = pending.roles[0].partition(".")[0]
        if kind == "text" and label.rest and label.role("text"):
            return True  # 立项依据 | 政策依据：……
        if kind not in _TAKES_ANY_VALUE or cell.text.rstrip().endswith((":", "：")) or label.rest:
            return False
        return not label.role("field", "text", "contact", "phone", "amount", "group")

    def _group_of(self, label: Label) -> None:
        group = label.role("group")
        if group == "group.amounts":
            self._group = "fund_use" if "text.fund_use" in label.roles else "amounts"
            self.draft.group_unit = label.unit or self.draft.group_unit
        elif group:
            self._group = group.removeprefix("group.")
            self._plan.open = group == "group.plan"
        elif label.role("text", "field"):
            self._group = None
            self._plan.open = False

    def _take(self, label: Label, row: Row, values: list[Cell], at: Cell) -> None:
        role = label.role("field", "text", "contact", "phone", "info", "group", "section", "half") or ""
        kind, _, key = role.partition(".")
        if "section" in label.roles and values and label.role("text"):
            kind, key = "text", (label.role("text") or "").partition(".")[2]
        if label.role("half") and label.role("text") and kind != "text" and (values or self._empty_beside(row, at)):
            kind, key = "text", (label.role("text") or "").partition(".")[2]
        if kind == "text":
            self.draft.labels.setdefault(key, label.text)
            self._text(key, row, values, at)
        elif kind == "field":
            self.draft.field(key, label.text, row, values, at)
        elif kind == "contact":
            self.draft.contact(label.text, row, values)
        elif kind == "phone":
            self.draft.phone(row, values)
        elif kind == "info":
            self._last_text = "info"
            for cell in values[1:]:
                self.draft.unread(row, cell)
        elif role == "group.amounts" and values and plain_amount(values[0].text) is not None:
            self._amount("amount.annual", row, values, label)
        elif role == "group.schedule" and values:
            self._text("plan", row, values, at)
        elif "budget.total" in label.roles and self._group == "amounts" and values and plain_amount(values[0].text) is not None:
            self._amount("amount.annual", row, values, label)
        elif "task.content" in label.roles and values and "overview" not in self.draft.printed:
            self.draft.labels.setdefault("overview", label.text)
            self._text("overview", row, values, at)
        elif role in ("group.plan", "group.schedule", "group.tasks"):
            pass
        else:
            for cell in values:
                self.draft.unread(row, cell)

    def _empty_beside(self, row: Row, at: Cell) -> bool:
        """Whether 年度目标 with nothing behind it is a goal left empty, not a heading over what follows: a heading fills its
        row; where spans are lost, the other goal printed beside its label shows how this one was meant to stand."""
        if len(row.cells) > 1 or self.halves:
            return False
        if row.spans_known:
            return at.column + at.column_span < self._width
        return not {"total_goal", "annual_goal"}.isdisjoint(self.draft.texts)

    def _text(self, key: str, row: Row, values: list[Cell], at: Cell) -> None:
        if key == "fund_use":
            self._group = "fund_use"
            self.draft.fund_use_label = True
            for cell in values:
                self.draft.running_use(row, cell)
            self._last_text = "fund_use"
            return
        if key == "goals":
            self._goals(row, values)
            return
        self.draft.printed.add(key)
        self._last_text = key
        if len(values) > 1 and key in ("total_goal", "annual_goal") and self.halves:
            self._goals(row, values)
            return
        values = self._own(row, values)
        spot = row.spot(values[0] if values else at)
        parts = list(dict.fromkeys(text_of(cell.text) for cell in values))
        self.draft.text(key, Text(" ".join(parts), spot))

    def _own(self, row: Row, values: list[Cell]) -> list[Cell]:
        """The values without what stands behind a cell that looks like a label nobody knows."""
        for n, cell in enumerate(values[1:-1], 1):
            if _MAYBE_LABEL.match(cell.text):
                for other in values[n:]:
                    self.draft.unread(row, other)
                return values[:n]
        return values

    def _goals(self, row: Row, values: list[Cell]) -> None:
        """总体目标: the goals of the two halves beside each other, or the only goal."""
        if not self.halves:
            self._last_text = "goals"
            for cell in values:
                self.draft.goals.append(Text(text_of(cell.text), row.spot(cell)))
            if not values:
                self.draft.goals_label = True
            return
        self.draft.printed.update(("total_goal", "annual_goal"))
        if len(values) > 2 and _MAYBE_LABEL.match(values[0].text):
            self.draft.unread(row, values[0])
            values = values[1:]
        middle = (self.halves[0][1] + self.halves[-1][1]) / 2
        groups: dict[str, list[Cell]] = {"total": [], "annual": []}
        distinct = len(values) == 2
        for n, cell in enumerate(values):
            first = n == 0 if distinct else cell.column < middle or (cell.column == middle and n == 0)
            groups[self.halves[0][0] if first else self.halves[-1][0]].append(cell)
        for half, cells in groups.items():
            if cells:
                parts = list(dict.fromkeys(text_of(cell.text) for cell in cells))
                self._last_text = f"{half}_goal"
                self.draft.text(self._last_text, Text(" ".join(parts), row.spot(cells[0])))

    def _values_only(self, row: Row) -> None:
        """A row without labels: values under labels, goals under their heading, running use of funds, or a text going on."""
        waiting, self._awaiting = self._awaiting, []
        heads, self._money_heads = self._money_heads, []
        if heads and all(plain_amount(cell.text) is not None for cell in row.cells):
            self._money_below(row, heads)
            return
        if any("text.goals" in label.roles for label, _ in waiting):
            self._goals(row, list(row.cells))
            return
        if waiting and len(row.cells) <= len(waiting) and not (len(waiting) == 1 and _MAYBE_LABEL.match(row.cells[0].text)):
            for cell in row.cells:
                label, at = min(waiting, key=lambda item: abs(item[1].column - cell.column))
                self._take(label, row, [cell], at)
            return
        if self._group == "fund_use" and len(row.cells) == 1 and all(self.draft.running_use(row, cell) for cell in row.cells):
            self._last_text = "fund_use"
            return
        if self._group == "schedule" and any(len(cell.text) <= 20 and _WHEN.search(cell.text) for cell in row.cells):
            return
        more = row.cells[0].text
        runs_on = self._new_page or _RUNS_ON.match(more)
        if len(row.cells) == 1 and self._last_text and runs_on and self.draft.continue_text(self._last_text, text_of(more)):
            return
        for cell in row.cells:
            self.draft.unread(row, cell)

    # --- money --------------------------------------------------------------------------------------------------------

    def _half_of_source(self, row_heads: list[tuple[Period, int]], nth: int, cell: Cell) -> Period:
        heads = row_heads[-1:] or self._heads
        if not heads:
            return "annual"
        if len(heads) == 1:
            return heads[0][0]
        if nth == 0 and abs(cell.column - heads[0][1]) <= abs(cell.column - heads[-1][1]):
            return heads[0][0]
        return heads[min(max(nth, 1), len(heads) - 1)][0]

    def _amount(self, role: str, row: Row, values: list[Cell], label: Label) -> None:
        key = role.removeprefix("amount.")
        self.draft.printed.add(f"amounts.{key}")
        self._total_unit = label.unit or self._total_unit
        if values:
            self.draft.amount(key, values[0], row, label.unit)
        for extra in values[1:]:
            if extra.text != values[0].text:
                self.draft.unread(row, extra)

    def _source(self, role: str, half: Period, row: Row, values: list[Cell], label: Label) -> None:
        key = role.removeprefix("source.")
        if not values:
            self.draft.sources.setdefault(half, {}).setdefault(key, None)
            return
        # parts are printed in the unit of their total: 预算数（万元） | 68 | 其中：市级财政 | 68
        unit = label.unit or (None if self.draft.group_unit or self.draft.money_unit else self._total_unit)
        self.draft.source(half, key, values[0], row, unit)
        for extra in values[1:]:
            if extra.text != values[0].text:
                self.draft.unread(row, extra)


def _half_said(label: Label) -> Period | None:
    """The half a heading names: 实施期目标, 项目总目标 → total; 年度目标, 年度总体目标 → annual."""
    if {"half.total", "text.total_goal"} & set(label.roles):
        return "total"
    if {"half.annual", "text.annual_goal"} & set(label.roles):
        return "annual"
    return None


def _has(label: Label | None, role: str) -> bool:
    return bool(label and role in label.roles)
