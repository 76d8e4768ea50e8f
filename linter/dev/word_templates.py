"""Writes the Word templates of linter/data/templates: what they say and how they look, as code that can be reviewed.

    python -m linter.dev.word_templates

Margins, sizes and fonts follow what official papers use (GB/T 9704: 仿宋 三号 for the text, 黑体 and 楷体 for headings).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from linter.report.docx.package import repacked

FOLDER = Path(__file__).resolve().parents[1] / "data" / "templates"
SONG, FANG, KAI, HEI = "宋体", "仿宋", "楷体", "黑体"
# The names under which other systems carry these typefaces.
OTHERS = {SONG: "SimSun,Songti SC,Noto Serif CJK SC", FANG: "FangSong,仿宋_GB2312,STFangsong,FZFangSong-Z02", KAI: "KaiTi,楷体_GB2312,STKaiti", HEI: "SimHei,Heiti SC,Noto Sans CJK SC"}
CENTER, RIGHT, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


def letter() -> bytes:
    """意见书: one agency."""
    document = _document(top=37, bottom=33, left=28, right=26)
    _title(document, "绩效目标审核意见书", "（{{ 标注 }}）")
    _say(document, "{{ 单位 }}：", indent=0)
    _say(document, "{%p if 项目数 %}")
    _say(document, "对你单位报送的{% if 年度 %}{{ 年度 }}年度{% endif %}{{ 项目数 }}个项目的绩效目标进行了审核，{{ 概述 }}。"
                   "审核情况和意见如下。")
    _say(document, "一、审核情况", font=HEI, keep=True)
    _projects(document)
    _say(document, "{%p for 级 in 等级 %}")
    _say(document, "初审为“{{ 级.等级 }}”的{{ 级.项目数 }}个项目（{{ 级.项目 }}）：{{ 级.结果 }}。")
    _say(document, "{%p endfor %}")
    _say(document, "{%p else %}")
    _say(document, "在你单位报送的文件里没有找到绩效目标表。")
    _say(document, "{%p endif %}")
    _say(document, "{%p if 项目数 or 意见 %}")
    _say(document, "{% if 项目数 %}二{% else %}一{% endif %}、审核意见", font=HEI, keep=True)
    _say(document, "{%p if not 意见 %}")
    _say(document, "没有发现需要修改的问题。")
    _say(document, "{%p endif %}")
    _say(document, "{%p for 级 in 分级意见 %}")
    _say(document, "（{{ 级.编号 }}）{{ 级.标题 }}", font=KAI, bold=True, keep=True)
    _say(document, "{%p for 条 in 级.意见 %}")
    _say(document, "{{ 条.序号 }}．{{ 条.问题 }}")
    _say(document, "{%p if 条.供参考 %}")
    _labelled(document, "修改建议：", "{{ 条.建议 }}供参考（数按实际测算）：{{ 条.供参考 }}。")
    _say(document, "{%p elif 条.建议 %}")
    _labelled(document, "修改建议：", "{{ 条.建议 }}")
    _say(document, "{%p endif %}")
    _say(document, "{%p endfor %}")
    _say(document, "{%p endfor %}")
    _say(document, "{%p endif %}")
    _say(document, "{%p for 件 in 无法检查 %}")
    _say(document, "没有能够检查的文件：{{ 件 }}")
    _say(document, "{%p endfor %}")
    _say(document, "{%p if 附表数 %}")
    _say(document, "附件：绩效目标审核表（{{ 附表数 }}张）", before=14)
    _say(document, "{%p endif %}")
    _say(document, "本意见由程序对照表内文字和数字提出，为{{ 标注 }}；{{ 说明 }}，经复核人核定后发出。", font=KAI, size=12, before=14, line=20, keep=True)
    _say(document, "复核人：", indent=0, left=62, align=LEFT, before=28, keep=True)
    _say(document, "日　期：　　　　年　　月　　日", indent=0, left=62, align=LEFT)
    return _saved(document)


def review_form() -> bytes:
    """审核表: one project."""
    document = _document(top=18, bottom=18, left=20, right=20)
    _title(document, "绩效目标审核表", "{% if 年度 %}（{{ 年度 }}年度）{% endif %}{{ 标注 }}", size=12)
    about = _table(document, (24, 64, 24, 58))
    for cells in (("项目名称", "{{ 项目名称 }}", "项目编码", "{{ 项目编码 }}"), ("单　位", "{{ 单位 }}", "实施单位", "{{ 实施单位 }}"),
                  ("年度金额", "{{ 年度金额 }}{% if 年度金额 != '—' %}万元{% endif %}", "所在文件", "{{ 文件 }}")):
        _row(about, cells, fonts=(HEI, SONG, HEI, SONG), align=(CENTER, LEFT, CENTER, LEFT))
    _gap(document)
    _items(document)
    _gap(document)
    _opinions(document)
    _say(document, "{{ 说明 }}；“需人工审核”的各项和最终等级由复核人评定。", font=KAI, size=10.5, indent=0, before=4, line=14, keep=True)
    _say(document, "复核人：　　　　　　　　　　日期：　　　　年　　月　　日", size=12, indent=0, left=30, before=8, line=16, align=LEFT)
    return _saved(document)


def _projects(document: Any) -> None:
    """The table of a letter: header on every page, a row a project, the sum below."""
    held = _table(document, (12, 54, 27, 12, 12, 12, 16, 12))
    aligned = (CENTER, LEFT, RIGHT, CENTER, CENTER, CENTER, CENTER, CENTER)
    head = _row(held, ("序号", "项目名称", "年度金额\n（万元）", "错误", "警告", "提示", "得分", "等级"), fonts=(HEI,) * 8, align=(CENTER,) * 8, shade=True)
    mark = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(mark)
    _row(held, ("{%tr for 行 in 项目 %}", *[""] * 7), fonts=(SONG,) * 8, align=aligned)
    _row(held, tuple(f"{{{{ 行.{name} }}}}" for name in ("序号", "项目名称", "年度金额", "错误", "警告", "提示", "得分", "等级")), fonts=(SONG,) * 8, align=aligned)
    _row(held, ("{%tr endfor %}", *[""] * 7), fonts=(SONG,) * 8, align=aligned)
    _row(held, ("", "合计", "{{ 合计金额 }}", "", "", "", "", ""), fonts=(HEI, HEI, *(SONG,) * 6), align=aligned)
    _gap(document)


def _items(document: Any) -> None:
    """The eight items: the first row of a dimension opens its merged cell, the others go on with it."""
    held = _table(document, (22, 24, 13, 23, 88))
    aligned = (CENTER, CENTER, CENTER, CENTER, LEFT)
    head = _row(held, ("审核内容", "审核项目", "分值", "得分", "初审意见"), fonts=(HEI,) * 5, align=(CENTER,) * 5, shade=True)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    cells = ("{{ 项.审核内容 }}\n（{{ 项.内容分值 }}分）", "{{ 项.审核项目 }}", "{{ 项.分值 }}", "{{ 项.得分 }}", "")
    for opening in ("{%tr for 项 in 项目 %}", "{%tr if 项.首项 %}"):
        _row(held, (opening, *[""] * 4), fonts=(SONG,) * 5, align=aligned)
    for merge, following in (("restart", "{%tr else %}"), ("continue", "{%tr endif %}")):
        row = _row(held, cells if merge == "restart" else ("", *cells[1:]), fonts=(SONG,) * 5, align=aligned)
        _fill(row.cells[4], ("{%p if 项.初审意见 %}", "{{ 项.初审意见 }}", "{%p endif %}"), size=10.5, bold=True)
        _fill(row.cells[4], ("机器核对：{{ 项.机器看 }}。", "请复核：{{ 项.人工看 }}。"), size=9, add=True)
        row.cells[0]._tc.vMerge = merge
        _row(held, (following, *[""] * 4), fonts=(SONG,) * 5, align=aligned)
    _row(held, ("{%tr endfor %}", *[""] * 4), fonts=(SONG,) * 5, align=aligned)
    last = _row(held, ("初审结果", "", "", "", ""), fonts=(HEI, SONG, SONG, SONG, SONG), align=(CENTER, LEFT, LEFT, LEFT, LEFT))
    result = last.cells[1].merge(last.cells[4])
    _fill(result, (
        "等级：{{ 等级 }}　　得分：{{ 得分 }}{% if 已评分值 %}（已评{{ 已评分值 }}分的内容，折合百分制）{% endif %}", "处理：{{ 结果 }}。",
        "{%p if 人工审核项目 %}", "需人工审核：{{ 人工审核项目 }}。", "{%p endif %}",
    ), size=10.5)


def _opinions(document: Any) -> None:
    """The opinions, a row each, and room for what the reviewer says."""
    held = _table(document, (12, 14, 76, 68))
    aligned = (CENTER, CENTER, LEFT, LEFT)
    head = _row(held, ("序号", "级别", "问题", "修改建议"), fonts=(HEI,) * 4, align=(CENTER,) * 4, shade=True)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in head.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _row(held, ("{%tr for 条 in 意见 %}", "", "", ""), fonts=(SONG,) * 4, align=aligned)
    row = _row(held, ("{{ 条.序号 }}", "{{ 条.级别 }}", "{{ 条.问题 }}", ""), fonts=(SONG,) * 4, align=aligned)
    _fill(row.cells[3], ("{{ 条.建议 }}", "{%p if 条.供参考 %}", "供参考（数按实际测算）：{{ 条.供参考 }}。", "{%p endif %}"), size=10.5)
    for text in ("{%tr endfor %}", "{%tr if not 意见 %}"):
        _row(held, (text, "", "", ""), fonts=(SONG,) * 4, align=aligned)
    _row(held, ("—", "—", "没有发现需要修改的问题。", ""), fonts=(SONG,) * 4, align=aligned)
    _row(held, ("{%tr endif %}", "", "", ""), fonts=(SONG,) * 4, align=aligned)
    last = _row(held, ("复核意见", "", "", ""), fonts=(HEI, SONG, SONG, SONG), align=(CENTER, LEFT, LEFT, LEFT))
    last.cells[0].merge(last.cells[1])
    _fill(last.cells[2].merge(last.cells[3]), ("", "", ""), size=10.5)


def _document(*, top: int, bottom: int, left: int, right: int) -> Any:
    """An empty A4 document with page numbers. Margins in mm."""
    document: Any = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(top), Mm(bottom), Mm(left), Mm(right)
    section.footer_distance = Mm(min(16, bottom - 9))  # the page number must not push the text up
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")  # else figures are broken like Chinese text
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(language)
    footer = section.footer.paragraphs[0]
    footer.alignment = CENTER
    for text in ("— ", "PAGE", " —"):
        run = footer.add_run("" if text == "PAGE" else text)
        _font(run, SONG, 14)
        if text == "PAGE":
            for kind in ("begin", "", "end"):
                mark = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    mark.set(qn("w:fldCharType"), kind)
                else:
                    mark.text = "PAGE"
                run._r.append(mark)
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", ""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _font_table()
    return document


def _font_table() -> bytes:
    names = "".join(f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>' for name, others in OTHERS.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{docx.oxml.ns.nsmap["w"]}">{names}</w:fonts>'.encode()


def _title(document: Any, title: str, below: str, size: float = 14) -> None:
    _say(document, title, font=SONG, size=22, bold=True, align=CENTER, indent=0, line=34)
    _say(document, below, font=KAI, size=size, align=CENTER, indent=0, line=24)
    _gap(document)


def _say(
    document: Any, text: str, *, font: str = FANG, size: float = 16, bold: bool = False, align: Any = BOTH, indent: int = 2,
    before: float = 0, line: float = 28, keep: bool = False, left: float = 0,
) -> Any:
    """A paragraph. `indent` in characters, `left` in mm, `line` is its exact distance, `keep` with the next one."""
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment, shape.space_before, shape.space_after, shape.keep_with_next = align, Pt(before), Pt(0), keep or None
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if left:
        shape.left_indent = Mm(left)
    if indent:
        shape.first_line_indent = Pt(size * indent)
        paragraph._p.get_or_add_pPr().find(qn("w:ind")).set(qn("w:firstLineChars"), str(100 * indent))
    _font(paragraph.add_run(text), font, size, bold)
    return paragraph


def _labelled(document: Any, label: str, text: str) -> None:
    paragraph = _say(document, label, font=KAI, bold=True)
    _font(paragraph.add_run(text), FANG, 16)


def _gap(document: Any) -> None:
    """A thin line between tables, which Word would else join."""
    _say(document, "", size=6, indent=0, line=8)


def _table(document: Any, widths: Sequence[float]) -> Any:
    """A ruled table without rows. Widths in mm."""
    held = document.add_table(rows=0, cols=len(widths))
    held.style, held.alignment, held.autofit = "Table Grid", CENTER, False
    for column, width in zip(held.columns, widths, strict=True):
        column.width = Mm(width)
    return held


def _row(
    held: Any, texts: Sequence[str], *, fonts: Sequence[str], align: Sequence[Any], shade: bool = False
) -> Any:
    """A row, kept on one page. Line breaks in a text make paragraphs."""
    row = held.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column, text, font, side in zip(row.cells, held.columns, texts, fonts, align, strict=True):
        cell.width = column.width
        _fill(cell, text.split("\n"), size=10.5, font=font, align=side)
        if shade:
            fill = OxmlElement("w:shd")
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
                fill.set(qn(f"w:{key}"), value)
            cell._tc.get_or_add_tcPr().append(fill)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER  # after the shading: the schema has an order
    return row


def _fill(cell: Any, texts: Sequence[str], *, size: float, font: str = SONG, align: Any = LEFT, bold: bool = False, add: bool = False) -> None:
    """Paragraphs of a cell, in place of what it holds, or after it."""
    if not add:
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        cell.paragraphs[0].clear()
    for number, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if number == 0 and not add else cell.add_paragraph()
        shape = paragraph.paragraph_format
        shape.alignment, shape.space_before, shape.space_after = align, Pt(1), Pt(1)
        _font(paragraph.add_run(text), font, size, bold)


def _font(run: Any, font: str, size: float, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = "Times New Roman", Pt(size), bold or None
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” … belong to the Chinese text


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


TEMPLATES = {"letter": letter, "review_form": review_form}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, make in TEMPLATES.items():
        (FOLDER / f"{name}.docx").write_bytes(make())
        print(f"已更新 {name}.docx")


if __name__ == "__main__":
    main()
