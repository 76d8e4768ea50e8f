"""`Draft`: one form while it is being read. What was read from where, and every cell that found no role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from linter.form.layout import name_of, text_of
from linter.form.money import parse_money, plain_amount
from linter.grid.grid import Row
from linter.reading.blocks import Cell
from linter.submission import (
    Amounts,
    Contact,
    FormKind,
    Indicator,
    Money,
    Note,
    Period,
    SpendingStep,
    TargetTable,
    Text,
)
from linter.where import NOWHERE, Spot
from linter.wording import quoted, squeeze

_MENU_USE = re.compile(r"^\w{1,6}类$")  # 资金用途 chosen from a menu (业务类, 专项类) is no running text
_PHONE = re.compile(r"^[\d（(+][\d\s（）()\-—－、,/;；转]{4,}$")
_DIGITS = re.compile(r"^[\d\s]+$")
_FILLS_A_LINE = 10  # a text shorter than this did not break for want of room
_BLANK = frozenset("-—–/\\_·.:：、，,;；")


@dataclass(slots=True)
class Draft:
    """Filled by the readers of a form's parts, then `table` makes the frozen value."""

    title: str = ""
    fiscal_year: int | None = None
    money_unit: str | None = None
    group_unit: str | None = None
    spans_known: bool = False
    spot: Spot = NOWHERE
    form: FormKind | None = None
    printed: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Text] = field(default_factory=dict)
    field_labels: dict[str, str] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    goals: list[Text] = field(default_factory=list)
    goals_label: bool = False
    fund_use: list[Text] = field(default_factory=list)
    fund_use_label: bool = False
    fund_use_filled: bool = False
    amounts: dict[str, Money] = field(default_factory=dict)
    sources: dict[Period, dict[str, Money | None]] = field(default_factory=dict)
    unit_unknown: set[str] = field(default_factory=set)
    waiting: dict[tuple[str, str], tuple[str, Spot]] = field(default_factory=dict)
    spending_plan: list[SpendingStep] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    has_unit_column: bool = False
    has_weight_column: bool = False
    two_halves: bool = False
    left: list[tuple[Spot, str]] = field(default_factory=list)
    left_columns: list[tuple[Spot, str]] = field(default_factory=list)

    def fresh(self, spot: Spot) -> Draft:
        """A draft for the next project of a list, with what the paragraphs above the list say."""
        return Draft(self.title, self.fiscal_year, self.money_unit, self.group_unit, self.spans_known, spot)

    def unread(self, row: Row, cell: Cell) -> None:
        """A cell that found no role. Dashes and the like hold nothing that could be lost."""
        if not set(cell.text) <= _BLANK:
            self.left.append((row.spot(cell), cell.text))

    def unread_columns(self, row: Row, starts: Iterable[int]) -> None:
        """Column headings nobody knows: said once, for all the cells below them."""
        for cell in row.cells:
            if cell.column in starts and cell.text not in {text for _, text in self.left_columns}:
                self.left_columns.append((row.spot(cell), cell.text))

    def field(self, key: str, label: str, row: Row, values: list[Cell], at: Cell) -> None:
        """The value beside a label. Of two labels for one field (中央主管部门, 省级主管部门) the first is kept."""
        self.printed.add(key)
        if values and not (key in self.fields and self.fields[key].value):
            self.fields[key] = Text(name_of(values[0].text), row.spot(values[0]))
            self.field_labels[key] = label
            for extra in values[1:]:
                if extra.text != values[0].text:
                    self.unread(row, extra)
        elif values:
            for cell in values:
                if name_of(cell.text) != self.fields[key].value and label == self.field_labels[key]:
                    self.unread(row, cell)
        else:
            self.fields.setdefault(key, Text("", row.spot(at)))

    def text(self, key: str, text: Text) -> None:
        """A running text; a second one under the same label goes behind the first."""
        self.printed.add(key)
        before = self.texts.get(key)
        if before and before.value and text.value:
            if text.value != before.value:
                self.texts[key] = Text(f"{before.value} {text.value}", before.spot)
        elif text.value or before is None:
            self.texts[key] = text

    def continue_text(self, key: str, more: str) -> bool:
        """The rest of a text that broke over to the next row; False when no text can have gone on."""
        held = {"goals": self.goals, "fund_use": self.fund_use}.get(key)
        before = held[-1] if held else self.texts.get(key)
        if before is None or len(before.value) < _FILLS_A_LINE or (len(more) < _FILLS_A_LINE and before.value[-1] in "。！；"):
            return False
        joined = Text(before.value + more, before.spot)
        if held:
            held[-1] = joined
        else:
            self.texts[key] = joined
        return True

    def running_use(self, row: Row, cell: Cell) -> bool:
        """资金用途; a choice from a menu is understood but is no running text."""
        self.fund_use_filled = True
        if not _MENU_USE.match(name_of(cell.text)):
            self.fund_use.append(Text(text_of(cell.text), row.spot(cell)))
        return True

    def amount(self, key: str, cell: Cell, row: Row, unit: str | None) -> None:
        """A whole amount; `unit` from its label. Without one it waits for a unit printed further down."""
        money = parse_money(cell.text, unit=unit or self.group_unit or self.money_unit)
        if money is not None:
            self.amounts.setdefault(key, Money(money.yuan, money.step, row.spot(cell)))
        elif plain_amount(cell.text) is not None:
            self.waiting.setdefault(("", key), (cell.text, row.spot(cell)))

    def source(self, half: Period, key: str, cell: Cell, row: Row, unit: str | None) -> None:
        """A funding source of one half."""
        money = parse_money(cell.text, unit=unit or self.group_unit or self.money_unit)
        held = self.sources.setdefault(half, {})
        if held.get(key) is None:
            held[key] = money and Money(money.yuan, money.step, row.spot(cell))
        if money is None and plain_amount(cell.text) is not None:
            self.waiting.setdefault((half, key), (cell.text, row.spot(cell)))

    def contact(self, role: str, row: Row, values: list[Cell]) -> None:
        if values:
            self.contacts.append(Contact(role, name_of(values[0].text), None, row.spot(values[0])))
        for extra in values[1:]:
            self.unread(row, extra)

    def phone(self, row: Row, values: list[Cell]) -> None:
        for cell in values:
            if not _PHONE.match(cell.text):
                self.unread(row, cell)
        values = [cell for cell in values if _PHONE.match(cell.text)]
        if not values:
            return
        phone = "".join(values[0].text.split())
        if self.contacts and self.contacts[-1].phone is None:
            last = self.contacts[-1]
            self.contacts[-1] = Contact(last.role, last.name, phone, row.spot(values[0]))
        else:
            self.contacts.append(Contact("联系电话", None, phone, row.spot(values[0])))

    # --- the frozen value ---------------------------------------------------------------------------------------------

    def kind(self) -> FormKind:
        if self.form:
            return self.form
        name = self.fields.get("project_name")
        title = squeeze(self.title)
        if name and name.value:
            title = title.replace(squeeze(name.value), "")
        if "整体" in title and "转移支付" not in title:
            return "overall"
        if "转移支付" in title or ("区域" in title and "绩效" in title):
            return "transfer"
        return "project"

    def table(self, index: int, fiscal_year: int | None, money_unit: str | None) -> tuple[TargetTable, list[Note]]:
        """The table, and notes on every cell that found no role."""
        self._settle_goals()
        self._settle_use()
        self._settle_amounts()
        value = {key: text.value or None for key, text in self.fields.items()}
        filled = value.get("filled_at")
        if filled and _DIGITS.match(filled):
            filled = "".join(filled.split())
        name = self.fields.get("project_name")
        printed = set(self.printed)
        if "department_name" in self.fields and not value.get("department"):
            value["department"] = value.get("department_name")
        own_year = value.get("fiscal_year") or ""
        year = int(own_year[:4]) if own_year[:4].isdigit() and len(own_year) >= 4 else None
        table = TargetTable(
            index=index, form=self.kind(), title=self.title, fiscal_year=self.fiscal_year or year or fiscal_year,
            project_name=name if name and name.value else None, project_code=value.get("project_code"),
            department=value.get("department") or value.get("local_department"),
            implementing_unit=self.fields.get("implementing_unit") if value.get("implementing_unit") else None,
            project_attribute=value.get("project_attribute") or value.get("project_kind"), project_period=value.get("project_period"),
            start_date=value.get("start_date"), end_date=value.get("end_date"),
            amounts=Amounts(
                self.amounts.get("total"), self.amounts.get("annual"), self.amounts.get("previous_total"),
                self.amounts.get("previous_annual"), {half: dict(per) for half, per in self.sources.items()},
                tuple(sorted(self.unit_unknown)),
            ),
            texts=dict(self.texts), spending_plan=tuple(sorted(self.spending_plan, key=lambda step: step.month)),
            filled_at=filled, contacts=tuple(self.contacts), indicators=tuple(self.indicators),
            printed=frozenset(printed), labels=dict(self.labels), has_unit_column=self.has_unit_column, has_weight_column=self.has_weight_column,
            two_halves=self.two_halves, spans_known=self.spans_known, spot=self.spot,
        )
        notes = [
            Note(f"第{index + 1}张表“{table.name or self.title}”中这一格未能识别：{quoted(text, 60)}", spot, index)
            for spot, text in self.left
        ]
        if self.unit_unknown:
            said = "金额没有写明单位（元还是万元），与金额有关的规则未检查"
            notes.append(Note(f"第{index + 1}张表“{table.name or self.title}”的{said}", self.spot, index))
        notes += [
            Note(f"第{index + 1}张表“{table.name or self.title}”的这一列未能识别，整列未检查：{quoted(text, 60)}", spot, index)
            for spot, text in self.left_columns
        ]
        return table, notes

    def _settle_amounts(self) -> None:
        """Amounts whose unit was printed below them, (万元) in a row of its own; the others stay unknown."""
        for (half, key), (text, spot) in self.waiting.items():
            money = parse_money(text, unit=self.group_unit or self.money_unit)
            if money is None:
                self.unit_unknown.add(f"sources.{half}.{key}" if half else key)
            elif half:
                self.sources["total" if half == "total" else "annual"][key] = Money(money.yuan, money.step, spot)
            else:
                self.amounts.setdefault(key, Money(money.yuan, money.step, spot))

    def _settle_goals(self) -> None:
        """总体目标 with no halves above it: the total goal where the form has an annual one besides, else the annual."""
        if not self.goals and not self.goals_label:
            return
        keys = ["total_goal"] if "annual_goal" in self.printed else ["annual_goal"]
        if len(self.goals) == 2 and "annual_goal" not in self.printed:
            keys = ["total_goal", "annual_goal"]
        for n, text in enumerate(self.goals or [Text("", self.spot)]):
            self.text(keys[min(n, len(keys) - 1)], text)

    def _settle_use(self) -> None:
        """资金用途 is the overview where the form has no 项目概况."""
        if "overview" not in self.printed and "fund_use" in self.labels:
            self.labels["overview"] = self.labels["fund_use"]
        if self.fund_use and "overview" not in self.printed:
            for text in self.fund_use:
                self.text("overview", text)
        elif self.fund_use_label and not self.fund_use_filled and "overview" not in self.printed:
            self.text("overview", Text("", self.spot))
