"""Web pages → blocks, as a browser shows them; Excel's and Word's pages too. lxml is loaded when the first page comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from linter.errors import ReadError
from linter.reading.blocks import Block, Cell, Document, ParagraphBlock, TableBlock, TablePlace
from linter.reading.encoding import decode
from linter.reading.limits import MAX_PIECES, too_many_pieces
from linter.reading.span_grid import SpanGrid
from linter.where import Spot

_BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "title", "tr", "ul",
))
_NOT_SHOWN = frozenset((
    "audio", "datalist", "iframe", "map", "math", "noscript", "object", "script", "select", "style", "svg", "template", "video",
))
# what Excel, WPS and LibreOffice Calc write at the head of a worksheet saved as a page
_SPREADSHEET = re.compile(r"Excel\.Sheet|office:excel|a\.comment-indicator")
_HEAD = 20_000
_CELLS = frozenset(("td", "th"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
# a line break of the source between two characters of Chinese is no space
_CHINESE = "[\u2014\u2018-\u201d\u2026\u2e80-\uffef]"
_WRAPPED = re.compile(rf"(?<={_CHINESE})[ \t\r\f]*\n[ \t\r\f\n]*(?={_CHINESE})")
_BLANKS = re.compile(r"[ \t\r\f\n]+")
_DIGITS = re.compile(r"[0-9]{1,6}")
_UNSEEN = re.compile("[\u200b\ufeff\u00ad]")


def read_html(data: bytes, source: str) -> Document:
    """The document of a web page. Raises ReadError as `decode` does, and for pages that hold nothing to read."""
    decoded = decode(data)
    return Document(source, tuple(blocks_of(decoded.text)), decoded.notes)


def blocks_of(text: str, *, first_line: int = 1, tables_before: int = 0) -> list[Block]:
    """Paragraphs and tables in reading order. `first_line`, `tables_before`: where `text` stands in its document."""
    if text.count("<") > 2 * MAX_PIECES:  # as many elements would fill the memory before one is looked at
        raise too_many_pieces()
    # the parser's own limits on depth and size would drop the rest of a page in silence
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise ReadError(f"网页读不通（{error}）", remedy="请用浏览器或原来的软件打开，重新另存为网页再试。") from error
    for fault in parser.error_log:
        if fault.level_name == "FATAL":
            raise ReadError(
                "网页的标签层层嵌套，超过了能读的深度", place=f"第{fault.line}行", remedy="请用原来的软件打开，重新另存为网页再试。"
            )
    if root is None:
        return []
    page = _Page(first_line, tables_before, of_sheets=bool(_SPREADSHEET.search(text, 0, _HEAD)))
    page.walk(root)
    if not page.blocks and root.find(".//frameset") is not None:
        raise ReadError(
            "这个网页只是框架，内容在旁边的文件夹里", remedy="请在 Excel 中另存为“网页”，保存范围选当前工作表（不选整个工作簿）。"
        )
    return page.blocks


class _Page:
    """Walks a page and gathers its `blocks`.

    A table that holds another table only lays out the page, and so does one of a single cell: their text is running text.
    """

    def __init__(self, first_line: int, tables_before: int, *, of_sheets: bool = False) -> None:
        self.blocks: list[Block] = []
        self._of_sheets = of_sheets
        self._shift = first_line - 1
        self._tables = tables_before
        self._grid: SpanGrid | None = None  # of the table being read; tables that count hold no others
        self._cell: Any = None  # the td being read
        self._parts: list[str] = []  # text of the line being gathered
        self._lines: list[str] = []  # lines of the cell
        self._line = 1  # where the paragraph being gathered begins
        self._pre = 0

    def walk(self, root: Any) -> None:
        skipped: Any = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if _hidden(element):
                    if element.tag == "tr" and self._grid and self._cell is None:
                        self._grid.start_row()
                    skipped = element
                    walker.skip_subtree()
                    continue
                if self._grid is not None and self._cell is None and not self._pre and element.tag in _CELLS and not len(element):
                    text = element.text  # nothing but text in it: most cells of most pages
                    self._grid.add(_shown(text) if text else "", _span(element.get("rowspan")), _span(element.get("colspan")))
                    skipped = element
                    continue
                self._open(element)
                if element.text:
                    self._add(element.text, element)
                continue
            if element is skipped:
                skipped = None
            else:
                self._close(element)
            if element.tail:
                self._add(element.tail, element)
        self._end_line()

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._end_line()
        if tag not in _BLOCK_TAGS:
            return
        self._end_line()
        if tag == "pre":
            self._pre += 1
        elif tag == "table":
            if self._grid is None and all(map(_hidden, element.iterfind(".//table"))):
                self._grid = SpanGrid()
        elif self._grid is not None and self._cell is None:
            if tag == "tr":
                self._grid.start_row()
            elif tag in _CELLS:
                self._cell = element
            elif tag in _GROUPS:
                self._grid.end_group()

    def _close(self, element: Any) -> None:
        tag = element.tag
        if tag not in _BLOCK_TAGS:
            return
        self._end_line()
        if element is self._cell:
            assert self._grid is not None
            self._grid.add("\n".join(self._lines), _span(element.get("rowspan")), _span(element.get("colspan")))
            self._cell, self._lines = None, []
        elif tag == "pre":
            self._pre -= 1
        elif self._grid is not None and self._cell is None:
            if tag == "table":
                self._end_table(self._grid, element)
                self._grid = None
            elif tag in _GROUPS:
                self._grid.end_group()

    def _end_table(self, grid: SpanGrid, element: Any) -> None:
        cells, row_count = grid.finish()
        if grid.cell_count == 1:
            for cell in cells:
                self._line = element.sourceline + self._shift
                for line in cell.text.split("\n"):
                    self._paragraph(line)
        elif cells:
            self._tables += 1
            if self._of_sheets:
                self.blocks += _sheet(cells, grid.empty_ranges, self._tables)
            else:
                self.blocks.append(TableBlock(cells, row_count, spans_known=True, place=TablePlace(self._tables)))

    def _add(self, text: str, element: Any) -> None:
        if self._pre and "\n" in text:
            first, *others = text.split("\n")
            self._add(first, element)
            for line in others:
                self._end_line()
                self._add(line, element)
        elif self._parts or not text.isspace():
            if not self._parts:
                self._line = element.sourceline + self._shift
            self._parts.append(text)

    def _end_line(self) -> None:
        if not self._parts:
            return
        line = _shown("".join(self._parts))
        self._parts = []
        if line and self._cell is not None:
            self._lines.append(line)
        elif line:
            self._paragraph(line)

    def _paragraph(self, text: str) -> None:
        self.blocks.append(ParagraphBlock(text, Spot(line=self._line)))
        if len(self.blocks) > MAX_PIECES:
            raise too_many_pieces()


def _sheet(cells: Sequence[Cell], empty: Sequence[tuple[int, int, int, int]], number: int) -> list[Block]:
    """The blocks of a table that is a whole worksheet: titles and captions above its forms are rows of it."""
    from linter.reading.excel.regions import blocks_of as regions_of
    from linter.reading.excel.spans import COLUMN_BITS

    sizes = {c.row << COLUMN_BITS | c.column: (c.row_span, c.column_span) for c in cells if c.row_span > 1 or c.column_span > 1}
    merged = [(c.row, c.column, c.row + c.row_span - 1, c.column + c.column_span - 1) for c in cells]
    return regions_of("", [c[:3] for c in cells], sizes, [*merged, *empty], lambda row, column: TablePlace(number, row, column))


def _hidden(element: Any) -> bool:
    if element.tag in _NOT_SHOWN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _span(value: str | None) -> int:
    """A rowspan or colspan; 1 where none is given or it is no number."""
    found = _DIGITS.match(value) if value else None
    return int(found[0]) if found else 1


def _shown(text: str) -> str:
    """Text with white space as a browser collapses it."""
    if "\n" in text:
        text = _WRAPPED.sub("", text)
    text = _BLANKS.sub(" ", text)
    return (text if text.isascii() else _UNSEEN.sub("", text)).strip()
