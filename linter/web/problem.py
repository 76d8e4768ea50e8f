"""What cannot be done, said in Chinese: as problem+json (RFC 9457) to programs, as a page to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from linter.errors import JixiaoError
from linter.tables import table

PROBLEM = "application/problem+json"
_API = "/api/"
_OPENAPI = "/openapi.json"


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a request was refused, and what to do. `limit`: the limit that was passed, where one was."""

    type: Annotated[str, Meta(description="问题的类别：urn:jixiao:problem:…")]
    title: Annotated[str, Meta(description="一句话说明问题")]
    status: Annotated[int, Meta(ge=400, le=599)]
    remedy: Annotated[str, Meta(description="怎么办")] = ""
    limit: Annotated[int | None, Meta(description="超过的限量")] = None


class Refusal(Exception):
    """Ends a request. `kind` is a key of `linter/data/web_problems.toml`, whose sentences `said` fills in."""

    def __init__(self, kind: str, *, limit: int | None = None, headers: Mapping[str, str] | None = None, **said: object) -> None:
        super().__init__(kind)
        about = table("web_problems")[kind]
        self.headers = dict(headers or {})
        self.problem = Problem(
            f"urn:jixiao:problem:{kind.replace('_', '-')}", about["title"].format(limit=limit, **said), about["status"],
            about["remedy"].format(limit=limit, **said), limit,
        )


def refused_input(error: JixiaoError) -> Refusal:
    """What the user's file or settings are at fault with, as a refusal."""
    refusal = Refusal("bad_input")
    place = f"（{error.place}）" if error.place else ""
    source = f"{error.source}：" if error.source else ""
    refusal.problem = msgspec.structs.replace(refusal.problem, title=f"{source}{error.what}{place}", remedy=error.remedy)
    return refusal


def answer(refusal: Refusal, scope: Scope) -> Response:
    """The refusal as the caller wants it."""
    problem = refusal.problem
    if is_program(scope):
        return Response(msgspec.json.encode(problem), problem.status, refusal.headers, PROBLEM)
    from linter.web.pages.environment import page  # pages know of problems

    return HTMLResponse(page("problem.html.j2", problem=problem), problem.status, refusal.headers)


def is_program(scope: Scope) -> bool:
    """Whether a program asks: for the interface, or for nothing that a person would look at."""
    if scope["path"].startswith(_API) or scope["path"] == _OPENAPI:
        return True
    return any(name == b"accept" and b"text/html" not in value and b"json" in value for name, value in scope["headers"])
