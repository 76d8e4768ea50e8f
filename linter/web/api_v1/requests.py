"""What requests bring and answers carry: types of bodies, JSON into values and back."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi.responses import Response
from starlette.requests import Request

from linter.errors import JixiaoError
from linter.limits import MEGABYTE
from linter.web.problem import Refusal, refused_input

JSON, FORM = "application/json", "multipart/form-data"


def check_type(request: Request, *known: str) -> str:
    """The type of a request's body. Raises Refusal where it is none of these."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in known:
        raise Refusal("wrong_type")
    return kind


async def read_body(request: Request, most: int) -> bytes:
    """A body of at most so many bytes. Raises Refusal."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refusal("too_large", limit=max(most // MEGABYTE, 1))
    return bytes(body)


def decoded(body: bytes, kind: type[Any]) -> Any:
    """A JSON body as a value of a type. Raises Refusal."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = str(error).partition("`")[2].partition("`")[0]
        raise refused_input(JixiaoError(
            "正文不是接口说明里的 JSON", place=place, remedy="请对照接口说明 /api 检查各项的名称和类型。"
        )) from error


def answered(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type=JSON)
