"""The files of a screening that may be fetched: what it wrote, by exact name, each with a policy that fits it."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse

from linter.report.screening.files import DASHBOARD
from linter.screen.deliver import DATA, LETTERS, PAGES
from linter.screen.making import WORKBOOK
from linter.web.problem import Refusal
from linter.web.review.job import Job
from linter.web.safety.headers import POLICY
from linter.web.server import Server

_KINDS = {".html": "text/html; charset=utf-8", ".parquet": "application/vnd.apache.parquet"}
_OWN_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"<>\r\n]+)">')
_HEAD = 4096
# the dashboard allows its own style and script by their hashes: quotes are all that the template escapes in it
_QUOTE = b"&#39;"


def files_of(out: Path) -> dict[str, Path]:
    """What a screening wrote, by its name as links give it."""
    found = [out / WORKBOOK, out / DASHBOARD]
    for folder, ending in ((PAGES, ".html"), (LETTERS, ".docx"), (DATA, ".parquet")):
        found += sorted((out / folder).glob(f"*{ending}"))
    return {path.relative_to(out).as_posix(): path for path in found if path.is_file() and not path.is_symlink()}


def kind_of(path: Path) -> str:
    return _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def policy_of(path: Path) -> str:
    """The policy of a page that a screening wrote: its own, and never to be framed; that of our pages where it states none."""
    if path.suffix != ".html":
        return POLICY
    with path.open("rb") as file:
        own = _OWN_POLICY.search(file.read(_HEAD))
    if own is None:
        return POLICY
    policy = own[1].replace(_QUOTE, b"'").decode("ascii", "ignore")
    return f"{policy}; frame-ancestors 'none'"


def done(server: Server, identifier: str) -> Job:
    """A screening that has results. Raises Refusal."""
    job = server.office.find(identifier)
    if job.state != "done":
        raise Refusal("not_done")
    return job


def result_of(server: Server, identifier: str, name: str) -> FileResponse:
    """A file that a screening wrote; pages are shown, others saved. Raises Refusal."""
    path = files_of(server.office.out(done(server, identifier).id)).get(name)
    if path is None:
        raise Refusal("not_found")
    return FileResponse(path, media_type=kind_of(path), headers={
        "Content-Security-Policy": policy_of(path),
        "Content-Disposition": "inline" if path.suffix == ".html" else f"attachment; filename*=UTF-8''{quote(path.name)}",
    })
