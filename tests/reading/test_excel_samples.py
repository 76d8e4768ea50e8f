"""Every sample of the corpus laid out in a workbook parses to what its own file parses to, places aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from linter.contract.parse_v1 import to_contract
from linter.form.recognise import recognise
from linter.reading import read, read_bytes
from linter.reading.blocks import Block, Document, SheetPlace, TableBlock
from linter.where import NOWHERE
from tests.reading.workbooks import laid_out, saved

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
FILES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".html", ".md", ".csv", ".txt"))
NOT_COMPARED = ("position", "positions", "source", "spans_known")


def said(document: Document) -> Any:
    """What the document says, without where it says it."""
    submission = recognise(document)
    notes = tuple(replace(note, spot=NOWHERE) for note in submission.notes)
    return _without_places(msgspec.to_builtins(to_contract(replace(submission, notes=notes))))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_places(held) for key, held in value.items() if key not in NOT_COMPARED}
    return [_without_places(held) for held in value] if isinstance(value, list | tuple) else value


def without_spans(block: Block) -> Block:
    if not isinstance(block, TableBlock):
        return block
    return replace(block, cells=tuple(cell._replace(row_span=1, column_span=1) for cell in block.cells))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workbook_says_what_the_sample_says(path: Path) -> None:
    sample = read(path)
    assert said(read_bytes(laid_out(sample.blocks), "表.xlsx")) == said(sample)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_so_does_one_whose_cells_are_not_merged(path: Path) -> None:
    sample = read(path)
    assert said(read_bytes(laid_out(map(without_spans, sample.blocks)), "表.xlsx")) == said(sample)


def test_cells_are_named_as_excel_names_them() -> None:
    sample = read(SAMPLES / "two_halves" / "yunxi_water.html")
    workbook = read_bytes(laid_out(sample.blocks), "表.xlsx")
    tables = [block for block in workbook.blocks if isinstance(block, TableBlock)]
    assert all(isinstance(table.place, SheetPlace) for table in tables)
    first = recognise(workbook).tables[0]
    assert first.project_name
    assert first.project_name.spot.said().startswith("Sheet1!C")


def test_a_form_split_over_two_sheets_is_one_form() -> None:
    book = openpyxl.Workbook()
    fields, indicators = book.active, book.create_sheet("指标")
    assert fields is not None
    fields.merge_cells("A1:D1")
    for row in (
        ["项目支出绩效目标表"], ["项目名称", "乡镇图书室更新"], ["主管部门", "县文化局", "实施单位", "县图书馆"], ["年度目标", "更新12个乡镇图书室的图书。"]
    ):
        fields.append(row)
    for row in (
        ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "更新图书室数量", "12个"],
        [None, "时效指标", "图书上架时间", "9月底前"], ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"],
    ):
        indicators.append(row)
    indicators.merge_cells("A2:A3")
    (table,) = recognise(read_bytes(saved(book), "表.xlsx")).tables
    assert table.name == "乡镇图书室更新"
    assert [indicator.target for indicator in table.indicators] == ["12个", "9月底前", "≥90%"]
    assert table.indicators[1].spot("target").said() == "指标!D3"
