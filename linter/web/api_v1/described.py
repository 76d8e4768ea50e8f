"""The OpenAPI document: FastAPI's paths, the answers' schemas as msgspec gives them, problems instead of FastAPI's own errors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from fastapi.openapi.utils import get_openapi

from linter import __version__
from linter.contract.parse_v1 import ParseV1
from linter.web.api_v1 import answers
from linter.web.problem import PROBLEM, Problem

TYPES = (
    answers.CheckedV1, answers.ParsedV1, answers.RulesV1, answers.RuleV1, answers.AskV1, answers.AdviceV1, answers.HealthV1,
    answers.ScreeningAskV1, answers.ScreeningV1, answers.ScreeningsV1, answers.ComparisonV1, ParseV1, Problem,
)
_REFERENCE = "#/components/schemas/{name}"
_ABOUT = (
    "绩效目标表的检查、读取、规则和建议。错误一律是 application/problem+json，title 说明问题，remedy 说明怎么办。"
    "金额以元为单位，是十进制文字。限量见各答复的 limits。"
)
_REFUSALS = {
    400: "请求的写法不对", 401: "没有口令或口令不对", 403: "请求来自别的网站", 404: "没有", 409: "还没有完成", 413: "太大或太多", 415: "正文类型不对", 421: "主机名不对",
    422: "内容不能用", 429: "太频繁", 500: "程序出错", 503: "排队太长", 507: "存放的地方满了",
}
_ALWAYS = (400, 401, 421, 429, 500)


def answers_of(struct: type[msgspec.Struct], example: str, *refusals: int) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route. `example` names a file of `linter/web/api_v1/examples`."""
    out: dict[int | str, dict[str, Any]] = {200: {"description": "成功", "content": {"application/json": {"schema": _ref(struct), "example": shown(example)}}}}
    for status in sorted({*_ALWAYS, *refusals}):
        out[status] = {"description": _REFUSALS[status], "content": {PROBLEM: {"schema": _ref(Problem)}}}
    return out


def body_of(struct: type[msgspec.Struct], example: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": _ref(struct), "example": shown(example)}}}


def form_or(struct: type[msgspec.Struct], example: str) -> dict[str, Any]:
    """A request body that brings files (for a screening with texts beside them), or JSON."""
    files = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}
    form: dict[str, Any] = {"type": "object", "required": ["file"], "properties": {"file": files}}
    if struct is answers.ScreeningAskV1:
        form["properties"] |= {"last_year": files, **{name: {"type": "string"} for name in struct.__struct_fields__}}
    body = body_of(struct, example)
    body["content"] = {"multipart/form-data": {"schema": form}, **body["content"]}
    return body


def described(routes: Sequence[Any]) -> dict[str, Any]:
    """The document."""
    document = get_openapi(title="绩效目标质检 API", version=__version__, description=_ABOUT, routes=routes)
    _, schemas = msgspec.json.schema_components(TYPES, ref_template=_REFERENCE)
    document["components"] = {"schemas": dict(schemas), "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    document["security"] = [{"token": []}, {}]
    for path in document["paths"].values():
        for operation in path.values():
            unprocessable = operation["responses"].get("422")
            if unprocessable and PROBLEM not in unprocessable.get("content", {}):
                unprocessable.update(description=_REFUSALS[422], content={PROBLEM: {"schema": _ref(Problem)}})
    return document


def _ref(struct: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=struct.__name__)}


@cache
def shown(example: str) -> Any:
    """An example of the interface's description."""
    return msgspec.json.decode(files("linter.web").joinpath("api_v1", "examples", f"{example}.json").read_bytes())
