"""Word documents, written as XML: a table with gridSpan and vMerge, paragraphs round it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.containers.grid import NEW_PAGE, header_row, placed, weights
from tests.containers.packed import packed
from tests.layouts import Cell, Part, Rows

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_FONT = '<w:rPr><w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="18"/></w:rPr>'
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>'
_ROOM = 9600  # twentieths of a point between the margins
_LEAST = 420  # what a column needs for one character and its padding


def as_document(parts: Sequence[Part], *, repeat_header: bool = False, whole_rows: bool = False) -> bytes:
    """A .docx of the parts. Tables that follow each other without a paragraph are kept apart by an empty one.

    `repeat_header`: the first row of a list is printed again on every page. `whole_rows`: no row is split over two pages.
    """
    body: list[str] = []
    for part in parts:
        if part == NEW_PAGE:
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        elif isinstance(part, str):
            body.append(_paragraph(part))
        else:
            if body and body[-1].startswith("<w:tbl>"):
                body.append(_paragraph(""))
            body.append(_table(part, repeat_header, whole_rows))
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {_W}><w:body>{"".join(body)}{_paragraph("")}{_PAGE}</w:body></w:document>'
    return packed({"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELATIONS.encode(), "word/document.xml": text.encode()})


def _paragraph(text: str) -> str:
    lines = '<w:br/>'.join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{_FONT}{lines}</w:r></w:p>" if text else "<w:p/>"


def _table(rows: Rows, repeat_header: bool, whole_rows: bool) -> str:
    wide = weights(rows)
    widths = [round(_LEAST + (_ROOM - _LEAST * len(wide)) * each / sum(wide)) for each in wide]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    lines: list[list[tuple[int, str]]] = [[] for _ in rows]
    for y, x, cell in placed(rows):
        for down in range(cell.down):
            lines[y + down].append((x, _cell(cell, sum(widths[x : x + cell.across]), down)))
    printed = []
    for y, line in enumerate(lines):
        said = '<w:cantSplit/>' if whole_rows else ""
        said += "<w:tblHeader/>" if repeat_header and y == 0 == header_row(rows) else ""
        printed.append(f"<w:tr><w:trPr>{said}</w:trPr>{''.join(text for _, text in sorted(line))}</w:tr>")
    look = f'<w:tblPr><w:tblW w:w="{_ROOM}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(printed)}</w:tbl>"


def _cell(cell: Cell, wide: int, down: int) -> str:
    """A cell, or in the rows below its first the empty one that goes on with it."""
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = ("<w:vMerge/>" if down else '<w:vMerge w:val="restart"/>') if cell.down > 1 else ""
    text = "<w:p/>" if down else "".join(_paragraph(line) for line in cell.text.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}</w:tcPr>{text}</w:tc>'
