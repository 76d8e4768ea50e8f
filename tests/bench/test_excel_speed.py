"""Workbooks side by side with openpyxl and pandas on the same files in one run; prints ratios, never passes or fails.

    python -m pytest tests/bench/test_excel_speed.py -m bench -s
"""

from __future__ import annotations

import gc
import html
import importlib.util
import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from linter.limits import DEFAULT_LIMITS
from linter.reading import read
from linter.reading.excel.xlsx import read_xlsx
from tests.reading.workbooks import TYPES, laid_out, saved, strings_xml

pytestmark = pytest.mark.bench

SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "two_halves" / "yunxi_water.html"
FORMS, ROWS = 100, 20_000
RUNS = 3
SLOW = ("openpyxl", "openpyxl read_only", "pandas openpyxl")
_INLINE = re.compile(r'<c([^>]*?) t="inlineStr"><is><t>([^<]*)</t></is></c>')


def as_excel_writes(data: bytes) -> bytes:
    """The same workbook with its texts in the shared strings: openpyxl leaves them in the cells, as character numbers."""
    known: dict[str, int] = {}

    def shared(found: re.Match[str]) -> str:
        number = known.setdefault(html.unescape(found[2]), len(known))
        return f'<c{found[1]} t="s"><v>{number}</v></c>'

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if "/worksheets/" in name:
                part = _INLINE.sub(shared, part.decode()).encode()
            if name.endswith("workbook.xml.rels"):
                relation = f'<Relationship Type="{TYPES}/sharedStrings" Target="sharedStrings.xml" Id="texts"/></Relationships>'
                part = part.replace(b"</Relationships>", relation.encode())
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = part.replace(b"</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode())
            if "sharedStrings" not in name:
                target.writestr(name, part)
        items = "".join(f"<si><t>{html.escape(text, quote=False)}</t></si>" for text in known)
        target.writestr("xl/sharedStrings.xml", strings_xml(items))
    return out.getvalue()


def forms() -> bytes:
    """A hundred sheets of three forms each."""
    one = openpyxl.load_workbook(io.BytesIO(laid_out(read(SAMPLE).blocks))).active
    book = openpyxl.Workbook()
    assert one is not None
    for n in range(FORMS):
        sheet = book.create_sheet(f"表{n + 1}")
        for row in one.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row, cell.column, cell.value)
        for merged in one.merged_cells.ranges:
            sheet.merge_cells(str(merged))
    return saved(book)


def flat_list() -> bytes:
    """One sheet of many rows: texts, amounts and shares with formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for n in range(ROWS):
        sheet.append([f"P{n:06d}", f"第{n}号泵站维修养护", "产出指标", "数量指标", f"维修第{n}号泵站数量", "≥", n % 97 + 1, "座", n * 10.5, 0.95])
        sheet.cell(n + 1, 9).number_format = "#,##0.00"
        sheet.cell(n + 1, 10).number_format = "0%"
    return saved(book)


def with_openpyxl(data: bytes, *, read_only: bool = False) -> object:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=read_only)
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]


def with_pandas(engine: str) -> Callable[[bytes], object]:
    def parse(data: bytes) -> object:
        import pandas

        return pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine=engine)

    return parse


def with_calamine(data: bytes) -> object:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges) for sheet in map(book.get_sheet_by_name, book.sheet_names)]


def timed(jobs: dict[str, Callable[[bytes], object]], data: bytes) -> dict[str, float]:
    """The best processor time of each, run in turns so that a busy moment hits all of them."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(RUNS):
        for name, job in jobs.items():
            if turn and name in SLOW:
                continue
            for _ in range(1 if name in SLOW else 3):
                gc.collect()
                begun = time.process_time()
                held = job(data)
                times[name].append(time.process_time() - begun)
                del held
    return {name: min(taken) for name, taken in times.items()}


@pytest.mark.parametrize("writer", ["openpyxl", "Excel"])
@pytest.mark.parametrize("make", [forms, flat_list], ids=["forms", "flat list"])
def test_speed(make: Callable[[], bytes], writer: str) -> None:
    data = make() if writer == "openpyxl" else as_excel_writes(make())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        rows = sum(parts.read(name).count(b"<row ") for name in parts.namelist() if "/worksheets/" in name)
    jobs: dict[str, Callable[[bytes], object]] = {
        "jixiao": lambda data: read_xlsx(data, "表.xlsx", DEFAULT_LIMITS),
        "openpyxl": with_openpyxl,
        "openpyxl read_only": lambda data: with_openpyxl(data, read_only=True),
        "pandas openpyxl": with_pandas("openpyxl"),
    }
    if importlib.util.find_spec("python_calamine"):
        jobs |= {"calamine (no formats, dense)": with_calamine, "pandas calamine": with_pandas("calamine")}
    seconds = timed(jobs, data)
    print(f"\n{make.__name__} as {writer} writes it: {len(data) / 1e6:.1f} MB, {rows} rows, seconds of processor time")
    for name, took in seconds.items():
        print(f"{name:30} {took:8.3f} s  {rows / took:10,.0f} rows/s  {took / seconds['jixiao']:6.1f}x{peak(name, jobs[name], data)}")


def peak(name: str, job: Callable[[bytes], object], data: bytes) -> str:
    """Python's objects at their most; counting them takes many times the time of the job."""
    if name not in ("jixiao", "openpyxl"):
        return ""
    tracemalloc.start()
    job(data)
    most = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return f"  {most:6.0f} MB of Python objects"
