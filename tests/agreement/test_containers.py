"""The printed files hold what was to be printed: seen by programs that have nothing to do with ours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest

from tests.agreement.submissions import submission
from tests.containers.book import book
from tests.containers.excel import as_workbook, typed
from tests.containers.grid import NEW_PAGE, broken, cut, placed, width
from tests.containers.pdf import Look, as_pages
from tests.containers.scan import as_picture
from tests.containers.word import as_document
from tests.layouts import Cell, Layout, Part, Rows, dense
from tests.more_layouts import EVERY, parts_of, upright

_CASE = submission("culture")
_LAYOUTS = pytest.mark.parametrize("layout", EVERY, ids=[layout.name for layout in EVERY])


def tables(parts: list[Part]) -> list[Rows]:
    return [part for part in parts if not isinstance(part, str)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@_LAYOUTS
def test_workbook(layout: Layout) -> None:
    from openpyxl import load_workbook

    parts = parts_of(_CASE, layout)
    book = load_workbook(io.BytesIO(as_workbook(parts, a_sheet_each=True)))
    for sheet, rows in zip(book, tables(parts), strict=True):
        top = next(n for n, row in enumerate(sheet.iter_rows(values_only=True)) if row[: width(rows)] == tuple(text or None for text in dense(rows)[0]))
        found = [["" if value is None else str(value) for value in row[: width(rows)]] for row in sheet.iter_rows(min_row=top + 1, max_row=top + len(rows), values_only=True)]
        assert found == dense(rows)
        spans = {(y, x, cell.across, cell.down) for y, x, cell in placed(rows) if (cell.across, cell.down) != (1, 1)}
        merged = {(each.min_row - 1 - top, each.min_col - 1, each.size["columns"], each.size["rows"]) for each in sheet.merged_cells.ranges}
        assert {each for each in merged if 0 <= each[0] < len(rows)} == spans


@pytest.mark.parametrize(("text", "value", "shape"), [
    ("95%", 0.95, "0%"), ("93.5%", 0.935, "0.0%"), ("1,200", 1200, "#,##0"), ("30.00", 30, "0.00"), ("12", 12, "General"),
    ("118001", 118001, "General"), ("007", "007", None), ("≥98%", "≥98%", None), ("=12个", "=12个", None), ("0", 0, "General"),
])
def test_numbers_as_people_type_them(text: str, value: object, shape: str | None) -> None:
    assert typed(text) == (pytest.approx(value) if isinstance(value, float) else value, shape)


@_LAYOUTS
@pytest.mark.parametrize("turned", [False, True])
def test_document(layout: Layout, turned: bool) -> None:
    from docx import Document

    parts = parts_of(_CASE, layout)
    parts = upright(parts) if turned else parts
    document = Document(io.BytesIO(as_document(parts)))
    said = [part for part in parts if isinstance(part, str)]
    assert [each.text for each in document.paragraphs if each.text] == said
    for table, rows in zip(document.tables, tables(parts), strict=True):
        expanded = [[cell.text for cell in row.cells] for row in table.rows]
        whole = {(y + down, x + across): cell.text for y, x, cell in placed(rows) for down in range(cell.down) for across in range(cell.across)}
        assert expanded == [[whole[y, x] for x in range(width(rows))] for y in range(len(rows))]


@_LAYOUTS
@pytest.mark.parametrize("look", [Look(), Look(watermark="仅供内部审核", page_numbers=True, rules="boxes", split_rows=True, again=True), Look(embedded=False, landscape=True)])
def test_pages(layout: Layout, look: Look) -> None:
    import pypdfium2

    parts = parts_of(_CASE, layout)
    data = as_pages(parts, look)
    assert data == as_pages(parts, look)
    document = pypdfium2.PdfDocument(data)
    text = squeezed("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    for rows in tables(parts):
        for _, _, cell in placed(rows):
            for glyph in set(squeezed(cell.text)):
                assert glyph in text


def test_the_same_document_is_the_same_bytes() -> None:
    parts = parts_of(_CASE, EVERY[0])
    assert as_workbook(parts, numbers=True) == as_workbook(parts, numbers=True)
    assert as_document(parts) == as_document(parts)
    pages = as_pages(parts)
    assert as_picture(pages, "png", dpi=40) == as_picture(pages, "png", dpi=40)


def test_a_picture_has_no_text_and_all_pages() -> None:
    import pypdfium2
    from PIL import Image

    pages = as_pages(parts_of(submission("health"), EVERY[0]))
    document, scan = pypdfium2.PdfDocument(pages), pypdfium2.PdfDocument(as_picture(pages, "pdf", dpi=40, angle=1))
    assert len(scan) == len(document) > 1
    assert not "".join(page.get_textpage().get_text_range() for page in scan)
    with Image.open(io.BytesIO(as_picture(pages, "tif", dpi=40))) as picture:
        assert getattr(picture, "n_frames", 1) == len(document)
    document.close()
    scan.close()


def test_a_cut_table_goes_on_below_with_empty_cells() -> None:
    rows = [[Cell("左", 1, 3), Cell("一")], [Cell("二")], [Cell("三")]]
    assert cut(rows, 2) == ([[Cell("左", 1, 2), Cell("一")], [Cell("二")]], [[Cell(""), Cell("三")]])


@_LAYOUTS
def test_broken_forms_keep_every_text_once(layout: Layout) -> None:
    parts = parts_of(_CASE, layout)

    def texts(given: list[Part]) -> Iterator[str]:
        yield from (cell.text for rows in tables(given) for row in rows for cell in row if cell.text)

    halves = broken(parts, again=False)
    assert NEW_PAGE in halves
    assert list(texts(halves)) == list(texts(parts))
    assert {len(set(map(len, dense(rows)))) for rows in tables(broken(parts, again=True))} == {1}


def test_book_has_its_pages_and_its_forms() -> None:
    import pypdfium2

    form = parts_of(_CASE, EVERY[0])
    document = pypdfium2.PdfDocument(book(12, [form, form, form]))
    found = [n for n, page in enumerate(document) if "三级指标" in page.get_textpage().get_text_range()]
    assert len(document) >= 12 + 3
    assert len(found) >= 6  # two forms in each
    assert found[-1] - found[0] > 6
    document.close()
