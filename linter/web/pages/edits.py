"""Editing in place: a cell changed, the last change taken back, one change taken back; telephone numbers shown or masked."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from linter.errors import JixiaoError
from linter.web.editing.edit import Edit
from linter.web.pages.drawn import cell_address
from linter.web.pages.reports import Shown, form_response, shown_of
from linter.web.problem import Refusal
from linter.web.receiving import receive
from linter.web.safety.keys import check_mark, visitor_of
from linter.web.server import server_of
from linter.web.work.editing import Recheck

router = APIRouter()
_MOST_EDITS = 2000


async def _fields(request: Request) -> dict[str, str]:
    server = server_of(request)
    fields = dict((await receive(request, None, server.options)).fields)
    check_mark(request, server.keys, fields.get("mark"))
    return fields


@router.post("/r/{upload_id}/{document}/{number}/edit")
async def edit(request: Request, upload_id: str, document: str, number: int) -> Response:
    """Takes the text of a cell (`cell` may name several, by spaces) and checks again."""
    fields = await _fields(request)
    shown = await run_in_threadpool(shown_of, request, upload_id, document)
    if not 1 <= number <= len(shown.result.submission.tables):
        raise Refusal("not_found")
    table = shown.result.submission.tables[number - 1].index
    cells, text = fields.get("cell", "").split()[:10], fields.get("text", "")
    new = tuple(Edit(table, cell, text) for cell in cells)
    try:
        known = shown.upload.edited(document)
        await _make(request, shown, known, (*known, *new))
    except JixiaoError as error:
        first = cells[0] if cells else ""
        why = f"{error.what}。{error.remedy}"
        return await run_in_threadpool(form_response, request, shown, number, first, refused=why, typed=text, status=422)
    return _back(shown, number, cells[0] if cells else "")


@router.post("/r/{upload_id}/{document}/undo")
async def undo(request: Request, upload_id: str, document: str) -> Response:
    """Takes back the last edit, or the one of a position in the list (`edit`)."""
    fields = await _fields(request)
    shown = await run_in_threadpool(shown_of, request, upload_id, document)
    known = shown.upload.edited(document)
    edits = list(known)
    position = fields.get("edit", f"{len(edits) - 1}")
    if not position.isdecimal() or int(position) >= len(edits):
        raise Refusal("bad_value", name="edit", what="没有这一处修改")
    gone = edits.pop(int(position))
    await _make(request, shown, known, tuple(edits))
    number = next((n for n, each in enumerate(shown.result.submission.tables, 1) if each.index == gone.table), 1)
    return _back(shown, number, gone.cell)


@router.post("/r/{upload_id}/{document}/numbers")
async def numbers(request: Request, upload_id: str, document: str) -> Response:
    """Shows telephone numbers whole, or masks them again."""
    fields = await _fields(request)
    shown = await run_in_threadpool(shown_of, request, upload_id, document)
    shown.upload.plain = fields.get("plain") == "1"
    number = fields.get("number", "")
    return RedirectResponse(f"{shown.at}/{number}" if number.isdecimal() else shown.at, 303)


async def _make(request: Request, shown: Shown, known: tuple[Edit, ...], edits: tuple[Edit, ...]) -> None:
    """Has the document checked anew with these edits in place of those `known`, and keeps them. Raises JixiaoError where one cannot be made."""
    server, upload, document = server_of(request), shown.upload, shown.brief.id
    if len(edits) > _MOST_EDITS:
        raise JixiaoError(f"改得太多，超过了 {_MOST_EDITS} 处", remedy="请下载改好的副本，重新上传后再改。")
    async with upload.lock:  # two windows: one edit after the other
        if upload.edited(document) != known:
            raise JixiaoError("另一个窗口里刚改过这份文件", remedy="请刷新页面后再改。")
        task = Recheck(document, upload.folder, upload.result(document), edits, upload.settings)
        brief, changed = await server.one(visitor_of(request).id, task)
        upload.briefs[document], upload.changed[document] = brief, changed
        upload.edits[document] = edits


def _back(shown: Shown, number: int, cell: str) -> Response:
    address = cell_address(shown.at, number, cell).replace("?cell=", "?changed=1&cell=")
    return RedirectResponse(address, 303)
