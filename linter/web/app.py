"""`create_app`: the application, its layers and what it says of requests that cannot be served."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from linter.errors import JixiaoError
from linter.limits import MEGABYTE
from linter.web import api_v1, pages
from linter.web.api_v1.described import described
from linter.web.options import Options
from linter.web.problem import Refusal, answer, refused_input
from linter.web.safety.body import Body
from linter.web.safety.headers import Headers
from linter.web.safety.hosts import Hosts
from linter.web.safety.keys import Doors
from linter.web.safety.rate import Rate
from linter.web.safety.silent import Silent
from linter.web.server import Server

_SWEEP_EVERY = 60.0  # seconds
_FORM_BYTES = MEGABYTE  # what a form adds to the files it brings


def create_app(options: Options) -> FastAPI:
    """The application. Its workers start with it, and end with its lifespan."""
    server = Server.of(options)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(server))
        yield
        sweeping.cancel()
        await run_in_threadpool(server.close)

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.server = server
    for router in api_v1.ROUTERS:
        app.include_router(router)
    app.state.openapi = described(app.routes)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(packages=[("linter.web", "static")]))
    for kind in (Refusal, JixiaoError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _cannot)
    app.add_middleware(Body, most=options.upload_bytes + _FORM_BYTES)  # the innermost layer
    app.add_middleware(Doors, keys=server.keys)
    app.add_middleware(Rate, rate=options.rate)
    app.add_middleware(Hosts, allowed=options.allowed_hosts)
    app.add_middleware(Silent)
    app.add_middleware(Headers)
    return app


async def _sweep(server: Server) -> None:
    while True:
        await asyncio.sleep(_SWEEP_EVERY)
        await run_in_threadpool(server.store.sweep)


async def _cannot(request: Request, error: Exception) -> Response:
    """Whatever a request is refused for, said in Chinese."""
    return answer(_refusal(request, error), request.scope)


def _refusal(request: Request, error: Exception) -> Refusal:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, JixiaoError):
        return refused_input(error)
    if isinstance(error, RequestValidationError):
        return Refusal("bad_value", name=str(error.errors()[0]["loc"][-1]), what="不在允许的范围内")
    if isinstance(error, HTTPException) and error.status_code == 405:
        return Refusal("wrong_method", method=request.method, headers=error.headers)
    if isinstance(error, HTTPException) and error.status_code == 404:
        return Refusal("not_found")
    return Refusal("bad_request", what="读不懂")
