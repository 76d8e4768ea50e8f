"""The pages of one document: the overview, each form with its findings. Read from the disk, drawn anew for each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from linter.finding import SEVERITY_SAID
from linter.report.html.overview import Document, Page, page_of
from linter.report.html.said import SEVERITIES, SIGNS
from linter.report.report import Report
from linter.result import Result
from linter.web.editing.change import address_of
from linter.web.editing.edit import Edit
from linter.web.editing.named import named
from linter.web.pages.cells import marks_of, table_rows
from linter.web.pages.drawn import Drawn
from linter.web.pages.environment import page
from linter.web.problem import Refusal
from linter.web.safety.keys import visitor_of
from linter.web.server import server_of
from linter.web.store import Brief, Upload
from linter.web.store.kept import kept

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of an upload, ready for a template. `at`: where its pages are."""

    upload: Upload
    brief: Brief
    result: Result
    report: Report
    page: Page

    @property
    def at(self) -> str:
        return f"/r/{self.upload.id}/{self.brief.id}"

    @property
    def doc(self) -> Document:
        return self.page.documents[0]

    def edits(self) -> list[tuple[Edit, str, int]]:
        """Each edit with the name of its cell and the number of its form."""
        out = []
        for edit in self.upload.edited(self.brief.id):
            number = next(n for n, table in enumerate(self.result.submission.tables, 1) if table.index == edit.table)
            table = self.result.submission.tables[number - 1]
            out.append((edit, named(table, address_of(table, edit.cell)), number))
        return out


def shown_of(request: Request, upload_id: str, document: str) -> Shown:
    """The document that an address names. Raises Refusal."""
    server = server_of(request)
    upload = server.store.find(upload_id, visitor_of(request).id)
    brief = upload.briefs.get(document)
    if brief is None or not upload.result(document).exists():
        raise Refusal("no_upload")
    result = kept(upload.result(document))
    report = Report((result,), server.rules, opinions=upload.settings.opinions)
    return Shown(upload, brief, result, report, page_of(report))


@router.get("/r/{upload_id}/{document}")
def document_page(request: Request, upload_id: str, document: str) -> Response:
    """The overview; of a document with one form and nothing beside it, that form at once."""
    shown = shown_of(request, upload_id, document)
    if len(shown.doc.entries) == 1 and not shown.doc.whole and not shown.doc.notes:
        return RedirectResponse(f"{shown.at}/1", 303)
    return HTMLResponse(page("document.html.j2", **_values(request, shown)))


@router.get("/r/{upload_id}/{document}/{number}")
def form_page(request: Request, upload_id: str, document: str, number: int, cell: str = "", changed: bool = False) -> Response:
    shown = shown_of(request, upload_id, document)
    if not 0 <= number <= len(shown.doc.entries) or (number == 0 and not shown.doc.whole):
        raise Refusal("not_found")
    return form_response(request, shown, number, cell, changed=changed)


def form_response(
    request: Request, shown: Shown, number: int, cell: str = "", *, changed: bool = False, refused: str = "", typed: str | None = None, status: int = 200
) -> Response:
    """The page of one form. `refused`: why what was `typed` into the chosen cell was not taken."""
    drawn = Drawn(shown.result, shown.report, number, shown.at, shown.doc.homes, plain=shown.upload.plain, edits=shown.upload.edited(shown.brief.id))
    what = shown.upload.changed.get(shown.brief.id) if changed else None
    return HTMLResponse(page(
        "form.html.j2", plain=shown.upload.plain, drawn=drawn, chosen=drawn.chosen(cell), at_cell=drawn.at_cell(cell), changed=what, refused=refused,
        typed=typed, table_rows=table_rows, marks_of=marks_of, **_values(request, shown),
    ), status)


def _values(request: Request, shown: Shown) -> dict[str, Any]:
    return {
        "mark": visitor_of(request).mark, "shown": shown, "doc": shown.doc, "page": shown.page, "signs": SIGNS, "said": SEVERITY_SAID,
        "severities": SEVERITIES,
    }
