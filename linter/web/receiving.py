"""What comes in with a request: files onto the disk under names of ours, fields of forms, a JSON body."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from linter.limits import MEGABYTE
from linter.web.options import Options
from linter.web.problem import Refusal
from linter.web.store import Given, Upload

FILE = "file"
_FIELDS = 30
_FIELD_BYTES = 256 * 1024
_LONGEST_NAME = 180


@dataclass(frozen=True, slots=True)
class Received:
    fields: Mapping[str, str]
    files: int


async def receive(request: Request, upload: Upload | None, options: Options, fields: Collection[str] = (FILE,)) -> Received:
    """The texts of a form; its files, those of `fields`, are put into the folder of the upload (None: there must be none). Raises Refusal."""
    most = options.files if upload else 0
    try:
        form = await request.form(max_files=most + 1, max_fields=_FIELDS, max_part_size=_FIELD_BYTES)
    except HTTPException as error:
        raise Refusal("bad_request", what=f"正文不符合 multipart 的写法，或文件超过 {most} 个") from error
    try:
        said = [(key, value) for key, value in form.multi_items() if isinstance(value, str)]
        texts = dict(said)
        if twice := next((key for key, count in Counter(key for key, _ in said).items() if count > 1), None):
            raise Refusal("bad_value", name=twice, what="只能写一次")
        if named := next((key for key, text in texts.items() if key in fields and text), None):
            raise Refusal("bad_value", name=named, what="应当是文件")
        files = [
            (key, value) for key, value in form.multi_items() if isinstance(value, UploadFile) and key in fields and (value.filename or value.size)
        ]
        if len(files) > most:
            raise Refusal("too_many_files", limit=most)
        if upload:
            for key, file in files:
                await run_in_threadpool(_put, key, file, upload)
        return Received(texts, len(files))
    finally:
        await form.close()


def _put(field: str, file: UploadFile, upload: Upload) -> None:
    number = len(upload.givens) + 1
    path = upload.folder / f"given-{number}"
    with path.open("xb") as out:
        shutil.copyfileobj(file.file, out, MEGABYTE)
    size = path.stat().st_size
    upload.size += size
    upload.givens.append(Given(number, path, plain_name(file.filename or ""), size, field))


async def receive_body(request: Request, upload: Upload, most: int, name: str) -> bytes:
    """A body as it is, also put into the upload's folder. Raises Refusal where it has more than `most` bytes."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refusal("too_large", limit=most // MEGABYTE)
    path = upload.folder / "given-1"
    path.write_bytes(body)
    upload.size += len(body)
    upload.givens.append(Given(1, path, name, len(body)))
    return bytes(body)


def plain_name(name: str) -> str:
    """A file's name as browsers give it: the last step of a path, in one line, of a length that can be shown. The ending stays."""
    last = PurePosixPath(name.replace("\\", "/")).name
    said = "".join(char if char.isprintable() else "�" for char in last).strip() or "（没有名字）"
    if len(said) <= _LONGEST_NAME:
        return said
    ending = PurePosixPath(said).suffix[:12]
    return f"{said[: _LONGEST_NAME - len(ending) - 1]}…{ending}"
