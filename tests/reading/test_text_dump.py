"""Tab-separated text: which lines are a table, which cells it has, and where each stands."""

from __future__ import annotations

from linter.reading import read_bytes
from linter.reading.blocks import Block, Cell, ParagraphBlock, TableBlock
from linter.where import Spot


def blocks(text: str) -> tuple[Block, ...]:
    return read_bytes(text.encode(), "表.txt").blocks


def table(text: str) -> TableBlock:
    (block,) = blocks(text)
    assert isinstance(block, TableBlock)
    return block


def test_lines_before_and_after_the_tabs_are_paragraphs() -> None:
    before, found, after = blocks("2025年目标表\n项目名称\t校舍维修\n年度金额\t80\n注：金额单位为万元\n")
    assert before == ParagraphBlock("2025年目标表", Spot(line=1))
    assert after == ParagraphBlock("注：金额单位为万元", Spot(line=4))
    assert isinstance(found, TableBlock)
    assert found.cells == (Cell(0, 0, "项目名称"), Cell(0, 1, "校舍维修"), Cell(1, 0, "年度金额"), Cell(1, 1, "80"))
    assert (found.row_count, found.spans_known) == (2, False)
    assert found.place.spot(1, 1) == Spot(line=3, column=2)


def test_a_blank_line_ends_a_table() -> None:
    first, second = blocks("甲\t乙\n \u3000\n丙\t丁")
    assert isinstance(first, TableBlock)
    assert isinstance(second, TableBlock)
    assert second.place.spot(0, 0).line == 3


def test_a_line_without_tabs_inside_a_table_is_a_row_of_one_cell() -> None:
    assert table("甲\t乙\n表内的一行\n丙\t丁").cells == (
        Cell(0, 0, "甲"), Cell(0, 1, "乙"), Cell(1, 0, "表内的一行"), Cell(2, 0, "丙"), Cell(2, 1, "丁")
    )


def test_empty_cells_are_dropped_and_keep_their_column() -> None:
    assert table("\t\t甲\t\xa0\t\u3000 乙\xa0\t").cells == (Cell(0, 2, "甲"), Cell(0, 4, "乙"))


def test_a_row_of_tabs_alone_is_an_empty_row() -> None:
    found = table("甲\t乙\n\t\t\n丙\t丁")
    assert found.row_count == 3
    assert [len(row) for row in found.rows()] == [2, 0, 2]


def test_paragraphs_alone() -> None:
    assert [block.text for block in blocks("  一、职责\n\n二、\u3000机构 \n") if isinstance(block, ParagraphBlock)] == [
        "一、职责", "二、\u3000机构"
    ]


def test_headings_lose_their_marks_and_emphasis_stays() -> None:
    found = blocks("## 一、概况\n**基本支出**：说明\n#编号不是标题\n####### 七级不是\n#\n")
    assert [block.text for block in found if isinstance(block, ParagraphBlock)] == [
        "一、概况", "**基本支出**：说明", "#编号不是标题", "####### 七级不是"
    ]


def test_page_marks_do_not_end_a_table_nor_shift_lines() -> None:
    found = table("甲\t乙\n\f丙\t丁\r\n戊\t己\r")
    assert [cell.text for cell in found.cells] == ["甲", "乙", "丙", "丁", "戊", "己"]
    assert found.place.spot(2, 0).line == 3


def test_a_page_mark_alone_is_a_blank_line() -> None:
    assert len(blocks("甲\t乙\n\f\n丙\t丁")) == 2


def test_running_text_with_commas_and_pipes_is_no_table() -> None:
    text = "为改善环境,提高质量,特立本项目。\n经研究,同意实施,现予批复。\n请遵照,抓紧办理,按期完成。\n甲|乙|丙\n"
    assert all(isinstance(block, ParagraphBlock) for block in blocks(text))
