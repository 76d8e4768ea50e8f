"""The routes of the interface. Documents are worked on in the worker processes; the routes only pass things on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response
from pydantic import WithJsonSchema
from starlette.requests import Request

from linter import __version__, api
from linter.catalogue import sheet, sheets
from linter.contract.parse_v1 import ParseV1
from linter.errors import JixiaoError, SettingsError
from linter.form.stored import from_contract
from linter.report.explain import RuleSheet
from linter.settings import Settings, choice, code_list, override, profiles
from linter.web.api_v1.answers import AdviceV1, AskV1, CheckedV1, HealthV1, ParsedV1, RulesV1, RuleV1, limits_of
from linter.web.api_v1.described import answers_of, body_of, form_or
from linter.web.api_v1.requests import FORM, JSON, answered, check_type, decoded, read_body
from linter.web.problem import Refusal, refused_input
from linter.web.receiving import receive, receive_body
from linter.web.safety.keys import visitor_of
from linter.web.server import Server, server_of
from linter.web.store import Given, Upload
from linter.web.work.asking import Ask
from linter.web.work.checking import CheckForProgram, ParseForProgram, PassedOver
from linter.web.work.worker import Task

router = APIRouter(prefix="/api/v1")
TheServer = Annotated[Server, Depends(server_of)]
Profile = Annotated[str | None, WithJsonSchema({"type": "string", "enum": list(profiles())}), Query(description="规则组合")]
Codes = Annotated[list[str] | None, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
_JSON_NAME = "提交的内容"
_UPLOADS = (403, 413, 415, 422, 503, 507)
_MOST_ASKED = 16 * 1024


@router.post("/check", summary="检查", responses=answers_of(CheckedV1, "checked", *_UPLOADS), openapi_extra={"requestBody": form_or(ParseV1, "submission")})
async def check(
    request: Request, server: TheServer,
    profile: Profile = None,
    select: Annotated[Codes, Query(description="只检查这些规则：编号、编号开头或名称")] = None,
    ignore: Annotated[Codes, Query(description="不检查这些规则")] = None,
) -> Response:
    """检查上传的文件（字段 file，可以多个，也可以是 zip），或检查一份已经读出的内容（JSON，parse 的格式）。"""
    settings = _settings(server.options.settings, profile, select, ignore)
    return await _worked(request, server, lambda givens: CheckForProgram(givens, settings))


@router.post("/parse", summary="读取", responses=answers_of(ParsedV1, "parsed", *_UPLOADS), openapi_extra={"requestBody": form_or(ParseV1, "submission")})
async def parse(request: Request, server: TheServer) -> Response:
    """读出文件里的绩效目标表，不检查。"""
    return await _worked(request, server, lambda givens: ParseForProgram(givens, server.options.settings))


@router.get("/rules", summary="全部规则", responses=answers_of(RulesV1, "rules"))
def rules(server: TheServer) -> Response:
    """全部规则，不带例子的判定。"""
    every = sheets(api.all_rules(server.options.settings))
    return answered(RulesV1(1, catalogue_version(), [_rule(each) for each in every]))


@router.get("/rules/{code}", summary="一条规则", responses=answers_of(RuleV1, "rule", 404, 422))
def rule(code: Annotated[str, Path(description="编号或名称", min_length=1, max_length=80, examples=["M301"])]) -> Response:
    """一条规则查什么、为什么、怎么改，以及正反例。"""
    try:
        return answered(_rule(sheet(api.find_rule(code))))
    except SettingsError as error:
        refusal = Refusal("not_found")
        refusal.problem = msgspec.structs.replace(refusal.problem, title=error.what, remedy=error.remedy)
        raise refusal from error


@router.post("/suggest", summary="建议", responses=answers_of(AdviceV1, "advice", 403, 413, 415, 422, 503), openapi_extra={"requestBody": body_of(AskV1, "ask")})
async def suggest(request: Request, server: TheServer) -> Response:
    """给一条指标找可以衡量的写法，供参考。"""
    check_type(request, JSON)
    asked = decoded(await read_body(request, _MOST_ASKED), AskV1)
    made = await server.one(visitor_of(request).id, Ask(asked.text, asked.category, asked.count, server.options.settings))
    return Response(made, media_type=JSON)


@router.get("/health", summary="是否正常", responses=answers_of(HealthV1, "health"))
def health(server: TheServer) -> Response:
    """版本、规则目录的版本、排队的件数。不需要口令。"""
    every = api.all_rules(server.options.settings)
    return answered(HealthV1("ok", __version__, catalogue_version(), len(every), server.desk.waiting, limits_of(server.options)))


@cache
def catalogue_version() -> str:
    """Twelve digits that change when a rule of the catalogue does."""
    return sha256(msgspec.json.encode([asdict(each) for each in sheets()])).hexdigest()[:12]


async def _worked(request: Request, server: Server, task: Callable[[tuple[Given, ...]], Task]) -> Response:
    """What a task makes of the files that a request brings."""
    visitor = visitor_of(request)
    upload = server.store.new(visitor.id)
    try:
        await _bring(request, server, upload)
        made = await server.all(visitor.id, task(tuple(upload.givens)))
    finally:
        server.store.remove(upload)
    problems = [each for each in made if isinstance(each, Refusal)]
    if problems and len(made) == 1:
        raise problems[0]
    return answered({
        "schema_version": 1, "documents": [msgspec.Raw(each) for each in made if isinstance(each, bytes)],
        "passed_over": [each.name for each in made if isinstance(each, PassedOver)], "problems": [each.problem for each in problems],
        "limits": limits_of(server.options),
    })


async def _bring(request: Request, server: Server, upload: Upload) -> None:
    kind = check_type(request, JSON, FORM)
    if kind == JSON:
        body = await receive_body(request, upload, server.options.settings.limits.bytes_of("text"), _JSON_NAME)
        _readable(decoded(body, ParseV1))
    elif not (await receive(request, upload, server.options)).files:
        raise Refusal("no_file")


def _readable(submission: ParseV1) -> None:
    """Raises where a number of a submission, which JSON writes as a text, is none."""
    try:
        from_contract(submission)
    except ArithmeticError as error:
        remedy = "金额、number、upper 都是十进制的文字，如 \"300000.00\"。"
        raise refused_input(JixiaoError("正文里有的数不是数", remedy=remedy)) from error


def _settings(base: Settings, profile: str | None, select: list[str] | None, ignore: list[str] | None) -> Settings:
    """The server's settings with what the request asks for. Raises SettingsError."""
    settings = override(
        base, profile=choice(profile, profiles(), "", "profile") if profile is not None else None, select=code_list(select or ()),
        ignore=code_list(ignore or ()),
    )
    api.rules_of(settings)
    return settings


def _rule(of: RuleSheet) -> RuleV1:
    return msgspec.convert(asdict(of), RuleV1)
