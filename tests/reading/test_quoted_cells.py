"""Quotation marks in tab-separated text: Excel's own are taken off, all others are text."""

from __future__ import annotations

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import ParagraphBlock, TableBlock


def rows(text: str) -> list[list[str]]:
    out: list[list[str]] = []
    for block in read_bytes(text.encode(), "表.txt").blocks:
        if isinstance(block, TableBlock):
            out += [[cell.text for cell in row] for row in block.rows()]
        else:
            assert isinstance(block, ParagraphBlock)
            out.append([block.text])
    return out


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert rows('立项依据\t"第一条\n第二条\n\n第三条"\t备注\n下一行\t内容') == [
        ["立项依据", "第一条\n第二条\n\n第三条", "备注"], ["下一行", "内容"]
    ]


def test_the_last_and_the_first_cell_of_a_row() -> None:
    assert rows('甲\t"一\n二"\n"三\n四"\t乙') == [["甲", "一\n二"], ["三\n四", "乙"]]


def test_several_such_cells_in_one_row() -> None:
    assert rows('"一\n二"\t"三\n四"\t"五\n六"') == [["一\n二", "三\n四", "五\n六"]]


def test_doubled_marks_inside_are_single() -> None:
    assert rows('甲\t"所谓""双减""\n即减负"\t乙') == [["甲", '所谓"双减"\n即减负', "乙"]]


def test_rows_after_a_joined_cell_know_their_lines() -> None:
    (block,) = read_bytes('甲\t"一\n二\n三"\n乙\t丙'.encode(), "表.txt").blocks
    assert isinstance(block, TableBlock)
    assert [block.place.spot(row, 0).line for row in (0, 1)] == [1, 4]


@pytest.mark.parametrize(
    "text",
    [
        '甲\t"没有结尾的引号\n乙\t丙',
        '甲\t"引号之间有\n制表\t符"\n乙\t丙',
        '甲\t"中间有"引号\n的文字"\n乙\t丙',
        '甲\t"中间\n有"引号"\n乙\t丙',
        '甲\t"三公"经费\t乙',
        '甲\t""\t乙',
        '甲\t"\t乙',
        '甲\t"简称"\t乙',
        '甲\t开头不是引号"\n结尾"\t乙',
    ],
)
def test_stray_marks_stay(text: str) -> None:
    assert rows(text) == [line.split("\t") for line in text.split("\n")]


def test_running_text_is_never_joined() -> None:
    assert rows('"一段引文\n到此为止"\n\n甲\t乙') == [['"一段引文'], ['到此为止"'], ["甲", "乙"]]


def test_a_mark_far_below_belongs_to_something_else() -> None:
    far = '甲\t"开头\n' + "说明\n" * 60 + '结尾"'
    assert rows(far)[0] == ["甲", '"开头']


def test_marks_excel_adds_for_commas_and_quotation_marks_are_taken_off() -> None:
    assert rows('甲\t"3,912.40"\t"所谓""提质"""') == [["甲", "3,912.40", '所谓"提质"']]
