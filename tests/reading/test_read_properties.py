"""What holds for any table and for any bytes."""

from __future__ import annotations

import csv
import io
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.errors import ReadError
from linter.reading import read_bytes
from linter.reading.blocks import Cell, Document, ParagraphBlock, TableBlock

WORDS = st.text("项目绩效指标数量≥5%，。、（）AB 1", min_size=1, max_size=8).map(str.strip).filter(bool)
LOOSE = st.text('指标"数量,；\n| 8', max_size=12)


def tables(document: Document) -> list[TableBlock]:
    assert all(isinstance(block, TableBlock) for block in document.blocks)
    return [block for block in document.blocks if isinstance(block, TableBlock)]


@st.composite
def rows_of_words(draw: st.DrawFn) -> list[list[str]]:
    """Rows of one width ≥ 2, with empty cells, none of the rows all empty."""
    width = draw(st.integers(2, 6))
    row = st.lists(st.just("") | WORDS, min_size=width, max_size=width).filter(any)
    return draw(st.lists(row, min_size=1, max_size=8))


@given(rows_of_words(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.sampled_from(["表.txt", "表.tsv"]))
def test_any_table_comes_back_from_tab_separated_text(rows: list[list[str]], codec: str, name: str) -> None:
    data = "\n".join("\t".join(row) for row in rows).encode(codec)
    (found,) = tables(read_bytes(data, name))
    assert [(c.row, c.column, c.text) for c in found.cells] == [
        (r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text
    ]
    assert [found.place.spot(n, 0).line for n in range(found.row_count)] == list(range(1, len(rows) + 1))


@given(st.lists(st.lists(LOOSE, min_size=3, max_size=3).filter(lambda row: any(map(str.strip, row))), min_size=3, max_size=8))
def test_any_table_comes_back_from_csv(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    (found,) = tables(read_bytes(written.getvalue().encode(), "表.csv"))
    assert [(c.row, c.column, c.text) for c in found.cells] == [
        (r, c, text.strip()) for r, row in enumerate(rows) for c, text in enumerate(row) if text.strip()
    ]


@st.composite
def spanned(draw: st.DrawFn) -> tuple[list[Cell], int]:
    """A grid cut into rectangles: its cells in source order (text may be empty) and the number of rows."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            free = 1
            while column + free < width and (row, column + free) not in taken:
                free += 1
            columns = draw(st.integers(1, free))
            rows = draw(st.integers(1, height - row))
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
            cells.append(Cell(row, column, draw(st.just("") | WORDS), rows, columns))
    return cells, height


@given(spanned(), st.data())
def test_any_table_with_spans_comes_back_from_html(grid: tuple[list[Cell], int], data: st.DataObject) -> None:
    cells, height = grid
    lines = ["<table>"]
    for row in range(height):
        lines.append("<tr>")
        for cell in cells:
            if cell.row == row:
                beyond = cell.row + cell.row_span == height and data.draw(st.booleans())  # clipped to the table
                rows = cell.row_span + 7 if beyond else cell.row_span
                lines.append(f"<td rowspan={rows} colspan={cell.column_span}>{escape(cell.text)}</td>")
        lines.append("</tr>")
    shown = [cell._replace(text=" ".join(cell.text.split())) for cell in cells if cell.text]
    page = "\n".join([*lines, "</table>"]).encode()
    if not shown:
        with pytest.raises(ReadError):
            read_bytes(page, "页.html")
    elif len(cells) == 1:
        assert isinstance(read_bytes(page, "页.html").blocks[0], ParagraphBlock)
    else:
        (found,) = tables(read_bytes(page, "页.html"))
        assert sorted(found.cells) == sorted(shown)
        assert found.row_count == height


PIECES = st.sampled_from([
    b"\t", b"\n", b"\r", b"\f", b"\0", b'"', b'""', b",", b"|", b"|-|\n", b"-", b"#", b"<table>", b"</table>", b"<tr>", b"<td rowspan=3>",
    b"</td>", b"<td colspan=0>", b"<!--", b"-->", b"<pre>", b"</pre>", b"<br>", b"<?xml ", b"<html>", b"<p hidden>", b"<div", b"&#0;", b"&nbsp;",
    b"PK\x03\x04", b"%PDF-", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"sep=,\n", "项目".encode(), "项目".encode("gb18030"),
    "项目".encode("utf-16-le"), b"\xed\xa0\x80", b"\xff", b"<meta charset=big5>", b"<frameset>", b"<select>", b"<textarea>",
])
ANY_BYTES = st.binary(max_size=300) | st.lists(PIECES | st.binary(max_size=3), max_size=40).map(b"".join)


@given(ANY_BYTES, st.sampled_from(["a.txt", "a.csv", "a.tsv", "a.html", "a.md", "a.xlsx", "a", ""]))
@example(b'"', "a.csv")
@example(b"sep=\n", "a.csv")
@example(b"sep=\n\n", "a.csv")
@example(b'sep="', "a.csv")
@example(b"<table><td><tr><table>", "a.html")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        document = read_bytes(data, name)
    except ReadError:
        return
    assert document.blocks
    for block in document.blocks:
        if isinstance(block, ParagraphBlock):
            assert block.text == block.text.strip() != ""
            continue
        assert block.cells
        taken: set[tuple[int, int]] = set()
        for cell in block.cells:
            assert cell.text == cell.text.strip() != ""
            assert cell.row + cell.row_span <= block.row_count
            assert block.place.spot(cell.row, cell.column).said()
            assert (cell.row, cell.column) not in taken
            taken.add((cell.row, cell.column))
