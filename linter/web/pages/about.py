"""What the interface is: the machine's description and the same for people. Also the style of the drawn forms."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from linter.web.pages.environment import page

router = APIRouter()
_STYLES = ("base.css", "forms.css")
_WITHIN_THE_HOUR = {"Cache-Control": "private, max-age=3600"}


@router.get("/api")
def interface(request: Request) -> HTMLResponse:
    return HTMLResponse(page("api.html.j2", document=request.app.state.openapi))


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    return JSONResponse(request.app.state.openapi)


@router.get("/form.css")
def form_style() -> Response:
    """The style of the HTML report: the page draws forms as that does."""
    return Response(_style(), media_type="text/css", headers=_WITHIN_THE_HOUR)


@cache
def _style() -> bytes:
    return b"".join(files("linter.report.html").joinpath("templates", name).read_bytes() for name in _STYLES)
