"""CSV and TSV: one table with true line numbers; and text that only looks like it."""

from __future__ import annotations

import csv
import io

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import Cell, Document, ParagraphBlock, TableBlock


def table(document: Document) -> TableBlock:
    (block,) = document.blocks
    assert isinstance(block, TableBlock)
    return block


def texts(data: str | bytes, name: str = "表.csv") -> list[list[str]]:
    found = table(read_bytes(data.encode() if isinstance(data, str) else data, name))
    assert not found.spans_known
    return [[cell.text for cell in row] for row in found.rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_every_delimiter_in_every_encoding(delimiter: str, codec: str) -> None:
    written = io.StringIO()
    rows = [["项目", "金额", "说明"], ["校园安保", "1,200", '含"保安"\n及设备；分两期'], ["", "30", "分期|付款"]]
    csv.writer(written, delimiter=delimiter).writerows(rows)
    found = table(read_bytes(written.getvalue().encode(codec), "表.csv"))
    assert [(c.row, c.column, c.text) for c in found.cells] == [
        (r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text
    ]
    assert [found.place.spot(row, 0).line for row in range(3)] == [1, 2, 4]


def test_a_ragged_file_is_still_csv() -> None:
    assert texts("2025年目标表\n项目,预算,备注\n养护,30\n") == [["2025年目标表"], ["项目", "预算", "备注"], ["养护", "30"], []]


def test_excels_own_first_line_is_no_row() -> None:
    assert texts("sep=;\n项目;预算\n养护;3,5\n")[:2] == [["项目", "预算"], ["养护", "3,5"]]


def test_a_text_dump_under_this_name_is_read_as_one() -> None:
    paragraph, found = read_bytes("目标表,2025年\n\n项目\t农田水利\n金额\t1,912.4\n\t\t合计\n".encode(), "表.csv").blocks
    assert isinstance(paragraph, ParagraphBlock)
    assert isinstance(found, TableBlock)
    assert found.cells[-1] == Cell(2, 2, "合计")


def test_a_stray_quotation_mark_does_not_swallow_the_rows_below() -> None:
    data = '项目,预算,备注\n"农田水利,30,\n"村级公路",20,"两\n行"\n"甲"乙,1,2\n丙,3,4\n'
    document = read_bytes(data.encode(), "表.csv")
    assert [[cell.text for cell in row] for row in table(document).rows()][:5] == [
        ["项目", "预算", "备注"], ['"农田水利', "30"], ["村级公路", "20", "两\n行"], ['"甲"乙', "1", "2"], ["丙", "3", "4"]
    ]
    assert [note.spot.line for note in document.notes] == [2, 5]


def test_many_stray_marks_get_one_note_for_the_rest() -> None:
    document = read_bytes(("甲,乙\n" + '"丙"x,丁\n' * 50).encode(), "表.csv")
    assert [note.spot.line for note in document.notes] == [2, 3, 4, 5, 6, None]


def test_csv_without_a_telling_name() -> None:
    text = "项目,单位,预算\n养护,公路局,30\n" + '绿化,"园林,所",20\n' * 10
    assert texts(text, "导出")[2] == ["绿化", "园林,所", "20"]


@pytest.mark.parametrize(
    "text",
    [
        "为加强管理,提高效率,制定本办法。\n经研究,同意实施,请抓紧办理。\n项目完成后,组织验收,及时拨付。",
        "第一,夯实基础\n第二,突出重点,抓好落实\n第三,强化监督",
        "一,二\n三,四\n五,六\n",
        "项目,单位,预算",
        "没有逗号\n只有两行",
    ],
)
def test_running_text_is_not_taken_for_csv(text: str) -> None:
    blocks = read_bytes(text.encode(), "说明.txt").blocks
    assert [block.text for block in blocks if isinstance(block, ParagraphBlock)] == text.split()


def test_a_file_of_one_column_is_running_text() -> None:
    assert len(read_bytes("甲\n乙\n".encode(), "表.csv").blocks) == 2
