"""Which tables of a document are different projects: what B204 and B207 compare."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from linter.checks.own_name import alternatives
from linter.submission import TargetTable
from linter.tables import table as data
from linter.wording import normal, quoted


@lru_cache(maxsize=4096)
def project_key(name: str) -> str:
    """What tells projects apart; '' when the table names none. Years and figures count, carry-over marks do not."""
    return normal(_carried().sub("", name))


@cache
def _carried() -> re.Pattern[str]:
    return re.compile(alternatives(data("stock_words")["name"]["carried"]))


def comparable(tables: Iterable[TargetTable]) -> list[TargetTable]:
    """The tables of named projects: overall forms sum up the others and are not compared with them."""
    return [table for table in tables if table.form != "overall" and project_key(table.name)]


def projects_said(tables: Iterable[TargetTable], most: int = 3) -> str:
    """Project names for a message: “甲”“乙”“丙”等5个项目."""
    names = list(dict.fromkeys(table.name for table in tables))
    shown = "".join(quoted(name, 30) for name in names[:most])
    return f"{shown}等{len(names)}个项目" if len(names) > most else shown
