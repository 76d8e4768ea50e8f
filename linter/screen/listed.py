"""Lists the user brings as a table (xlsx, csv, …) with a header row: the manifest of files, the table of agencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linter.errors import ReadError, SettingsError
from linter.reading import read
from linter.reading.blocks import Document, TableBlock
from linter.reading.opening import shown_name
from linter.wording import squeeze


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: column key → text, '' where it is empty; `place` as people say it."""

    cells: Mapping[str, str]
    place: str

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


def listed(path: Path, columns: Mapping[str, Sequence[str]], needed: Sequence[str], said: str) -> Iterator[Listed]:
    """The rows of every table in a file whose header names the columns. `said`: what the file is called in messages.

    Raises SettingsError where the file cannot be read, or no table has the columns `needed`.
    """
    try:
        document = read(path)
    except ReadError as error:
        raise SettingsError(f"{said}读不了：{error.what}", source=shown_name(path), place=error.place, remedy=error.remedy) from error
    yield from _rows_of(document, columns, needed, said)


def _rows_of(document: Document, columns: Mapping[str, Sequence[str]], needed: Sequence[str], said: str) -> Iterator[Listed]:
    words = {squeeze(word).lower(): key for key, each in columns.items() for word in each}
    found = False
    for block in document.blocks:
        if not isinstance(block, TableBlock):
            continue
        header: dict[int, str] = {}
        for cells in block.rows():
            texts = {cell.column: cell.text for cell in cells}
            if not header:
                header = _header(texts, words, needed)
                found = found or bool(header)
            elif texts:
                first = min(texts)
                row = {key: texts.get(column, "").strip() for column, key in header.items()}
                if any(row.values()):
                    yield Listed(row, block.place.spot(cells[0].row, first).said())
    if not found:
        heads = "、".join(f"“{columns[key][1] if len(columns[key]) > 1 else columns[key][0]}”" for key in needed)
        raise SettingsError(f"{said}里没有找到表头", source=document.source, remedy=f"表头里应有{heads}。")


def _header(texts: Mapping[int, str], words: Mapping[str, str], needed: Sequence[str]) -> dict[int, str]:
    """Column → key, {} where the row is no header."""
    header: dict[int, str] = {}
    for column, text in sorted(texts.items()):
        key = words.get(squeeze(text).lower())
        if key and key not in header.values():
            header[column] = key
    return header if set(needed) <= set(header.values()) else {}
