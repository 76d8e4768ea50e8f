"""Tables in Markdown: with pipes, and as HTML between the lines."""

from __future__ import annotations

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import Block, Cell, ParagraphBlock, TableBlock
from linter.where import Spot


def blocks(text: str, name: str = "表.md") -> tuple[Block, ...]:
    return read_bytes(text.encode(), name).blocks


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, TableBlock)
    return [[cell.text for cell in row] for row in block.rows()]


@pytest.mark.parametrize("name", ["表.md", "表.txt"])
def test_a_table_among_paragraphs(name: str) -> None:
    heading, found, after = blocks("# 目标\n\n| 指标 | 值 |\n| :--- | ---: |\n| 场次 | ≥6场 |\n| 成本 |  |\n\n说明|不是表", name)
    assert heading == ParagraphBlock("目标", Spot(line=1))
    assert after == ParagraphBlock("说明|不是表", Spot(line=8))
    assert isinstance(found, TableBlock)
    assert found.cells == (
        Cell(0, 0, "指标"), Cell(0, 1, "值"), Cell(1, 0, "场次"), Cell(1, 1, "≥6场"), Cell(2, 0, "成本")
    )
    assert not found.spans_known
    assert [found.place.spot(row, 1) for row in range(3)] == [Spot(line=n, column=2) for n in (3, 5, 6)]


def test_outer_pipes_may_be_missing() -> None:
    (found,) = blocks("指标 | 值\n---|---\n场次 | 6场")
    assert texts(found) == [["指标", "值"], ["场次", "6场"]]


def test_a_table_right_below_a_paragraph_and_one_right_after() -> None:
    above, found, below = blocks("项目目标\n|甲|乙|\n|-|-|\n|一|二|\n单位：万元")
    assert (above, below) == (ParagraphBlock("项目目标", Spot(line=1)), ParagraphBlock("单位：万元", Spot(line=5)))
    assert texts(found) == [["甲", "乙"], ["一", "二"]]


def test_two_tables() -> None:
    first, second = blocks("|甲|\n|-|\n|一|\n\n|乙|\n|-|\n|二|")
    assert texts(first) == [["甲"], ["一"]]
    assert texts(second) == [["乙"], ["二"]]


def test_escaped_pipes_breaks_entities_and_bold_cells() -> None:
    (found,) = blocks(r"| **指标** | 值 |" "\n|---|---|\n" r"| 甲\|乙 | 一<br/>二 <BR> 三 |" "\n| &ge;5&nbsp;人 | ≤**元 |")
    assert texts(found) == [["指标", "值"], ["甲|乙", "一\n二\n三"], ["≥5\xa0人", "≤**元"]]


def test_an_escaped_pipe_at_the_end_is_text() -> None:
    (found,) = blocks("|甲|乙|\n|-|-|\n|一|二" + r"\|")
    assert texts(found)[1] == ["一", "二|"]


def test_a_row_broken_over_lines_is_one_row() -> None:
    (found,) = blocks("| 甲 | 乙 |\n|---|---|\n| 依据 | 第一行\n第二行 |\n| 目标 | 完成 |")
    assert texts(found) == [["甲", "乙"], ["依据", "第一行\n第二行"], ["目标", "完成"]]
    assert isinstance(found, TableBlock)
    assert found.place.spot(2, 0).line == 5


def test_a_short_row_is_not_a_broken_one() -> None:
    (found,) = blocks("| 甲 | 乙 |\n|---|---|\n| 依据 | 短\n| 目标 | 完成 |")
    assert texts(found)[1:] == [["依据", "短"], ["目标", "完成"]]


def test_html_tables_between_the_lines_keep_their_spans() -> None:
    text = "# 一\n\n<html><body><table><tr><td colspan=2>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table></body></html>\n"
    text += "\n说明\n<table>\n<tr><td>丁</td><td>戊</td></tr>\n</table>\n结尾"
    head, first, middle, second, end = blocks(text)
    assert [head, middle, end] == [
        ParagraphBlock("一", Spot(line=1)), ParagraphBlock("说明", Spot(line=5)), ParagraphBlock("结尾", Spot(line=9))
    ]
    assert isinstance(first, TableBlock)
    assert first.cells[0] == Cell(0, 0, "甲", 1, 2)
    assert first.spans_known
    assert isinstance(second, TableBlock)
    assert second.place.spot(0, 0) == Spot(table=2, row=1, column=1)


def test_an_html_table_never_closed_is_left_as_text() -> None:
    assert blocks("说明 <table 写法\n甲\t乙")[0] == ParagraphBlock("说明 <table 写法", Spot(line=1))


def test_a_rule_of_dashes_is_no_table() -> None:
    assert all(isinstance(block, ParagraphBlock) for block in blocks("甲|乙\n\n---\n丙"))
