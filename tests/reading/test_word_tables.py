"""Tables of Word documents: where every cell stands, whatever the file does to say so."""

from __future__ import annotations

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import Cell, ParagraphBlock, TableBlock
from tests.reading.word_files import across, docx, down, p, tbl, tc, tr

BEGIN, GO_ON = down(begin=True), down(begin=False)


def blocks(body: str) -> list[str | TableBlock]:
    return [b.text if isinstance(b, ParagraphBlock) else b for b in read_bytes(docx(body), "表.docx").blocks]


def table(body: str) -> TableBlock:
    (found,) = blocks(body)
    assert isinstance(found, TableBlock)
    return found


def cells(*rows: str, grid: tuple[int, ...] = ()) -> list[tuple[object, ...]]:
    return [tuple(cell) for cell in table(tbl(*rows, grid=grid)).cells]


def test_spans() -> None:
    assert cells(tr("甲", tc("乙", across(2)), grid_text := "丙"), tr(tc("丁", BEGIN), "戊", "己", "庚"), tr(tc("", GO_ON), "辛", "壬", "癸")) == [
        (0, 0, "甲", 1, 1), (0, 1, "乙", 1, 2), (0, 3, grid_text, 1, 1),
        (1, 0, "丁", 2, 1), (1, 1, "戊", 1, 1), (1, 2, "己", 1, 1), (1, 3, "庚", 1, 1),
        (2, 1, "辛", 1, 1), (2, 2, "壬", 1, 1), (2, 3, "癸", 1, 1),
    ]


def test_two_merges_below_each_other_stay_two() -> None:
    rows = [tr(tc("甲", BEGIN), "1"), tr(tc("", GO_ON), "2"), tr(tc("乙", BEGIN), "3"), tr(tc("", GO_ON), "4")]
    assert [c for c in cells(*rows) if c[1] == 0] == [(0, 0, "甲", 2, 1), (2, 0, "乙", 2, 1)]


def test_a_merge_that_goes_on_from_nothing_is_a_cell() -> None:
    assert cells(tr("甲", "1"), tr(tc("乙", GO_ON), "2"))[2] == (1, 0, "乙", 1, 1)


def test_merges_across_of_old_files() -> None:
    first, second = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    found = cells(tr(tc("甲", first), tc("", second), "乙"), tr(tc("丙", first + BEGIN), tc("", second + BEGIN), "丁"),
                  tr(tc("", first + GO_ON), tc("", second + GO_ON), "戊"), tr("己", "庚", "辛"))
    assert found[:5] == [(0, 0, "甲", 1, 2), (0, 2, "乙", 1, 1), (1, 0, "丙", 2, 2), (1, 2, "丁", 1, 1), (2, 2, "戊", 1, 1)]


def test_rows_that_begin_further_in() -> None:
    found = cells(tr("甲", "乙", "丙"), tr("丁", "戊", properties='<w:gridBefore w:val="1"/>'))
    assert found[3:] == [(1, 1, "丁", 1, 1), (1, 2, "戊", 1, 1)]


def test_cells_that_only_say_how_wide_they_are() -> None:
    wide = [tc(text, f'<w:tcW w:w="{width}" w:type="dxa"/>') for text, width in (("名称", 1000), ("值", 3020))]
    assert cells(tr("甲", "乙", "丙"), tr(*wide), grid=(1000, 2000, 1000))[3:] == [(1, 0, "名称", 1, 1), (1, 1, "值", 1, 2)]


def test_edges_dragged_aside_make_no_columns() -> None:
    grid = (1000, 30, 970, 1000)  # the second row's first cell ends 1.5 twentieths of a centimetre further right
    found = cells(tr("甲", tc("乙", across(2)), "丙"), tr(tc("丁", across(2)), "戊", "己"), grid=grid)
    assert [(c[1], c[4]) for c in found] == [(0, 1), (1, 1), (2, 1)] * 2


def test_rows_and_cells_inside_content_controls() -> None:
    held = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = [tr("甲", "乙"), held.format(tr("丙", held.format(tc("丁"))))]
    assert [c[2] for c in cells(*rows)] == ["甲", "乙", "丙", "丁"]


def test_deleted_rows_and_cells_are_gone() -> None:
    rows = [tr("甲", "乙"), tr("丙", "丁", properties='<w:del w:id="1"/>'), tr(tc("戊", '<w:cellDel w:id="2"/>'), "己", "庚")]
    assert cells(*rows) == [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1), (1, 0, "己", 1, 1), (1, 1, "庚", 1, 1)]


def test_a_merge_made_as_a_tracked_change() -> None:
    merge = '<w:cellMerge w:id="1" w:vMerge="{}"/>'
    assert cells(tr(tc("甲", merge.format("rest")), "1"), tr(tc("", merge.format("cont")), "2"))[0] == (0, 0, "甲", 2, 1)


def test_former_properties_say_nothing() -> None:
    former = f'<w:tcPrChange w:id="1"><w:tcPr>{GO_ON}{across(3)}</w:tcPr></w:tcPrChange>'
    assert cells(tr("甲", "乙"), tr(tc("丙", former), "丁"))[2:] == [(1, 0, "丙", 1, 1), (1, 1, "丁", 1, 1)]


def test_places_are_counted_as_people_count() -> None:
    body = tbl(tr("甲", "乙"), tr("丙", "丁")) + p("中间") + tbl(tr("", "")) + tbl(tr("戊", "己"))
    first, _, last = blocks(body)
    assert isinstance(first, TableBlock)
    assert isinstance(last, TableBlock)
    assert first.place.spot(1, 1).said() == "第1个表格第2行第2列"
    assert last.place.spot(0, 0).said() == "第3个表格第1行第1列"


def test_a_table_of_one_cell_is_running_text() -> None:
    assert blocks(tbl(tr(tc(p("一") + p("二"))))) == ["一", "二"]


def test_a_table_round_others_lays_out_the_page() -> None:
    inner = tbl(tr("甲", "乙"), tr("丙", "丁"))
    title, found, end = blocks(tbl(tr(tc(p("题目") + inner + p("附注")))))
    assert (title, end) == ("题目", "附注")
    assert isinstance(found, TableBlock)
    assert [c.text for c in found.cells] == ["甲", "乙", "丙", "丁"]


def test_a_table_in_a_cell_is_laid_out_in_place() -> None:
    inner = tbl(tr("子", "丑", "寅"), tr("卯", "辰", "巳"))
    found = table(tbl(tr("甲", "乙"), tr("丙", tc(inner + p())), tr("丁", "戊")))
    assert found.row_count == 4
    assert found.cells == (
        Cell(0, 0, "甲"), Cell(0, 1, "乙", 1, 3), Cell(1, 0, "丙", 2, 1), Cell(1, 1, "子"), Cell(1, 2, "丑"), Cell(1, 3, "寅"),
        Cell(2, 1, "卯"), Cell(2, 2, "辰"), Cell(2, 3, "巳"), Cell(3, 0, "丁"), Cell(3, 1, "戊", 1, 3),
    )
    assert found.place.spot(2, 2).said() == "第1个表格第2行第2列"  # of the table a person sees in Word
    assert found.place.spot(3, 1).said() == "第1个表格第3行第2列"


@pytest.mark.parametrize("levels", [2, 5, 20])
def test_frames_round_frames(levels: int) -> None:
    body = tbl(tr("甲", "乙"), tr("丙", "丁"))
    for _ in range(levels):
        body = tbl(tr(tc(body + p())))
    assert [c.text for c in table(body).cells] == ["甲", "乙", "丙", "丁"]
