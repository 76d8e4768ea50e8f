"""PDF side by side with pdfplumber's own find_tables over all pages. Prints ratios; no number here passes or fails."""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Callable

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import TableBlock
from tests.agreement.parsed import CASES, LAYOUTS
from tests.containers.book import book
from tests.containers.pdf import Look, as_pages
from tests.layouts import Part
from tests.more_layouts import parts_of

pdfplumber = pytest.importorskip("pdfplumber")
pytestmark = pytest.mark.bench


def forms() -> list[list[Part]]:
    return [parts_of(case, layout) for case in CASES.values() for layout in LAYOUTS.values()]


def ours(data: bytes) -> int:
    """Cells with text in all tables."""
    return sum(len(block.cells) for block in read_bytes(data, "书.pdf").blocks if isinstance(block, TableBlock))


def plumber(data: bytes) -> int:
    """Cells with text in the tables of all pages, read by their boxes as merged cells must be."""
    found = 0
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            for table in page.find_tables():
                found += sum(1 for row in table.extract() for text in row if text and text.strip())
            page.close()
    return found


def timed(read: Callable[[bytes], int], data: bytes, rounds: int) -> tuple[float, int]:
    best, cells = float("inf"), 0
    for _ in range(rounds):
        start = time.process_time()
        cells = read(data)
        best = min(best, time.process_time() - start)
    return best, cells


def memory(read: Callable[[bytes], int], data: bytes) -> float:
    """The peak of Python's own memory in MiB."""
    tracemalloc.start()
    read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


@pytest.mark.parametrize(("name", "rules"), [("strokes", "strokes"), ("thin boxes", "boxes"), ("rectangles", "rectangles")])
def test_pages_of_forms(name: str, rules: str) -> None:
    data = as_pages([part for form in forms()[::5] for part in form], Look(rules=rules, page_numbers=True))
    report(name, data, memory_too=False)


def test_book_with_forms() -> None:
    data = book(370, forms()[:30])
    report("book of 370 pages and 30 forms", data, memory_too=True)


def report(name: str, data: bytes, *, memory_too: bool) -> None:
    with pdfplumber.open(io.BytesIO(data)) as file:
        pages = len(file.pages)
    seconds, cells = timed(ours, data, 3)
    slow, other = timed(plumber, data, 1)
    said = f"{name}: {pages} pages, {pages / seconds:.0f} pages/s, pdfplumber {pages / slow:.1f} pages/s, {slow / seconds:.1f} ×; cells {cells} and {other}"
    if memory_too:
        said += f"; Python memory {memory(ours, data):.0f} MiB"
    print(said)
