"""Where the reader of workbooks takes a short cut, it says what the long way says."""

from __future__ import annotations

import gc
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS, Limits
from linter.reading import read_bytes
from linter.reading.blocks import TableBlock
from linter.reading.excel import cell_texts
from linter.reading.excel.canonical import shown, shown_each
from linter.reading.excel.number_format import shown as shown_number
from linter.reading.excel.spans import _swept, spread
from linter.reading.excel.uncollected import uncollected
from linter.reading.limits import Clock
from tests.reading.workbooks import book_of, sheet_xml

CLOCK = Clock(DEFAULT_LIMITS)
AT = st.integers(0, 6)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.tuples(AT, AT), st.sampled_from("甲乙丙"), min_size=1),
    st.lists(st.tuples(AT, AT, st.integers(-1, 3), st.integers(-1, 3)), max_size=6),
)
@example({(0, 0): "甲", (0, 1): "乙"}, [(0, 0, 0, 1)])
@example({(0, 0): "甲"}, [(0, 0, 5000, 0), (0, 3, 0, 2000)])
def test_merged_cells(cells: dict[tuple[int, int], str], boxes: list[tuple[int, int, int, int]]) -> None:
    found = [(row, column, text) for (row, column), text in cells.items()]
    merges = [(row, column, row + down, column + across) for row, column, down, across in boxes]
    quick, sizes, covered = spread(found, merges, CLOCK)
    slow, all_sizes, all_covered = _swept(found, merges, CLOCK)
    assert (quick, covered) == (slow, all_covered)
    for sized in (sizes, all_sizes):
        assert all(size != (0, 0) for size in sized.values())
    assert {at: size for at, size in sizes.items() if size != (1, 1)} == {at: size for at, size in all_sizes.items() if size != (1, 1)}


@settings(max_examples=500, deadline=None)
@given(st.decimals(-(10**12), 10**12, places=6).map(lambda d: f"{d.normalize():f}"), st.integers(0, 8), st.booleans(), st.booleans())
@example("0.125", 2, False, False)
@example("1.005", 2, False, False)
@example("0.285", 0, False, True)
@example("-0.001", 2, True, False)
@example("123456789012.1", 8, False, False)
def test_numbers(raw: str, decimals: int, grouped: bool, percent: bool) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + "%" * percent
    value = Decimal(f"{float(raw):.15g}") * (100 if percent else 1)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert shown_number(raw, code) == f"{rounded if rounded else abs(rounded):{',' if grouped else ''}f}" + "%" * percent


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["甲", " 乙\n", "&#30002;&#20057;", "&amp;", "&#0;", "_x0000_", "_x000D_\n", "\u200b", "\0", "\r\n丙", "", "&#38;lt;", "_", "x0041_"]), min_size=1))
def test_texts(texts: list[str]) -> None:
    raws = [text.encode() for text in texts]
    assert shown_each(raws) == [shown(raw) for raw in raws]


def test_formulas_without_results_are_said_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_texts, "_MOST_KEPT", 3)
    cells = [f'<c r="{column}%d"><f>A1+{n}</f></c><c r="Z%d"><v>{n}</v></c>' for n, column in enumerate("BCDEFG")]
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{cells[n % 6] % (n, n)}</row>' for n in range(1, 40_000))
    document = read_bytes(book_of(sheet_xml(rows)), "表.xlsx")
    assert document.notes[-1].text.startswith(f"另有 {40_000 - 1 - 5} 个")


@pytest.mark.parametrize("cell", ['<c r="B1" x="a/b"><v>2</v></c>', '<c r="$B$1"><v>2</v></c>', '<c\nr="B1"><v>2</v></c>', '<c r="b1"><v>2</v></c>'])
def test_no_spelling_of_a_cell_is_passed_over(cell: str) -> None:
    (table,) = read_bytes(book_of(sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c>{cell}</row>')), "表.xlsx").blocks
    assert isinstance(table, TableBlock)
    assert [(held.column, held.text) for held in table.cells] == [(0, "1"), (1, "2")]


def test_the_search_for_garbage_goes_on_afterwards() -> None:
    assert gc.isenabled()
    read_bytes(book_of(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>')), "表.xlsx")
    assert gc.isenabled()
    with pytest.raises(ReadError):
        read_bytes(book_of(sheet_xml('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')), "表.xlsx", Limits())
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def tables_held() -> int:
    return sum(isinstance(held, cell_texts.CellTexts) for held in gc.get_objects())


@pytest.mark.parametrize("value", ["0.5", "x"])
def test_nothing_of_a_workbook_stays_behind(value: str) -> None:
    kind = "s" if value == "x" else "n"
    book = book_of(sheet_xml(f'<row r="1"><c r="A1" t="{kind}"><v>{value}</v></c><c r="B1"><v>1</v></c></row>'))
    gc.collect()
    before = tables_held()
    with uncollected():
        try:
            read_bytes(book, "表.xlsx")
        except ReadError:
            assert kind == "s"
        assert tables_held() <= before


def test_a_workbook_loads_no_library_of_tables(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(book_of(sheet_xml('<row r="1"><c r="A1" t="str"><v>项目名称</v></c><c r="B1" t="str"><v>道路</v></c></row>')))
    command = [sys.executable, "-X", "importtime", "-m", "linter", "check", str(tmp_path / "表.xlsx")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines()}
    assert "linter" in loaded
    assert not {"pandas", "numpy", "openpyxl", "python_calamine"} & loaded
    assert "表.xlsx" in ran.stdout
