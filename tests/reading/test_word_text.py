"""Text of Word documents as their reader sees it."""

from __future__ import annotations

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import Document, ParagraphBlock, TableBlock
from tests.containers.packed import packed
from tests.reading.word_files import OFFICE, W, document_xml, docx, p, relations_xml, tbl, tc, tr


def read(body: str, parts: dict[str, tuple[str, str | bytes]] | None = None) -> Document:
    return read_bytes(docx(body, parts), "表.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, ParagraphBlock)]


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def field(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


PROMPT = '<w:rStyle w:val="a3"/>'
CODE = run("<w:instrText> PAGEREF _Toc1 </w:instrText>")


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (run(t("培训") + "<w:tab/>" + t("12场")), "培训 12场"),
        (run(t("一") + "<w:br/>" + t("二") + "<w:cr/>" + t("三")), "一\n二\n三"),
        (run(t("2024") + "<w:noBreakHyphen/>" + t("2026") + "<w:softHyphen/>"), "2024-2026"),
        (run('<w:sym w:font="Wingdings" w:char="F0FE"/>' + t("一次性 ") + '<w:sym w:font="Wingdings" w:char="00A8"/>' + t("经常性")), "☑一次性 □经常性"),
        (run('<w:sym w:font="Wingdings 2" w:char="F052"/>' + t("是")), "☑是"),
        (run(t("\uf0b3"), '<w:rFonts w:ascii="Symbol"/>') + run(t("95%")), "≥95%"),
        ("<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>" + run(t("95%")), "≥95%"),
        (f'<w:ins w:id="1">{run(t("新增"))}</w:ins><w:del w:id="2">{run("<w:delText>删去</w:delText>")}</w:del>', "新增"),
        (f'<w:moveFrom w:id="1">{run(t("旧处"))}</w:moveFrom><w:moveTo w:id="2">{run(t("新处"))}</w:moveTo>', "新处"),
        (run(t("见")) + field("begin") + CODE + field("separate") + run(t("附表")) + field("end"), "见附表"),
        (field("begin") + field("begin") + CODE + field("separate") + run(t("码")) + field("end") + field("separate") + run(t("果")) + field("end"), "果"),
        (f'<w:fldSimple w:instr=" DATE ">{run(t("2024年3月"))}</w:fldSimple>', "2024年3月"),
        (run('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>') + field("end") + run(t("是")), "☑是"),
        (run('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar>') + field("end") + run(t("否")), "□否"),
        (run("<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='新增'/><w:listEntry w:val='延续'/></w:ddList></w:ffData>"), "延续"),
        (f'<w:hyperlink>{run(t("链接"))}</w:hyperlink><w:smartTag>{run(t("标记"))}</w:smartTag>', "链接标记"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run(t('已填'))}</w:sdtContent></w:sdt>", "已填"),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(t('单击此处'), PROMPT)}</w:sdtContent></w:sdt>{run(t('后文'))}", "后文"),
        (f"<w:ruby><w:rt>{run(t('liang'))}</w:rt><w:rubyBase>{run(t('量'))}</w:rubyBase></w:ruby>", "量"),
        (run("<w:footnoteReference w:id='1'/>" + t("有脚注")), "有脚注"),
    ],
)
def test_what_a_paragraph_says(inner: str, said: str) -> None:
    assert "\n".join(texts(read(p("", inner)))) == said


def test_tab_stops_are_no_tabs() -> None:
    assert texts(read(p("正文", properties='<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'))) == ["正文"]


def test_hidden_text_is_left_out_and_said() -> None:
    document = read(p("看得见", run(t("看不见"), "<w:vanish/>") + run(t("也看得见"), '<w:vanish w:val="0"/>')))
    assert texts(document) == ["看得见也看得见"]
    assert "1 处隐藏" in document.notes[0].text


def test_a_deleted_paragraph_end_joins_two() -> None:
    assert texts(read(p("前半", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("后半", properties="<w:jc/>") + p("另段"))) == ["前半后半", "另段"]


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    box = "<w:txbxContent>" + p("框内") + tbl(tr("甲", "乙")) + "</w:txbxContent>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>'
    document = read(p("前", run(both) + run(t("后"))))
    assert texts(document) == ["前后", "框内"]
    assert [type(block) for block in document.blocks].count(TableBlock) == 1


def test_paragraphs_are_counted_as_they_stand() -> None:
    first, second = read(p("一") + p() + p("三")).blocks
    assert isinstance(first, ParagraphBlock)
    assert isinstance(second, ParagraphBlock)
    assert (first.spot.paragraph, second.spot.paragraph) == (1, 3)


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06c"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>"""
STYLES = f"""<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style></w:styles>"""


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_automatic_numbers_are_part_of_the_text() -> None:
    marks = [listed(1), listed(1, 1), listed(1, 1), listed(1, 2), listed(1), listed(1, 1), listed(2), listed(0), '<w:pStyle w:val="2"/>', listed(3)]
    document = read("".join(p("题", properties=mark) for mark in marks), {"numbering.xml": ("numbering", NUMBERING), "styles.xml": ("styles", STYLES)})
    assert texts(document) == ["一、题", "（一）题", "（二）题", "1.1 题", "二、题", "（一）题", "题", "题", "三、题", "一、题"]


def test_numbers_in_cells() -> None:
    body = tbl(*(tr(tc(p(properties=listed(1))), tc(name)) for name in ("甲", "乙")))
    document = read(body, {"numbering.xml": ("numbering", NUMBERING)})
    (table,) = document.blocks
    assert isinstance(table, TableBlock)
    assert [cell.text for cell in table.cells] == ["一、", "甲", "二、", "乙"]


def test_marks_in_headers_and_watermarks_come_last_and_page_numbers_do_not() -> None:
    header = f'<w:hdr xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml">{p("仅供内部审核")}<w:p><w:r><w:pict><v:shape><v:textpath string="草稿"/></v:shape></w:pict></w:r></w:p></w:hdr>'
    footer = f'<w:ftr xmlns:w="{W}">{p("第 3 页 共 12 页")}{p("- 3 -")}</w:ftr>'
    parts: dict[str, tuple[str, str | bytes]] = {"header1.xml": ("header", header), "footer1.xml": ("footer", footer), "header2.xml": ("header", header)}
    assert texts(read(p("正文"), parts)) == ["正文", "仅供内部审核", "草稿"]


def test_embedded_pages_are_read_in_place() -> None:
    page = "<html><body><p>嵌入的文字</p><table><tr><td>甲<td>乙</table></body></html>"
    document = read(tbl(tr("子", "丑")) + '<w:altChunk r:id="r1"/>' + p("后"), {"chunk.htm": ("aFChunk", page)})
    assert texts(document) == ["嵌入的文字", "后"]
    table = document.blocks[2]
    assert isinstance(table, TableBlock)
    assert table.place.spot(0, 0).said() == "第2个表格第1行第1列"


def test_what_cannot_be_read_of_a_document_is_said() -> None:
    chunk = read(p("正文") + '<w:altChunk r:id="r1"/>', {"chunk.bin": ("aFChunk", bytes(range(256)) * 9)})
    assert "嵌入" in chunk.notes[0].text
    sheet = read(p("正文", run('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>')))
    assert "1 个对象" in sheet.notes[0].text


STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def test_strict_files() -> None:
    body = document_xml(p("严格") + tbl(tr("甲", "乙")))
    related = relations_xml(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="/word/document2.xml"/>').decode()
    for here, there in STRICT.items():
        body, related = body.replace(here, there), related.replace(here, there)
    document = read_bytes(packed({"_rels/.rels": related.encode(), "word/document2.xml": body.encode()}), "表.docx")
    assert texts(document) == ["严格"]
    assert len(document.blocks) == 2


def test_names_without_a_prefix() -> None:
    body = document_xml(p("看得见", run(t("看不见"), "<w:vanish/>"))).replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", f'xmlns="{W}" xmlns:w=')
    root = relations_xml(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>')
    document = read_bytes(packed({"_rels/.rels": root, "word/document.xml": body.encode()}), "表.docx")
    assert texts(document) == ["看得见"]


def test_one_xml_file() -> None:
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    inner = document_xml(p("平铺") + tbl(tr("甲", "乙"))).partition("?>")[2]
    flat = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="{pkg}"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part></pkg:package>'
    assert texts(read_bytes(flat.encode(), "表.xml")) == ["平铺"]


def test_xml_of_word_2003() -> None:
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    row = "<w:tr><w:tc><w:tcPr><w:vmerge{}/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = row.format(' w:val="restart"', p("甲"), p("1")) + row.format("", p(), p("2"))
    body = f'<wx:sect>{p("旧")}<w:tbl>{rows}</w:tbl></wx:sect>'
    text = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="{old}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body>{body}</w:body></w:wordDocument>'
    paragraph, table = read_bytes(text.encode(), "表.doc").blocks
    assert isinstance(paragraph, ParagraphBlock)
    assert isinstance(table, TableBlock)
    assert paragraph.text == "旧"
    assert table.cells[0].row_span == 2
