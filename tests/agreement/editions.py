"""The files a submission is printed as: container × the ways of its makers. Those of LibreOffice and scanners apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.containers.excel import as_workbook
from tests.containers.grid import NEW_PAGE, broken
from tests.containers.pdf import Look, as_pages
from tests.containers.web import as_web_archive
from tests.containers.word import as_document
from tests.layouts import Layout, Part, as_dump, as_html
from tests.more_layouts import parts_of, upright
from tests.sheets import Case


class Edition(NamedTuple):
    suffix: str
    write: Callable[[Sequence[Part]], bytes]


def _html(parts: Sequence[Part]) -> bytes:
    return as_html([part for part in parts if part != NEW_PAGE]).encode()


def _dump(parts: Sequence[Part]) -> bytes:
    """Text with tabs: a line break inside a cell is a space in it."""
    return as_dump([part if isinstance(part, str) else [[cell._replace(text=cell.text.replace("\n", " ")) for cell in row] for row in part] for part in parts]).encode()


REFERENCE = Edition("html", _html)  # what all others are compared with
_STAMPED = Look(watermark="仅供内部审核", page_numbers=True)
EDITIONS: dict[str, Edition] = {
    "txt": Edition("txt", _dump),
    "html_upright": Edition("html", lambda parts: _html(upright(parts))),
    "html_broken": Edition("html", lambda parts: _html(broken(parts, again=False))),
    "html_heads": Edition("html", lambda parts: _html(broken(parts, again=True))),
    "mht": Edition("mht", lambda parts: as_web_archive(_html(parts))),
    "xlsx": Edition("xlsx", as_workbook),
    "xlsx_sheets": Edition("xlsx", lambda parts: as_workbook(parts, a_sheet_each=True)),
    "xlsx_numbers": Edition("xlsx", lambda parts: as_workbook(parts, numbers=True, corner=(2, 1))),
    "docx": Edition("docx", as_document),
    "docx_upright": Edition("docx", lambda parts: as_document(upright(parts))),
    "docx_broken": Edition("docx", lambda parts: as_document(broken(parts, again=False))),
    "docx_heads": Edition("docx", lambda parts: as_document(broken(parts, again=True))),
    "pdf": Edition("pdf", as_pages),
    "pdf_upright": Edition("pdf", lambda parts: as_pages(upright(parts))),
    "pdf_stamped": Edition("pdf", lambda parts: as_pages(parts, _STAMPED)),
    "pdf_boxes": Edition("pdf", lambda parts: as_pages(parts, Look(rules="boxes", embedded=False))),
    "pdf_rectangles": Edition("pdf", lambda parts: as_pages(parts, Look(rules="rectangles"))),
    "pdf_split_rows": Edition("pdf", lambda parts: as_pages(parts, Look(split_rows=True, again=True, page_numbers=True))),
    "pdf_broken": Edition("pdf", lambda parts: as_pages(broken(parts, again=False), _STAMPED)),
    "pdf_heads": Edition("pdf", lambda parts: as_pages(broken(parts, again=True), _STAMPED)),
    "pdf_landscape": Edition("pdf", lambda parts: as_pages(parts, Look(landscape=True))),
}


def printed(case: Case, layout: Layout, edition: Edition) -> bytes:
    return edition.write(parts_of(case, layout))



def carried_by(name: str, layout: Layout) -> bool:
    """Whether the layout can be printed so: a text dump has no spans, and forms that need them are never dumped."""
    return name != "txt" or "txt" in layout.containers or layout.name == "flat"
