"""The indicator library: `corpus/indicator_library.tsv`, and a user's own file that adds to it or stands in its place.

    library = library_of("我的指标库.csv", replace=False)
    library.index("quality").nearest("窗口差错率", 3)

A library is a table with a header row; `data/library_columns.toml` says what its columns may be called. Only the name is required;
指标值 may hold comparator, number and unit together. Raises SettingsError, in Chinese, on a file that cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from linter.artefacts import artefact
from linter.errors import ReadError, SettingsError
from linter.form.value import parse_target
from linter.reading import read
from linter.reading.blocks import TableBlock
from linter.submission import Category
from linter.suggest.retrieve import Index
from linter.tables import table
from linter.wording import squeeze

FILE_NAME = "indicator_library.tsv"
OWN = "自有指标库"


class Entry(NamedTuple):
    """One indicator. `target` is the value as a cell shows it: ≥98%, 11月30日前; '' where the library gives none."""

    name: str
    category: Category
    sector: str
    target: str
    source: str


class Library:
    """Indicators with what finds the near ones; `index` builds what a category needs on first use."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._indices: dict[tuple[str, ...], Index[Entry]] = {}

    def index(self, *categories: str) -> Index[Entry]:
        """The index of these categories, of the whole library where none is given."""
        if categories not in self._indices:
            chosen = [entry for entry in self.entries if not categories or entry.category in categories]
            self._indices[categories] = Index(chosen, [entry.name for entry in chosen])
        return self._indices[categories]


@cache
def library_of(own: str = "", *, replace: bool = False) -> Library:
    """The library of the project with the user's `own` file in front of it, or, with `replace`, that file alone."""
    if not own:
        return Library(_shipped())
    entries = tuple(_read_own(Path(own)))
    if replace:
        return Library(entries)
    known = {(entry.name, entry.category) for entry in entries}
    return Library((*entries, *(entry for entry in _shipped() if (entry.name, entry.category) not in known)))


@cache
def _shipped() -> tuple[Entry, ...]:
    """The project's own table: from the wheel, or from the checkout beside the package."""
    path = artefact("corpus", FILE_NAME)
    if path is None:
        raise SettingsError("程序自带的指标库不见了", source=FILE_NAME, remedy="请重新安装本程序。")
    lines = path.read_text("utf-8").splitlines()
    column = {name: number for number, name in enumerate(lines[0].split("\t"))}
    name, category, sector, source = (column[key] for key in ("name", "category", "sector", "source"))
    sign, value, unit = (column[key] for key in ("comparator", "value", "unit"))
    rows = (line.split("\t") for line in lines[1:])
    return tuple(
        Entry(row[name], cast(Category, row[category]), row[sector], row[sign] + row[value] + row[unit], row[source])
        for row in rows
    )


def _read_own(path: Path) -> Iterator[Entry]:
    source = str(path)
    try:
        document = read(path)
    except ReadError as error:
        remedy = error.remedy.replace("再检查", "再用作指标库")
        raise SettingsError(f"指标库读不了：{error.what}", source=source, remedy=remedy) from error
    found = False
    for block in document.blocks:
        if isinstance(block, TableBlock):
            header: dict[str, int] = {}
            for cells in block.rows():
                texts = {cell.column: cell.text for cell in cells}
                if not header:
                    header = _header(texts)
                    continue
                row = {key: texts.get(number, "").strip() for key, number in header.items()}
                if row["name"]:
                    found = True
                    yield _entry(row, source, block.place.spot(cells[0].row, header["category"]).said())
    if not found:
        raise SettingsError(
            "没有找到指标", source=source,
            remedy="指标库应是一张表，表头里有“指标名称”“指标类别”两列，另可有“指标值”“比较符号”“计量单位”“行业”“来源”。",
        )


def _header(texts: dict[int, str]) -> dict[str, int]:
    """Role → column, {} where the row is no header of a library."""
    roles = {word: role for role, words in table("library_columns")["columns"].items() for word in words}
    found: dict[str, int] = {}
    for number, text in sorted(texts.items()):
        role = roles.get(squeeze(text))
        if role:
            found.setdefault(role, number)
    return found if {"name", "category"} <= found.keys() else {}


def _entry(row: dict[str, str], source: str, place: str) -> Entry:
    category = category_of(row["category"])
    if category is None:
        raise SettingsError(
            f"不认识的指标类别“{row['category']}”", source=source, place=place,
            remedy="请写数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响或满意度。",
        )
    target = parse_target(row.get("value", ""), sign=row.get("comparator"), unit=row.get("unit")).raw
    return Entry(row["name"], category, row.get("sector", ""), target, row.get("source") or OWN)


def category_of(said: str) -> Category | None:
    """The category a person means: quality, 质量, 质量指标; None where it is none."""
    return _categories().get(squeeze(said).lower().removesuffix("指标"))


@cache
def _categories() -> dict[str, Category]:
    return {word: category for category, words in table("library_columns")["categories"].items() for word in words}
