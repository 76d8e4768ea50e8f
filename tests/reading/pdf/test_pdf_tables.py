"""Ruled tables of PDF pages: how rules are drawn, turned pages, page breaks, what stands over and around them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from linter.reading.blocks import TableBlock
from tests.reading.pdf.drawn import Draw, grid, pdf, read, told, write

XS = (60, 160, 300, 420)
YS = (700, 680, 660, 640)
TEXTS = (("一级指标", "三级指标", "指标值"), ("产出指标", "修路里程", "≥12公里"), ("效益指标", "受益村数", "≥8个"))
TABLE = [[(n, text) for n, text in enumerate(row)] for row in TEXTS]


def strokes(canvas: Any) -> None:
    grid(canvas, XS, YS, TEXTS)


def boxes(canvas: Any) -> None:
    for x in XS:
        canvas.rect(x - 0.3, YS[-1], 0.6, YS[0] - YS[-1], stroke=0, fill=1)
    for y in YS:
        canvas.rect(XS[0], y - 0.3, XS[-1] - XS[0], 0.6, stroke=0, fill=1)
    write(canvas, XS, YS, TEXTS)


def rectangles(canvas: Any) -> None:
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            canvas.rect(left, bottom, right - left, top - bottom)
    write(canvas, XS, YS, TEXTS)


def dashed(canvas: Any) -> None:
    canvas.setDash(3, 2)
    grid(canvas, XS, YS, TEXTS)


def one_path(canvas: Any) -> None:
    path = canvas.beginPath()
    for x in XS:
        path.moveTo(x, YS[0])
        path.lineTo(x, YS[-1])
    for y in YS:
        path.moveTo(XS[0], y)
        path.lineTo(XS[-1], y)
    canvas.drawPath(path)
    write(canvas, XS, YS, TEXTS)


def clipped(canvas: Any) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(XS[0], YS[-1], XS[-1] - XS[0], YS[0] - YS[-1])
    canvas.clipPath(path, stroke=0)
    for x in XS:
        canvas.line(x, 0, x, 842)
    for y in YS:
        canvas.line(0, y, 595, y)
    canvas.restoreState()
    write(canvas, XS, YS, TEXTS)


def in_a_form(canvas: Any) -> None:
    canvas.beginForm("table")
    for x in XS:
        canvas.line(x / 2, YS[0] / 2, x / 2, YS[-1] / 2)
    for y in YS:
        canvas.line(XS[0] / 2, y / 2, XS[-1] / 2, y / 2)
    canvas.endForm()
    canvas.saveState()
    canvas.scale(2, 2)
    canvas.doForm("table")
    canvas.restoreState()
    write(canvas, XS, YS, TEXTS)


@pytest.mark.parametrize("draw", [strokes, boxes, rectangles, dashed, one_path, clipped, in_a_form])
def test_every_way_to_draw_rules(draw: Draw) -> None:
    assert told(read(pdf(draw))) == [TABLE]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_content_is_set_upright_and_its_place_kept(angle: int) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[angle])
        canvas.rotate(angle)
        canvas.translate(0, -300 if angle != 180 else 0)
        strokes(canvas)

    (table,) = (found := read(pdf(draw))).blocks
    assert told(found) == [TABLE]
    assert isinstance(table, TableBlock)
    box = table.place.spot(0, 0).bbox
    assert box is not None
    left, bottom, right, top = {90: (195, 60, 215, 160), 180: (435, 142, 535, 162), 270: (380, 682, 400, 782)}[angle]
    assert box == pytest.approx((left, bottom, right, top), abs=1)


def test_where_a_cell_stands() -> None:
    (table,) = read(pdf(lambda canvas: None, strokes)).blocks
    spot = table.place.spot(1, 2) if isinstance(table, TableBlock) else None
    assert spot is not None
    assert (spot.page, spot.bbox, spot.said()) == (2, (300, 660, 420, 680), "第2页")


def test_marks_over_the_text_are_told_once_and_in_no_cell() -> None:
    def marked(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFont(canvas._fontname, 60)
        canvas.translate(200, 600)
        canvas.rotate(40)
        canvas.drawString(0, 0, "仅供内部审核")
        canvas.restoreState()
        strokes(canvas)

    assert told(read(pdf(marked, marked))) == ["仅供内部审核", [*TABLE, *TABLE[1:]]]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    def bold(canvas: Any) -> None:
        strokes(canvas)
        canvas.translate(0.3, 0)
        write(canvas, XS, YS, TEXTS)

    assert told(read(pdf(bold))) == [TABLE]


def test_columns_without_rules_are_guessed_and_said_so() -> None:
    rows = (*TEXTS, ("满意度指标", "群众满意度", "≥90%"))
    found = read(pdf(lambda canvas: write(canvas, XS, [700 - 24 * n for n in range(4)], rows)))
    assert told(found) == [[list(enumerate(row)) for row in rows]]
    (table,) = found.blocks
    assert isinstance(table, TableBlock)
    assert not table.spans_known
    assert [note.text for note in found.notes] == ["第1页的表格没有画线，行列是按文字的位置推断的，请与原件核对"]


def test_rules_between_rows_alone_part_the_rows() -> None:
    def draw(canvas: Any) -> None:
        ys = (700, 680, 648, 628, 608)
        for y in ys:
            canvas.line(XS[0], y, XS[-1], y)
        write(canvas, XS, ys, (TEXTS[0], ("产出指标", "农村公路硬化改造|里程", "≥12公里"), TEXTS[2], ("满意度指标", "群众满意度", "≥90%")))

    (table,) = told(read(pdf(draw)))
    assert [len(row) for row in table] == [3, 3, 3, 3]
    assert table[1][1] == (1, "农村公路硬化改造里程")


def test_columns_in_doubt_are_no_table_and_said() -> None:
    def draw(canvas: Any) -> None:
        write(canvas, XS, (700, 676, 652, 628), (*TEXTS, ("满意度指标", "一二三四五六七八九十一二三四五六七八九十", "≥90%")))

    found = read(pdf(draw))
    assert not any(isinstance(block, TableBlock) for block in found.blocks)
    assert [note.text[:25] for note in found.notes] == ["第1页像是绩效目标表，但没有画表格线，认不出行列，"]


# --- page breaks ---------------------------------------------------------------------------------------------------------


def lower(*rows: tuple[str, str, str], top: float = 800) -> Draw:
    return lambda canvas: grid(canvas, XS, [top - 20 * n for n in range(len(rows) + 1)], rows)


def test_a_table_goes_on_with_and_without_its_heads() -> None:
    rest = ("满意度指标", "群众满意度", "≥90%")
    for rows in ((rest,), (TEXTS[0], rest)):
        assert told(read(pdf(strokes, lower(*rows)))) == [[*TABLE, list(enumerate(rest))]]


def test_page_numbers_do_not_part_a_table() -> None:
    def numbered(draw: Draw, number: str) -> Draw:
        def both(canvas: Any) -> None:
            draw(canvas)
            canvas.drawString(280, 30, number)

        return both

    rest = ("满意度指标", "群众满意度", "≥90%")
    for one, two in (("— 12 —", "— 13 —"), ("第3页 共20页", "第4页 共20页"), ("7", "8")):
        assert told(read(pdf(numbered(strokes, one), numbered(lower(rest), two)))) == [[*TABLE, list(enumerate(rest))]]


def test_the_next_form_is_not_joined() -> None:
    other = (("项目名称", "水库除险", ""), ("一级指标", "三级指标", "指标值"))
    assert len(read(pdf(strokes, lower(*other))).blocks) == 2


def test_a_title_between_parts_tables() -> None:
    def titled(canvas: Any) -> None:
        canvas.drawString(240, 810, "项目支出绩效目标表")
        lower(*TEXTS, top=790)(canvas)

    assert told(read(pdf(strokes, titled))) == [TABLE, "项目支出绩效目标表", TABLE]


def test_a_row_cut_in_two_is_one_row() -> None:
    def cut(canvas: Any) -> None:
        grid(canvas, XS, (700, 680, 656), (TEXTS[0], ("产出指标", "农村公路安全生命防护工程建|设里程（包括已完成招标的", "≥12公里")))

    found = told(read(pdf(cut, lower(("", "路段）", ""), ("效益指标", "受益村数", "≥8个")))))
    assert found == [[TABLE[0], [(0, "产出指标"), (1, "农村公路安全生命防护工程建设里程（包括已完成招标的路段）"), (2, "≥12公里")], TABLE[2]]]


def test_a_merged_label_goes_on_over_the_break() -> None:
    def part(ys: tuple[int, ...], label: str, *rows: tuple[str, str]) -> Draw:
        def draw(canvas: Any) -> None:
            for x in XS:
                canvas.line(x, ys[0], x, ys[-1])
            for y in ys:
                canvas.line(XS[0] if y in (ys[0], ys[-1]) else XS[1], y, XS[-1], y)
            canvas.drawString(XS[0] + 3, ys[0] - 15, label)
            write(canvas, XS[1:], ys, rows)

        return draw

    table = read(pdf(
        part((100, 80, 60), "产出指标", ("修路里程", "≥12公里"), ("验收合格率", "100%")), part((800, 780, 760), "", ("完工时间", "11月底前"), ("桥梁座数", "3座")),
    )).blocks[0]
    assert isinstance(table, TableBlock)
    assert [(cell.text, cell.row_span) for cell in table.cells if cell.column == 0] == [("产出指标", 4)]
    assert [table.place.spot(row, 1).page for row in range(4)] == [1, 1, 2, 2]


# --- running text --------------------------------------------------------------------------------------------------------


def test_lines_of_running_text_are_joined() -> None:
    def prose(canvas: Any) -> None:
        canvas.drawString(80, 760, "本年度安排资金三百万元，用于十二个行政村的道路硬化和桥梁维修，预计")
        canvas.drawString(60, 744, "受益群众八千余人。")
        canvas.drawString(80, 728, "资金由县财政统筹。")

    assert told(read(pdf(prose))) == [
        "本年度安排资金三百万元，用于十二个行政村的道路硬化和桥梁维修，预计受益群众八千余人。", "资金由县财政统筹。",
    ]


def test_running_heads_are_told_once() -> None:
    def page(text: str) -> Draw:
        def draw(canvas: Any) -> None:
            canvas.drawString(200, 815, "内部资料 注意保存")
            canvas.drawString(60, 500, text)

        return draw

    found = told(read(pdf(*(page(text) for text in ("第一部分", "第二部分", "第三部分")))))
    assert found == ["内部资料 注意保存", "第一部分", "第二部分", "第三部分"]
