"""Word documents, side by side with python-docx on the same files in the same run, cells compared. Prints ratios only."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from linter.reading import read, read_bytes
from linter.reading.blocks import Document, TableBlock
from tests.bench.test_speed import median
from tests.containers.word import as_document
from tests.layouts import Cell, Rows
from tests.reading.word_files import as_docx

pytestmark = pytest.mark.bench
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
TIMES = 10  # how often the tables stand in the large document


def pages() -> list[Document]:
    return [read(path) for path in sorted(SAMPLES.glob("*/*.html"))]


def rows_of(table: TableBlock) -> Rows:
    """The table as rows of cells, empty ones in every place without a text."""
    width = max(cell.column + cell.column_span for cell in table.cells)
    taken = {(cell.row + y, cell.column + x) for cell in table.cells for y in range(cell.row_span) for x in range(cell.column_span)}
    found: list[list[tuple[int, Cell]]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        found[cell.row].append((cell.column, Cell(cell.text, cell.column_span, cell.row_span)))
    for row in range(table.row_count):
        found[row] += [(column, Cell("")) for column in range(width) if (row, column) not in taken]
    return [[cell for _, cell in sorted(row, key=lambda pair: pair[0])] for row in found]


def by_python_docx(data: bytes) -> list[list[list[str]]]:
    import docx

    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(data)).tables]


def here(data: bytes) -> list[TableBlock]:
    return [block for block in read_bytes(data, "表.docx").blocks if isinstance(block, TableBlock)]


def columns_that_count(data: bytes) -> list[list[list[str]]]:
    """As python-docx has it, without the columns no cell begins in: those are no columns here."""
    import docx

    found = []
    for table in docx.Document(io.BytesIO(data)).tables:
        rows = [list(row.cells) for row in table.rows]
        begun = [x for x in range(len(rows[0])) if x == 0 or any(row[x]._tc is not row[x - 1]._tc for row in rows)]
        found.append([[row[x].text for x in begun] for row in rows])
    return found


def equal_cells(ours: list[TableBlock], data: bytes) -> tuple[int, int]:
    """Of the cells python-docx gives (a merged cell once for every place), how many are the same here."""
    same = every = 0
    for table, rows in zip(ours, columns_that_count(data), strict=True):
        dense: dict[tuple[int, int], str] = {}
        for c in table.cells:
            dense.update(dict.fromkeys(((c.row + y, c.column + x) for y in range(c.row_span) for x in range(c.column_span)), c.text))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                every += 1
                same += dense.get((y, x), "") == text.strip()
    return same, every


def peak(work: Any, data: bytes) -> float:
    tracemalloc.start()
    work(data)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def test_tables_of_word_documents() -> None:
    parts: list[Any] = [part for page in pages() for block in page.blocks for part in ([rows_of(block)] if isinstance(block, TableBlock) else [block.text])]
    plain = as_docx(pages()[0])
    files = {"自编样例排成一份": as_document(parts), f"同上 {TIMES} 份": as_document(parts * TIMES), "一个小文件": plain}
    for name, data in files.items():
        ours = here(data)
        same, every = equal_cells(ours, data)
        mine, other = median(lambda data=data: here(data)), median(lambda data=data: by_python_docx(data))
        print(
            f"\n{name}（{len(ours)} 张表，{every} 格）：这里 {len(ours) / mine:,.0f} 表/秒，python-docx {len(ours) / other:,.0f} 表/秒，"
            f"{other / mine:.1f} 倍；与 python-docx 相同的格 {same}/{every}；Python 内存峰值 {peak(here, data):.1f} MB 对 {peak(by_python_docx, data):.1f} MB"
        )
        assert same == every
