"""`Upload`: some files brought at once, and how far they are. What is in the files is on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Literal

from linter.settings import Settings
from linter.web.editing.edit import Edit

State = Literal["waiting", "working", "done"]


@dataclass(frozen=True, slots=True)
class Given:
    """A file on the disk under a name of ours; `name` is what it was called, and only ever shown. `field`: of the form it came with."""

    number: int
    path: Path
    name: str
    size: int
    field: str = "file"


@dataclass(frozen=True, slots=True)
class Brief:
    """One document that was checked. `id` names its files on the disk. `counts`: errors, warnings, infos; `failed`: why it could not be."""

    id: str
    name: str
    tables: int = 0
    counts: tuple[int, int, int] = (0, 0, 0)
    grade: str = ""
    score: float | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as far as a list of changes tells it."""

    code: str
    title: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """What an edit did: findings that went, that came, and how many stayed."""

    gone: tuple[Told, ...] = ()
    come: tuple[Told, ...] = ()
    same: int = 0


@dataclass(slots=True)
class Upload:
    """`owner` is the visit that brought it; no other may see it. `plain`: whether telephone numbers are shown whole.

    `edits` of each document, in their order; `changed` what the last of them did. `lock` is held while one is made; `cancel` breaks off
    the work on it.
    """

    id: str
    owner: str
    folder: Path
    settings: Settings
    givens: list[Given] = field(default_factory=list)
    briefs: dict[str, Brief] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)
    state: State = "waiting"
    current: str = ""
    failed: str = ""
    plain: bool = False
    edits: dict[str, tuple[Edit, ...]] = field(default_factory=dict)
    changed: dict[str, WhatChanged] = field(default_factory=dict)
    used: float = field(default_factory=monotonic)
    size: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    cancel: Callable[[], None] = lambda: None

    def edited(self, document: str) -> tuple[Edit, ...]:
        return self.edits.get(document, ())

    def original(self, document: str) -> Path:
        """Where a document itself is: taken out of an archive, or as it was given."""
        taken_out = self.folder / f"{document}.original"
        number, _, _ = document.partition("-")
        return taken_out if taken_out.exists() else self.folder / f"given-{number}"

    def result(self, document: str) -> Path:
        """Where the result of a document is: of the edited one, where it was edited."""
        return self.folder / f"{document}.{'edited' if self.edited(document) else 'result'}"
