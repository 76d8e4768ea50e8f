"""Word files written as XML, as small as a test wants them; tables of blocks with gridSpan and vMerge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from linter.reading.blocks import Document, ParagraphBlock, TableBlock
from tests.containers.packed import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)


def p(text: str = "", inner: str = "", properties: str = "") -> str:
    """A paragraph; `inner` is XML that stands behind the text."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}{inner}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell of a text, or of XML that begins with "<"."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str, grid: Iterable[int] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def down(*, begin: bool) -> str:
    return '<w:vMerge w:val="restart"/>' if begin else "<w:vMerge/>"


def across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def document_xml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'


def docx(body: str, parts: Mapping[str, tuple[str, str | bytes]] | None = None) -> bytes:
    """A .docx. `parts`: name inside word/ → (kind of its relation to the document, content); its relation id is `r1`, `r2` …"""
    listed = list((parts or {}).items())
    related = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{name}"/>' for at, (name, (kind, _)) in enumerate(listed, 1)
    )
    return packed({
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": relations_xml(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": document_xml(body).encode(),
        "word/_rels/document.xml.rels": relations_xml(related),
        **{f"word/{name}": content if isinstance(content, bytes) else content.encode() for name, (_, content) in listed},
    })


def relations_xml(inner: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'.encode()


def as_docx(document: Document) -> bytes:
    """The blocks of a document with known spans, written as a Word file."""
    return docx("".join(p(b.text) if isinstance(b, ParagraphBlock) else table_xml(b) + p() for b in document.blocks))


def table_xml(table: TableBlock) -> str:
    """A table of blocks; places without a text are empty cells."""
    width = max(cell.column + cell.column_span for cell in table.cells)
    rows: list[dict[int, tuple[int, str]]] = [{} for _ in range(table.row_count)]  # column → columns covered, XML
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            first = row == cell.row
            spans = (across(cell.column_span) if cell.column_span > 1 else "") + (down(begin=first) if cell.row_span > 1 else "")
            text = "".join(map(p, cell.text.split("\n"))) if first else p()
            rows[row][cell.column] = cell.column_span, tc(text, spans)
    printed = []
    for row in rows:
        column, cells = 0, []
        while column < width:
            covered, xml = row.get(column, (1, tc()))
            cells.append(xml)
            column += covered
        printed.append(tr(*cells))
    return tbl(*printed, grid=[500] * width)
