"""A cell as people call it: 就业率 › 年度 › 指标值."""

from __future__ import annotations

from linter.report.form import Address
from linter.submission import TEXT_KEYS, TargetTable
from linter.tables import table as words
from linter.web.editing.cells import indicator_at, source_of


def named(table: TargetTable, address: Address) -> str:
    data = words("csv_columns")
    columns, halves = data["columns"], data["halves"]
    name = address.name or ""
    if address.kind == "indicator":
        indicator = indicator_at(table, address)
        half = halves[address.period] if table.two_halves and address.period else ""
        called = (indicator.level3 if indicator else "") or f"第{(address.row or 0) + 1}条指标"
        return " › ".join(filter(None, (called, half, columns[f"column.{address.part}"])))
    if address.kind == "spending_plan":
        return f"{words('form_view')['sections']['plan']} › {address.row}{data['months']['suffix']}"
    if name in TEXT_KEYS:
        said: str = table.labels.get(name) or columns[f"text.{name}"]
        return said
    if source := source_of(name):
        return f"{halves[source[0]]} › {data['sources'].get(source[1], source[1])}"
    if name.startswith("amounts."):
        return str(columns[f"amount.{name.removeprefix('amounts.')}"]).removesuffix(data["money"]["suffix"])
    return str(columns[f"field.{name}"])
