"""A screening asked for with a request, by form or by program: uploads put where the job is, or a folder that is open."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request

from linter.errors import JixiaoError
from linter.reading.naming import ending, is_archive, is_document
from linter.settings import choice, override, profiles
from linter.web.problem import Refusal
from linter.web.receiving import Received, receive
from linter.web.review.folders import below
from linter.web.review.job import ID, Job
from linter.web.server import Server
from linter.web.store import Given, Upload

LAST_YEAR = "last_year"
_LONGEST_NAME = 60


async def ordered(request: Request, server: Server, upload: Upload, received: Received) -> tuple[Job, bool]:
    """The job of a form, and whether it is new: one of the same id is left as it is. Raises Refusal, JixiaoError."""
    fields = received.fields
    identifier = fields.get("id") or secrets.token_urlsafe(12)
    if not re.fullmatch(ID, identifier):
        raise Refusal("bad_value", name="id", what="只能是字母、数字、横线和下划线，最多 64 个")
    settings = server.options.settings
    settings = override(settings, profile=choice(fields.get("profile") or settings.profile, profiles(), "", "profile"))
    current = [given for given in upload.givens if given.field != LAST_YEAR]
    folder = below(server.options.folders, fields["folder"]) if fields.get("folder") else None
    last_folder = below(server.options.folders, fields["last_folder"]) if fields.get("last_folder") else None
    if not current and folder is None:
        raise Refusal("no_file")
    for given in upload.givens:
        if not (is_archive(given.name) or is_document(given.name)):
            raise JixiaoError(f"“{given.name}”不是可以检查的文件", remedy="请上传 zip 压缩包，或 Excel、Word、PDF 等文件。")
    place = server.office.place(identifier)
    if place is None:
        return server.office.find(identifier), False
    brought = _moved(current, place, "报送")
    last = _moved([given for given in upload.givens if given.field == LAST_YEAR], place, "上年")
    called = fields.get("name", "").strip() or (current[0].name if current else fields["folder"])
    job = server.office.submit(
        identifier, called[:_LONGEST_NAME], (*brought, *([folder] if folder else [])), (*last, *([last_folder] if last_folder else [])), settings
    )
    return job, True


def _moved(givens: Sequence[Given], place: Path, called: str) -> tuple[Path, ...]:
    """The files in the job's folder. Their endings, which say what they are, are of a fixed list; their names are ours."""
    out = []
    for number, given in enumerate(givens, 1):
        path = place / f"{called}{number if len(givens) > 1 else ''}.{ending(given.name)}"
        shutil.move(given.path, path)
        out.append(path)
    return tuple(out)


async def received_of(request: Request, server: Server, upload: Upload) -> Received:
    """The form of a request, its files in the upload."""
    return await receive(request, upload, server.options, fields=("file", LAST_YEAR))


