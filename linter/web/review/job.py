"""`Job`: a screening that was asked for and how far it is; written beside its results, so that it outlives the server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

State = Literal["waiting", "running", "done", "failed", "cancelled"]
ENDED: frozenset[State] = frozenset(("done", "failed", "cancelled"))
ID = r"^[A-Za-z0-9_-]{1,64}$"
_FILE = "job.json"


class Progress(msgspec.Struct, frozen=True):
    """`parts` are the pieces that the work was cut into, `parts_done` those gone through."""

    stage: str = ""
    parts: int = 0
    parts_done: int = 0
    documents: int = 0
    failed: int = 0
    seconds_to_go: float | None = None


class Job(msgspec.Struct, frozen=True):
    """A screening. `id` is what the client called it; `documents` and `failed` count once it is done; `error` says why it failed."""

    id: Annotated[str, Meta(pattern=ID)]
    name: str
    profile: str
    state: State
    created: str
    progress: Progress = Progress()
    documents: int = 0
    failed: int = 0
    error: str = ""


def now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


def write(job: Job, folder: Path) -> None:
    """Writes a job whole or not at all."""
    fresh = folder / f"{_FILE}.new"
    fresh.write_bytes(msgspec.json.encode(job))
    fresh.replace(folder / _FILE)


def read(folder: Path) -> Job | None:
    """The job of a folder; None where it holds none."""
    try:
        return msgspec.json.decode((folder / _FILE).read_bytes(), type=Job)
    except (OSError, msgspec.MsgspecError):
        return None
