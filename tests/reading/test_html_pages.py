"""Web pages as a browser shows them: reading order, spans, hidden parts, layout tables, Excel's and Word's own pages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from linter.errors import ReadError
from linter.reading import read_bytes
from linter.reading.blocks import Block, Cell, ParagraphBlock, TableBlock
from linter.where import Spot


def blocks(page: str) -> tuple[Block, ...]:
    return read_bytes(page.encode(), "页.html").blocks


def told(page: str) -> list[object]:
    """Paragraphs as texts, tables as tuples of cells."""
    return [block.text if isinstance(block, ParagraphBlock) else block.cells for block in blocks(page)]


def table(page: str) -> TableBlock:
    (block,) = blocks(page)
    assert isinstance(block, TableBlock)
    assert block.spans_known
    return block


def test_paragraphs_and_tables_in_reading_order() -> None:
    page = """<html><head><title>目标表</title><style>p{}</style><script>if (a<b) x("<p>")</script></head><body>
    <h1>一、<b>概况</b></h1><div>开头<p>中间</p>结尾</div><ul><li>甲<li>乙</ul>
    <table><caption>附表</caption><tr><th>项目<td>金额</table>尾注</body></html>"""
    assert told(page) == [
        "目标表", "一、概况", "开头", "中间", "结尾", "甲", "乙", "附表", (Cell(0, 0, "项目"), Cell(0, 1, "金额")), "尾注"
    ]


def test_white_space_is_what_a_browser_shows() -> None:
    assert told("<p>  培训\n   人员  30 人，\n   其中 A\n  B 两类&nbsp;&#8203;</p><p>一<br>二</p><p>&nbsp;</p>") == [
        "培训 人员 30 人，其中 A B 两类".replace("培训 人员", "培训人员"), "一", "二"
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert told("<pre>甲\n乙 <b>丙\n丁</b></pre>戊\n己") == ["甲", "乙 丙", "丁", "戊己"]


def test_lines_and_blocks_inside_a_cell() -> None:
    found = table("<table><tr><td>一、甲<br>二、乙<p>三、<span>丙</span></p><ul><li>四<li>五</ul></td><td> &nbsp;</td><td>丁</td></table>")
    assert found.cells == (Cell(0, 0, "一、甲\n二、乙\n三、丙\n四\n五"), Cell(0, 2, "丁"))


def test_spans_move_the_cells_after_them() -> None:
    found = table(
        "<table><tr><td rowspan=3>绩效指标<td colspan=2>产出<td>值"
        "<tr><td rowspan='2'>数量<td>场次<td>6"
        "<tr><td>人数<td>9"
        "<tr><td colspan=3>备注<td></table>"
    )
    assert found.cells == (
        Cell(0, 0, "绩效指标", 3, 1), Cell(0, 1, "产出", 1, 2), Cell(0, 3, "值"),
        Cell(1, 1, "数量", 2, 1), Cell(1, 2, "场次"), Cell(1, 3, "6"),
        Cell(2, 2, "人数"), Cell(2, 3, "9"),
        Cell(3, 0, "备注", 1, 3),
    )
    assert found.row_count == 4
    assert found.place.spot(2, 2) == Spot(table=1, row=3, column=3)


def test_spans_end_with_the_table_or_its_part() -> None:
    found = table("<table><thead><tr><td rowspan=5>甲<td>乙</thead><tbody><tr><td rowspan=0>丙<td>丁<tr><td>戊<tr><td rowspan=9>己")
    assert found.cells == (
        Cell(0, 0, "甲"), Cell(0, 1, "乙"), Cell(1, 0, "丙", 3, 1), Cell(1, 1, "丁"), Cell(2, 1, "戊"), Cell(3, 1, "己")
    )


@pytest.mark.parametrize("span", ["", "-3", "x", "1.9", " 1 "])
def test_a_span_that_is_no_number_is_one(span: str) -> None:
    assert table(f"<table><tr><td colspan='{span}'>甲<td>乙").cells == (Cell(0, 0, "甲"), Cell(0, 1, "乙"))


def test_hidden_parts_are_not_read() -> None:
    page = (
        "<p style='color:red; DISPLAY : none'>藏</p><div hidden>藏<p>藏</p></div>见<!--藏--><noscript>藏</noscript>"
        "<table><tr><td>甲<td style='display:none'>藏<td>乙<tr style='display:none'><td>藏<td>藏"
        "<tr><td>丙<span style=display:none>藏</span>丁<td>戊</table>"
    )
    text, found = blocks(page)
    assert text == ParagraphBlock("见", Spot(line=1))
    assert isinstance(found, TableBlock)
    assert found.cells == (Cell(0, 0, "甲"), Cell(0, 1, "乙"), Cell(2, 0, "丙丁"), Cell(2, 1, "戊"))
    assert found.row_count == 3


def test_layout_tables_are_running_text_and_number_nothing() -> None:
    page = """<table><tr><td>栏目</td><td><p>标题</p>
      <table><tr><td>甲</td><td>乙</td></tr></table>说明
      <table><tr><td>丙</td><td>丁</td></tr></table></td></tr></table>"""
    assert told(page) == ["栏目", "标题", (Cell(0, 0, "甲"), Cell(0, 1, "乙")), "说明", (Cell(0, 0, "丙"), Cell(0, 1, "丁"))]
    assert [b.place.spot(0, 0).table for b in blocks(page) if isinstance(b, TableBlock)] == [1, 2]


def test_a_table_of_one_cell_is_running_text() -> None:
    assert told("<table><tr><td>一段<p>两段</td></tr></table>") == ["一段", "两段"]


def test_a_page_saved_by_excel() -> None:
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><!--[if gte mso 9]><xml><x:Name>表一</x:Name></xml><![endif]-->
</head><body link=blue><table border=0 cellpadding=0 style='border-collapse:collapse'>
 <col width=72 span=2 style='width:54pt'>
 <tr height=19><td colspan=2 height=19 class=xl65 style='height:14.25pt'>文化馆免费开放<span style='mso-spacerun:yes'>&nbsp;</span>补
  助</td></tr>
 <tr height=19><td class=xl66 x:num="0.95">95%</td><td>第一行<br>
    第二行</td></tr>
 <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72></td></tr><![endif]>
</table></body></html>"""
    (found,) = read_bytes(page.encode("gb18030"), "表.htm").blocks
    assert isinstance(found, TableBlock)
    assert found.cells == (Cell(0, 0, "文化馆免费开放\xa0补助", 1, 2), Cell(1, 0, "95%"), Cell(1, 1, "第一行\n第二行"))


def test_broken_markup_is_read_as_far_as_it_makes_sense() -> None:
    assert told("<table><td>甲</td><td>乙</td><tr><td>丙<td>丁</table></p></div>尾") == [
        (Cell(0, 0, "甲"), Cell(0, 1, "乙"), Cell(1, 0, "丙"), Cell(1, 1, "丁")), "尾"
    ]


def test_deep_pages_are_read_and_bottomless_ones_refused() -> None:
    assert told("<font>" * 1000 + "深处" + "</font>" * 1000) == ["深处"]
    with pytest.raises(ReadError, match="层层嵌套"):
        blocks("<div>" * 100_000 + "无底")


def test_a_long_text_is_not_lost() -> None:
    assert told(f"<p>{'长' * 4_000_000}</p>后") == ["长" * 4_000_000, "后"]


def test_a_frameset_says_where_its_content_is() -> None:
    with pytest.raises(ReadError, match="框架") as caught:
        blocks("<html><frameset cols=100><frame src='a.files/sheet001.htm'></frameset></html>")
    assert "当前工作表" in caught.value.remedy


def test_lxml_is_loaded_for_pages_only() -> None:
    code = (
        "import sys; from linter.reading import read_bytes\n"
        "read_bytes('甲\\t乙\\n|a|\\n|-|\\n'.encode(), 'a.txt'); read_bytes(b'a,b', 'a.csv'); print('lxml' in sys.modules)\n"
        "read_bytes(b'<p>a', 'a.html'); print('lxml' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True"]


SHEET = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet></head><body><table>
<tr><td colspan=4>项目支出绩效目标表</td></tr><tr><td>（2025年度）</td><td></td><td></td><td>单位：万元</td></tr>
<tr><td colspan=2>项目名称</td><td colspan=2></td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td rowspan=2>产出指标</td><td>数量指标</td><td>清淤长度</td><td>≥8公里</td></tr><tr><td>质量指标</td><td>验收合格率</td><td>100%</td></tr>
<tr><td></td><td></td><td></td><td></td></tr>
<tr><td>注：金额以批复为准。</td><td></td><td></td><td></td></tr>
</table></body></html>"""


def test_a_worksheet_saved_as_a_page_is_cut_as_a_worksheet() -> None:
    title, table, footnote = read_bytes(SHEET.encode(), "表.htm").blocks
    assert isinstance(title, ParagraphBlock)
    assert (title.text, title.spot) == ("项目支出绩效目标表", Spot(table=1, row=1, column=1))
    assert isinstance(table, TableBlock)
    assert table.cells[2].text == "项目名称"  # its value is left empty: a label, not a title
    assert table.place.spot(table.cells[2].row, table.cells[2].column) == Spot(table=1, row=3, column=1)
    assert isinstance(footnote, ParagraphBlock)


def test_another_page_keeps_its_table_whole() -> None:
    (table,) = read_bytes(SHEET.replace("Excel.Sheet", "Word.Document").replace("office:excel", "office:word").encode(), "表.htm").blocks
    assert isinstance(table, TableBlock)
