"""The start page, and the door where a token is needed."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from linter.tables import table
from linter.web.pages.environment import page
from linter.web.receiving import receive
from linter.web.safety.keys import KEY, check_mark, cookie, visitor_of
from linter.web.server import server_of

router = APIRouter()


@router.get("/")
def start(request: Request) -> HTMLResponse:
    options = server_of(request).options
    said = [(name, about["title"]) for name, about in table("profiles")["profiles"].items()]
    return HTMLResponse(page(
        "start.html.j2", mark=visitor_of(request).mark, options=options, profiles=said, keep_minutes=round(options.keep_seconds / 60),
        reviewer=visitor_of(request).role == "reviewer",
    ))


@router.get("/login")
def door(request: Request) -> HTMLResponse:
    return HTMLResponse(page("login.html.j2", mark=visitor_of(request).mark, wrong=False))


@router.post("/login")
async def enter(request: Request) -> Response:
    server, visitor = server_of(request), visitor_of(request)
    fields = (await receive(request, None, server.options)).fields
    check_mark(request, server.keys, fields.get("mark"))
    role = server.keys.role(fields.get("token", ""))
    if role is None:
        return HTMLResponse(page("login.html.j2", mark=visitor.mark, wrong=True), 401)
    response = RedirectResponse("/review" if role == "reviewer" else "/", 303)
    response.headers.append("Set-Cookie", cookie(KEY, server.keys.key(visitor.id, role), request.scope))
    return response
