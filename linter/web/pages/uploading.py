"""Files brought, their progress, and the list of what came of them."""

from __future__ import annotations

from concurrent.futures import Future

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from linter.report.html.shown import shown
from linter.settings import choice, override, profiles
from linter.web.pages.environment import page
from linter.web.problem import Refusal
from linter.web.receiving import receive
from linter.web.safety.keys import check_mark, visitor_of
from linter.web.server import Server, server_of
from linter.web.store import Brief, Upload
from linter.web.work import Ticket
from linter.web.work.checking import CheckForPage, PassedOver
from linter.workers import Done, Lost

router = APIRouter()


@router.post("/check")
async def bring(request: Request) -> Response:
    server, visitor = server_of(request), visitor_of(request)
    upload = server.store.new(visitor.id, server.options.settings)
    try:
        received = await receive(request, upload, server.options)
        check_mark(request, server.keys, received.fields.get("mark"))
        if not received.files:
            raise Refusal("no_file")
        profile = choice(received.fields.get("profile") or upload.settings.profile, profiles(), "", "profile")
        upload.settings = override(upload.settings, profile=profile)
        _submit(server, upload)
    except BaseException:  # also a client that goes away: nothing of it is kept
        server.store.remove(upload)
        raise
    return RedirectResponse(f"/r/{upload.id}", 303)


@router.get("/r/{upload_id}")
def overview(request: Request, upload_id: str) -> Response:
    """The progress; when it is done, what came of each file, or of the only one at once."""
    upload = server_of(request).store.find(upload_id, visitor_of(request).id)
    only = next(iter(upload.briefs.values())) if len(upload.briefs) == 1 else None
    if upload.state == "done" and only and not only.failed:
        return RedirectResponse(f"/r/{upload.id}/{only.id}", 303)
    template = "files.html.j2" if upload.state == "done" else "progress.html.j2"
    return HTMLResponse(page(template, mark=visitor_of(request).mark, upload=upload))


@router.get("/r/{upload_id}/progress")
def progress(request: Request, upload_id: str) -> JSONResponse:
    upload = server_of(request).store.find(upload_id, visitor_of(request).id)
    return JSONResponse({"state": upload.state, "done": len(upload.briefs), "current": shown(upload.current)})


@router.post("/r/{upload_id}/delete")
async def delete(request: Request, upload_id: str) -> Response:
    server = server_of(request)
    upload = server.store.find(upload_id, visitor_of(request).id)
    check_mark(request, server.keys, (await receive(request, None, server.options)).fields.get("mark"))
    server.store.remove(upload)
    return HTMLResponse(page("deleted.html.j2"))


def _submit(server: Server, upload: Upload) -> None:
    """Hands the files to the desk. What comes of each document is written into the upload as it comes."""

    def begun(about: object) -> None:
        upload.state, upload.current = "working", str(about)

    def heard(event: Done | Lost) -> None:
        made = server.desk.lost(event) if isinstance(event, Lost) else event.made
        if isinstance(made, PassedOver):
            upload.passed_over.append(made.name)
            return
        if isinstance(made, Refusal):
            name = str(event.about) if event.about else upload.givens[0].name
            made = Brief(f"lost-{len(upload.briefs) + 1}", name, failed=f"{made.problem.title}。{made.problem.remedy}")
        upload.briefs[made.id] = made

    def ended(future: Future[list[object]]) -> None:
        if not future.cancelled() and future.exception():
            upload.failed = str(future.exception())
        upload.state, upload.current = "done", ""

    ticket = Ticket(upload.owner, CheckForPage(tuple(upload.givens), upload.folder, upload.settings), heard, begun)
    ticket.future.add_done_callback(ended)
    upload.cancel = ticket.cancel
    server.desk.submit(ticket)
