"""`jixiao query`: SQL on the results, read-only: neither the results nor any other file can be written or read by it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from linter.errors import JixiaoError
from linter.report.columns import grid
from linter.report.page import PIPED
from linter.screen.store import Store

_MOST_SHOWN = 200


def answer(out: Path, sql: str, format: str) -> str:
    """What a query gives: text (the first rows as a table), csv or json (all of them). Raises JixiaoError with DuckDB's word on it."""
    with Store(out, read_only=True) as store:
        store.connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        try:
            cursor = store.connection.execute(sql)
            names = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchmany(_MOST_SHOWN + 1) if format == "text" else cursor.fetchall()
        except duckdb.Error as error:
            first = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise JixiaoError(f"这句 SQL 执行不了（{first}）", remedy="有哪些表和列，见 linter/docs/screening.md；例如 SELECT agency, score FROM agencies。") from None
    if format == "json":
        return msgspec.json.format(msgspec.json.encode([dict(zip(names, map(_plain, row), strict=True)) for row in rows]), indent=2).decode() + "\n"
    if format == "csv":
        held = io.StringIO()
        csv.writer(held, lineterminator="\r\n").writerows([names, *rows])
        return "\ufeff" + held.getvalue()
    said = [tuple("" if value is None else " ".join(str(value).split()) for value in row) for row in rows[:_MOST_SHOWN]]
    lines = list(grid([tuple(names), *said], ambiguous=PIPED.ambiguous))
    more = f"只列出前 {_MOST_SHOWN} 行，全部用 --format csv -o 文件。\n" if len(rows) > _MOST_SHOWN else f"共 {len(rows)} 行。\n"
    return "\n".join(lines) + "\n" + more


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    return float(value) if isinstance(value, Decimal) else value if isinstance(value, int | float | str | bool | list | dict | None) else str(value)
