"""Downloads: reports at once; copies of the file by way of a page that says what is in them and what is not."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from linter.web.pages.environment import page
from linter.web.pages.reports import Shown, shown_of
from linter.web.problem import Refusal
from linter.web.safety.keys import visitor_of
from linter.web.server import server_of
from linter.web.work.delivering import COPIES, Copy, Made, MakeCopy, Render

router = APIRouter()
# format of `check` → media type, and what the name of such a file says
_FORMATS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "问题清单"),
    "html": ("text/html; charset=utf-8", "质检报告"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "审核意见书"),
    "json": ("application/json", "检查结果"),
}


@router.get("/r/{upload_id}/{document}/file/{format}")
async def report(request: Request, upload_id: str, document: str, format: str) -> Response:
    if format not in _FORMATS:
        raise Refusal("not_found")
    shown = await run_in_threadpool(shown_of, request, upload_id, document)
    kind, said = _FORMATS[format]
    made = await server_of(request).one(
        visitor_of(request).id, Render(shown.upload.result(document), format, shown.upload.settings)
    )
    name = f"{PurePath(shown.result.submission.source).stem}（{said}）.{format}"
    return Response(made, media_type=kind, headers={"Content-Disposition": _attached(name)})


@router.get("/r/{upload_id}/{document}/made/{kind}")
async def copy(request: Request, upload_id: str, document: str, kind: str) -> HTMLResponse:
    """Makes a copy and says what is in it."""
    shown = await run_in_threadpool(shown_of, request, upload_id, document)
    made = await _made(request, shown, _kind(kind))
    return HTMLResponse(await run_in_threadpool(
        page, "made.html.j2", made=made, called=COPIES[_kind(kind)], kind=kind, at=shown.at, plain=shown.upload.plain
    ))


@router.get("/r/{upload_id}/{document}/made/{kind}/file")
async def copied(request: Request, upload_id: str, document: str, kind: str) -> FileResponse:
    shown = await run_in_threadpool(shown_of, request, upload_id, document)
    made = await _made(request, shown, _kind(kind))
    if made.path is None:
        raise Refusal("not_found")
    return FileResponse(made.path, media_type="application/octet-stream", headers={"Content-Disposition": _attached(made.name)})


async def _made(request: Request, shown: Shown, kind: Copy) -> Made:
    server, upload, document = server_of(request), shown.upload, shown.brief.id
    task = MakeCopy(
        kind, document, upload.original(document), PurePath(shown.result.submission.source).name, upload.folder, upload.edited(document),
        upload.settings, server.options.config, server.options.policy,
    )
    made: Made = await server.one(visitor_of(request).id, task)
    return made


def _kind(given: str) -> Copy:
    found = next((kind for kind in COPIES if kind == given), None)
    if found is None:
        raise Refusal("not_found")
    return found


def _attached(name: str) -> str:
    """A header that has a browser save a file under a Chinese name."""
    return f"attachment; filename*=UTF-8''{quote(name.encode('utf-8', 'replace'), safe='')}"
