"""Screenings for programs: asked for under an id of the client's own, so that asking twice does nothing twice."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import FileResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from linter.screen.comparing import Comparison
from linter.web.api_v1.answers import (
    AgencyChangeV1,
    ChangeV1,
    ComparisonV1,
    ScreeningAskV1,
    ScreeningsV1,
    ScreeningV1,
    limits_of,
)
from linter.web.api_v1.described import answers_of, form_or
from linter.web.api_v1.requests import FORM, JSON, answered, check_type, decoded, read_body
from linter.web.problem import PROBLEM
from linter.web.receiving import Received
from linter.web.review.job import ID, Job
from linter.web.review.ordering import ordered, received_of
from linter.web.review.results import done, files_of, result_of
from linter.web.safety.keys import visitor_of
from linter.web.server import Server, server_of
from linter.web.work.comparing import CompareRounds

router = APIRouter(prefix="/api/v1/screenings")
TheServer = Annotated[Server, Depends(server_of)]
JobId = Annotated[str, Path(description="提交时给的编号", pattern=ID, examples=["2026-1"])]
_MOST_ASKED = 64 * 1024
_FILES: dict[int | str, dict[str, Any]] = {200: {"description": "文件", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


@router.post("", summary="提交筛查", responses=answers_of(ScreeningV1, "screening", 403, 413, 415, 422, 503, 507), openapi_extra={"requestBody": form_or(ScreeningAskV1, "screening_ask")})
async def ask(request: Request, server: TheServer) -> Response:
    """在后台筛查一批文件：上传（字段 file、last_year），或指明开放的文件夹（folder、last_folder）。同一个 id 再提交一次，不会再做一次，答复是已有的那一次。"""
    kind = check_type(request, JSON, FORM)
    upload = server.store.new(visitor_of(request).id)
    try:
        if kind == JSON:
            asked = decoded(await read_body(request, _MOST_ASKED), ScreeningAskV1)
            fields = {name: getattr(asked, name) for name in asked.__struct_fields__ if getattr(asked, name)}
            received = Received(fields, 0)
        else:
            received = await received_of(request, server, upload)
        job, _ = await ordered(request, server, upload, received)
    finally:
        server.store.remove(upload)
    return answered(_said(server, job))


@router.get("", summary="全部筛查", responses=answers_of(ScreeningsV1, "screenings", 403))
def every(server: TheServer) -> Response:
    """新的在前。"""
    return answered(ScreeningsV1(1, [_said(server, job) for job in server.office.jobs()], limits_of(server.options)))


@router.get("/{job_id}", summary="一次筛查", responses=answers_of(ScreeningV1, "screening", 403, 404, 422))
def one(job_id: JobId, server: TheServer) -> Response:
    """到了哪一步；完成后 files 是结果文件的名称。"""
    return answered(_said(server, server.office.find(job_id)))


@router.post("/{job_id}/cancel", summary="取消筛查", responses=answers_of(ScreeningV1, "screening", 403, 404, 422))
async def cancel(job_id: JobId, server: TheServer) -> Response:
    """已经结束的不变。"""
    return answered(_said(server, await run_in_threadpool(server.office.cancel, job_id)))


@router.delete("/{job_id}", summary="删除筛查", responses=answers_of(ScreeningV1, "screening", 403, 404, 422))
async def delete(job_id: JobId, server: TheServer) -> Response:
    """连同结果一起删除；没有结束的先取消。答复是删除前的样子。"""
    job = server.office.find(job_id)
    said = _said(server, job)
    await run_in_threadpool(server.office.delete, job_id)
    return answered(said)


@router.get("/{job_id}/comparison", summary="两次筛查对照", responses=answers_of(ComparisonV1, "comparison", 403, 404, 409, 422))
async def comparison(
    request: Request, job_id: JobId, server: TheServer, earlier: Annotated[str, Query(description="前一次筛查的编号", pattern=ID, examples=["2026-0"])]
) -> Response:
    """与前一次筛查对照：改好、仍在、新出现、未再报送。"""
    before, after = (server.office.out(done(server, identifier).id) for identifier in (earlier, job_id))
    made: Comparison = await server.one(visitor_of(request).id, CompareRounds(before, after))
    return answered(ComparisonV1(
        1, [AgencyChangeV1(each.agency, dict(each.fates), each.before, each.after) for each in made.agencies],
        [ChangeV1(each.fate, each.agency, each.project, each.code, each.severity, each.route, each.message, each.remedy) for each in made.changes],
        made.projects_gone, made.projects_new,
    ))


def _file_answers() -> dict[int | str, dict[str, Any]]:
    return {**{status: about for status, about in answers_of(ScreeningV1, "screening", 403, 404, 409, 422).items() if PROBLEM in about["content"]}, **_FILES}


@router.get("/{job_id}/files/{name:path}", summary="筛查的结果文件", response_class=FileResponse, responses=_file_answers())
def file(job_id: JobId, name: Annotated[str, Path(description="files 里的名称", examples=["screening.xlsx"])], server: TheServer) -> FileResponse:
    """总览、工作簿、各单位页面和意见书、Parquet 数据。"""
    return result_of(server, job_id, name)


def _said(server: Server, job: Job) -> ScreeningV1:
    files = list(files_of(server.office.out(job.id))) if job.state == "done" else []
    return ScreeningV1(1, job.id, job.name, job.profile, job.state, job.created, job.progress, job.documents, job.failed, job.error, files)
