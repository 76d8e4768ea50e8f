"""The reviewer's pages: screenings asked for, watched, ended, their results, two of them compared."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from linter.report.html.shown import shown
from linter.report.screening.files import DASHBOARD
from linter.screen.comparing import Comparison
from linter.screen.deliver import LETTERS, PAGES
from linter.screen.making import WORKBOOK
from linter.tables import table
from linter.web.pages.environment import page
from linter.web.problem import Refusal
from linter.web.receiving import receive
from linter.web.review.folders import offered
from linter.web.review.job import ENDED, Job
from linter.web.review.ordering import ordered, received_of
from linter.web.review.results import done, files_of, result_of
from linter.web.safety.keys import check_mark, visitor_of
from linter.web.server import server_of
from linter.web.work.comparing import CompareRounds

router = APIRouter()
STATES = {"waiting": "排队", "running": "正在筛查", "done": "完成", "failed": "没有做成", "cancelled": "已取消"}
_FATES = ("改好", "仍在", "新出现", "未再报送")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/review")
def screenings(request: Request) -> HTMLResponse:
    server = server_of(request)
    said = [(name, about["title"]) for name, about in table("profiles")["profiles"].items()]
    jobs = server.office.jobs()
    return HTMLResponse(page(
        "review.html.j2", mark=visitor_of(request).mark, jobs=jobs, finished=[job for job in jobs if job.state == "done"], states=STATES, profiles=said,
        options=server.options, folders=offered(server.options.folders), kept=server.options.results is not None,
    ))


@router.post("/review")
async def ask(request: Request) -> Response:
    server = server_of(request)
    upload = server.store.new(visitor_of(request).id)
    try:
        received = await received_of(request, server, upload)
        check_mark(request, server.keys, received.fields.get("mark"))
        job, _ = await ordered(request, server, upload, received)
    finally:
        server.store.remove(upload)
    return RedirectResponse(f"/review/{job.id}", 303)


@router.get("/comparison")
async def compare(request: Request, before: str = "", after: str = "") -> HTMLResponse:
    first, second, comparison = await _compared(request, before, after)
    return HTMLResponse(await run_in_threadpool(page, "comparison.html.j2", before=first, after=second, comparison=comparison, fates=_FATES))


@router.get("/comparison/file")
async def compare_workbook(request: Request, before: str = "", after: str = "") -> Response:
    server = server_of(request)
    outs = [server.office.out(done(server, identifier).id) for identifier in (before, after)]
    made = await server.one(visitor_of(request).id, CompareRounds(outs[0], outs[1], workbook=True))
    return Response(made, media_type=_XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote('两次筛查对照.xlsx')}"})


@router.get("/review/{job_id}")
def screening(request: Request, job_id: str) -> HTMLResponse:
    server = server_of(request)
    job = server.office.find(job_id)
    files = list(files_of(server.office.out(job.id))) if job.state == "done" else []
    return HTMLResponse(page(
        "screening.html.j2", mark=visitor_of(request).mark, job=job, states=STATES, ended=job.state in ENDED, dashboard=DASHBOARD, workbook=WORKBOOK,
        pages=[name for name in files if name.startswith(f"{PAGES}/")], letters=[name for name in files if name.startswith(f"{LETTERS}/")],
        others=[other for other in server.office.jobs() if other.state == "done" and other.id != job.id],
    ))


@router.get("/review/{job_id}/progress")
def progress(request: Request, job_id: str) -> Response:
    job = server_of(request).office.find(job_id)
    return HTMLResponse(page("screening_progress.html.j2", job=job, states=STATES), headers={"X-State": shown(job.state)})


@router.post("/review/{job_id}/{what}")
async def end(request: Request, job_id: str, what: str) -> Response:
    """Cancels or deletes."""
    server = server_of(request)
    check_mark(request, server.keys, (await receive(request, None, server.options)).fields.get("mark"))
    job = server.office.find(job_id)
    if what == "cancel":
        await run_in_threadpool(server.office.cancel, job.id)
        return RedirectResponse(f"/review/{job.id}", 303)
    if what == "delete":
        await run_in_threadpool(server.office.delete, job.id)
        return RedirectResponse("/review", 303)
    raise Refusal("not_found")


@router.get("/review/{job_id}/files/{name:path}")
def result_file(request: Request, job_id: str, name: str) -> FileResponse:
    return result_of(server_of(request), job_id, name)


async def _compared(request: Request, before: str, after: str) -> tuple[Job, Job, Comparison]:
    server = server_of(request)
    first, second = done(server, before), done(server, after)
    comparison: Comparison = await server.one(visitor_of(request).id, CompareRounds(server.office.out(first.id), server.office.out(second.id)))
    return first, second, comparison
