"""Workbooks for tests: blocks of any document laid out on sheets, and parts put together by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

import openpyxl

from linter.reading.blocks import Block, ParagraphBlock

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WIDEST = 12  # columns a paragraph is merged over at most


def laid_out(blocks: Iterable[Block]) -> bytes:
    """An xlsx that prints the blocks as a clerk would: on one sheet, below each other, titles merged over the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    row = 1
    blocks = list(blocks)
    for n, block in enumerate(blocks):
        if isinstance(block, ParagraphBlock):
            if n and not isinstance(blocks[n - 1], ParagraphBlock):
                row += 1
            sheet.cell(row, 1, block.text)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=WIDEST)
            row += 1
            continue
        if n and not isinstance(blocks[n - 1], ParagraphBlock):
            row += 1
        for cell in block.cells:
            at = sheet.cell(row + cell.row, cell.column + 1)
            at.value = cell.text
            at.data_type = "s"
            if cell.row_span > 1 or cell.column_span > 1:
                sheet.merge_cells(
                    start_row=row + cell.row, end_row=row + cell.row + cell.row_span - 1,
                    start_column=cell.column + 1, end_column=cell.column + cell.column_span,
                )
        row += block.row_count
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def book_of(*sheets: str, parts: Mapping[str, str | bytes] | None = None, kinds: Mapping[int, str] | None = None) -> bytes:
    """An xlsx of sheet parts as they are. `parts`: more parts by name; `kinds`: sheet number → its kind of relation."""
    given = dict(parts or {})
    names = [f"sheet{n}" for n in range(1, len(sheets) + 1)]
    tabs = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1))
    given.setdefault("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{TYPES}"><sheets>{tabs}</sheets></workbook>')
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{TYPES}/{(kinds or {}).get(n, "worksheet")}" Target="worksheets/{name}.xml"/>'
        for n, name in enumerate(names, 1)
    )
    relations += f'<Relationship Id="s" Type="{TYPES}/sharedStrings" Target="sharedStrings.xml"/>' * ("xl/sharedStrings.xml" in given)
    relations += f'<Relationship Id="t" Type="{TYPES}/styles" Target="styles.xml"/>' * ("xl/styles.xml" in given)
    given.setdefault("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, sheet in zip(names, sheets, strict=True):
            package.writestr(f"xl/worksheets/{name}.xml", sheet)
        for name, part in given.items():
            package.writestr(name, part)
    return out.getvalue()


def strings_xml(items: str) -> str:
    return f'<sst xmlns="{_MAIN}">{items}</sst>'


def styles_xml(*codes: str) -> str:
    """Style n + 1 has the n-th code; style 0 is General."""
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
    return f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
