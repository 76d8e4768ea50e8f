"""`form_view`: a target table as the official form shows it, section by section."""

from __future__ import annotations

from collections.abc import Collection

from linter.report.form import fields
from linter.report.form.indicators import indicator_sections
from linter.report.form.view import Address, Cell, FormView
from linter.submission import TargetTable
from linter.tables import table as words


def form_view(table: TargetTable, lacking: Collection[str] = ()) -> FormView:
    """The form of one table. `lacking`: categories (`benefit` for all four benefit kinds) to be drawn as missing."""
    kind = words("csv_columns")["forms"][table.form]
    year = f"（{table.fiscal_year}年度）" if table.fiscal_year else ""
    own = [category for category in dict.fromkeys(lacking) if not _has(table, category)]
    sections = (
        fields.head(table), fields.money(table), fields.texts(table), fields.plan(table), fields.goals(table),
        *indicator_sections(table, own), fields.foot(table),
    )
    return FormView(
        table.index, Cell(table.title or words("form_view")["title"], "heading", address=Address("table"), spot=table.spot),
        f"{year}{'' if table.form == 'project' else kind}", tuple(section for section in sections if section),
    )


def _has(table: TargetTable, category: str) -> bool:
    return any(i.category == category for i in table.indicators)
