"""Which rows of the budget list belong to which table: shared by F506, C106, C107 and S606.

The same name comes first, then names that differ only in the year and small words at the end (项目, 经费). Names left over
on both sides are paired where each is the other's best match and they are clearly one project: a similarity of 0.75 at
least, no figure that tells them apart, and either equal amounts or nothing but small words in which they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from linter.checks.own_name import alternatives
from linter.submission import BudgetLine, Money, TargetTable
from linter.tables import table as data
from linter.wording import normal, squeeze

CLEAR, SAME = 0.75, 0.90
_LEAST_INSIDE = 4
_MARKED = re.compile(r"\d+|[一二三四五六七八九十甲乙丙丁东南西北]|[上下](?=半年|册|期)|[初中高](?=中|小|职|校)")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_LEVEL = re.compile(r"[-—–―]+")
_SHARE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Match:
    """The rows of one project. `exact`: the names are the same but for punctuation and marks of carried-over money.

    `sure`: that they are one project does not rest on their amounts, so that these may be compared.
    """

    rows: tuple[BudgetLine, ...]
    exact: bool = True
    sure: bool = True
    similarity: float = 1.0


class BudgetNames:
    """The rows of a budget list and the tables that name the same projects. Overall forms belong to no row."""

    def __init__(self, tables: Iterable[TargetTable], rows: Iterable[BudgetLine]) -> None:
        self._rows: dict[str, list[BudgetLine]] = {}
        for row in rows:
            self._rows.setdefault(_key(row.project_name), []).append(row)
        self._rows.pop("", None)
        self._tables: dict[str, list[TargetTable]] = {}
        for table in tables:
            if table.form != "overall" and _key(table.name):
                self._tables.setdefault(_key(table.name), []).append(table)
        self._paired = self._pairs()
        self._taken = {name for name in self._tables if name in self._rows} | set(self._paired.values())

    def of(self, table: TargetTable) -> Match | None:
        """The rows of the table's project, None where the list has none that clearly is it."""
        name = _key(table.name)
        if name in self._rows:
            return Match(tuple(self._rows[name]))
        other = self._paired.get(name)
        if other is None or table.form == "overall":
            return None
        similarity = Levenshtein.normalized_similarity(name, other)
        sure = similarity >= SAME or _small_difference(name, other) or _core(name) == _core(other)
        return Match(tuple(self._rows[other]), exact=False, sure=sure, similarity=similarity)

    def has_table(self, row: BudgetLine) -> bool:
        """Whether some table is that of this row, or of a project above or below it (工作经费 and 工作经费-水费)."""
        name = _key(row.project_name)
        return (
            name in self._taken
            or any(_one_level_apart(row.project_name, t.name) for ts in self._tables.values() for t in ts)
            or any(self._inside(other, name) for other in self._tables if other not in self._rows)
        )

    def has_row(self, table: TargetTable) -> bool:
        """Whether some row is that of this table, or of a project above or below it."""
        return (
            self.of(table) is not None
            or any(_one_level_apart(row.project_name, table.name) for rows in self._rows.values() for row in rows)
            or any(self._inside(_key(table.name), other) for other in self._rows if other not in self._tables)
        )

    def _inside(self, name: str, row: str) -> bool:
        """Whether one name holds the other whole (幼儿资助 in 学前幼儿资助) and their amounts agree: not clearly one project,
        but not clearly two either."""
        short, long = sorted((name, row), key=len)
        return (
            len(short) >= _LEAST_INSIDE and short in long and name in self._tables and row in self._rows
            and _not_told_apart(name, row) and self._amounts_agree(name, row) is True
        )

    def shared(self, table: TargetTable) -> bool:
        """Whether several tables bear this name: which row, or which part of it, is whose cannot be told."""
        return len(self._tables.get(_key(table.name), ())) > 1

    @property
    def strangers(self) -> bool:
        """Whether list and tables name nothing in common though each names several projects: two different levels."""
        return not self._taken and min(len(self._rows), len(self._tables)) >= 3

    def _pairs(self) -> dict[str, str]:
        """Table name → row name for the names left over that are clearly the same project."""
        rows = [name for name in self._rows if name not in self._tables]
        tables = [name for name in self._tables if name not in self._rows]
        if not rows or not tables:
            return {}
        paired = _same_core(tables, rows)
        rows = [name for name in rows if name not in paired.values()]
        tables = [name for name in tables if name not in paired]
        best = {name: self._best(name, rows, table_side=True) for name in tables}
        back = {name: self._best(name, tables, table_side=False) for name in {row for row in best.values() if row}}
        return paired | {name: row for name, row in best.items() if row and back[row] == name}

    def _best(self, name: str, others: Sequence[str], *, table_side: bool) -> str | None:
        """The most similar other name that is clearly the same project; None also where two are equally near."""
        near = [
            (score, other)
            for other, score, _ in process.extract_iter(
                name, others, scorer=Levenshtein.normalized_similarity, score_cutoff=CLEAR
            )
            if self._clear(*((name, other) if table_side else (other, name)), score)
        ]
        near.sort(reverse=True)
        if not near or (len(near) > 1 and near[0][0] == near[1][0]):
            return None
        return near[0][1]

    def _clear(self, name: str, row: str, score: float) -> bool:
        if not _not_told_apart(name, row):
            return False
        return score >= SAME or _small_difference(name, row) or self._amounts_agree(name, row) is not False

    def _amounts_agree(self, name: str, row: str) -> bool | None:
        """Whether one table's amount is that of the row; None where an amount is not known."""
        annual = [table.amounts.annual for table in self._tables[name]]
        listed = [line.amount for line in self._rows[row]]
        if None in annual or None in listed:
            return None
        sums = [money.yuan for money in (*listed,) if money]
        sums.append(sum(sums, Decimal(0)))
        return any(_near(money, total) for money in annual if money for total in sums)


def _same_core(tables: Sequence[str], rows: Sequence[str]) -> dict[str, str]:
    """Table name → row name where only one of each is left with this core (河湖保洁 in 河湖保洁项目经费)."""
    cores: dict[str, tuple[list[str], list[str]]] = {}
    for side, names in enumerate((tables, rows)):
        for name in names:
            cores.setdefault(_core(name), ([], []))[side].append(name)
    return {
        named[0]: listed[0] for named, listed in cores.values()
        if len(named) == len(listed) == 1 and _not_told_apart(named[0], listed[0])
    }


@lru_cache(maxsize=8192)
def _core(name: str) -> str:
    """A name without its years and the small words at its end."""
    bare = _YEAR.sub("", name)
    core = _small_end().sub("", bare)
    return core if len(core) >= 2 else bare or name


@cache
def _small_end() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives([*data('stock_words')['name']['extras'], '工作'])})+$")


def _near(money: Money, yuan: Decimal) -> bool:
    return abs(money.yuan - yuan) <= max(_SHARE * max(abs(money.yuan), abs(yuan)), money.step / 2, Decimal(50))


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    """What tells projects apart in a list: the name without punctuation and without marks of carried-over money."""
    return normal(_carried().sub("", name)) or normal(name)


@cache
def _carried() -> re.Pattern[str]:
    return re.compile(alternatives(data("stock_words")["name"]["carried"]))


@cache
def _small() -> re.Pattern[str]:
    name = data("stock_words")["name"]
    return re.compile(f"(?:{alternatives([*name['extras'], *name['links'], '服务', '工作', '补助', '补贴'])})*")


def _not_told_apart(one: str, other: str) -> bool:
    """Whether both carry the same figures, ordinals and directions; a year that only one of them carries is no matter."""
    if bool(_YEAR.search(one)) != bool(_YEAR.search(other)):
        one, other = _YEAR.sub("", one), _YEAR.sub("", other)
    return _MARKED.findall(one) == _MARKED.findall(other)


def _small_difference(one: str, other: str) -> bool:
    """Whether they differ only in small words (经费, 项目, 的)."""
    differing = [step for step in Levenshtein.opcodes(one, other) if step.tag != "equal"]
    ones = "".join(one[step.src_start : step.src_end] for step in differing)
    others = "".join(other[step.dest_start : step.dest_end] for step in differing)
    return bool(_small().fullmatch(ones) and _small().fullmatch(others))


@lru_cache(maxsize=65536)
def _one_level_apart(one: str, other: str) -> bool:
    """Whether one name is the other's first or last level: 工作经费 and 工作经费-水费, 水费 and 工作经费-水费."""
    short, long = sorted((squeeze(one), squeeze(other)), key=len)
    parts = [normal(part) for part in _LEVEL.split(long)]
    return len(parts) > 1 and normal(short) in (parts[0], parts[-1]) and len(normal(short)) >= 2
