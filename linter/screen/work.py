"""What a worker does with a source: goes through its documents, checks each, and makes of it what the store keeps (`Outcome`).

The very same function runs in local workers and on a cluster.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from linter import api, tabular
from linter.errors import JixiaoError, ReadError
from linter.reading.inputs import Input, in_archive
from linter.reading.naming import ending
from linter.reading.opening import opened
from linter.result import NO_VERDICT, Result
from linter.runs import broken_down
from linter.screen.anonymous import anonymous
from linter.screen.sources import Source
from linter.settings import Settings
from linter.submission import BudgetLine, Submission
from linter.workers.values import Begin, Handler

_BLOCK = 1 << 20
_ROWS = {"projects": tabular.projects, "indicators": tabular.indicators, "findings": tabular.findings, "unchecked": tabular.unchecked}


@dataclass(frozen=True, slots=True)
class Task:
    """How every document of a screening is to be checked. `mask`: names and telephones of persons go nowhere.

    `ruleset` names all of this but the documents: what was found under one does not hold under another.
    """

    settings: Settings
    ruleset: str
    budget_list: tuple[BudgetLine, ...] | None = None
    mask: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """A document that is met. `digest` is '' where it could not be read, or is none (`passed_over`)."""

    name: str
    digest: str
    passed_over: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document. `rows`: JSON of projects, indicators, findings (linter/tabular.py); `result`: packed, for `unpacked`."""

    status: str
    reason: str = ""
    remedy: str = ""
    agency: str = ""
    department: str = ""
    fiscal_year: int | None = None
    rows: bytes = b"{}"
    result: bytes = b""


def checking(task: Task) -> Handler:
    """The handler of a worker."""
    return _Checking(task).go_through


class _Checking:
    def __init__(self, task: Task) -> None:
        self.task = task
        api.rules_of(task.settings)  # loads the rules and their tables, before any clock runs

    def go_through(self, source: Source, skip: int, begin: Begin) -> Iterator[Outcome]:
        for number, document in enumerate(_documents(source, self.task.settings)):
            if number < skip:
                continue
            digest = "" if document.passed_over or document.error else _digest(document)
            if begin(About(document.name, digest, document.passed_over)):
                yield outcome(document, self.task, source.round == "last")


def _documents(source: Source, settings: Settings) -> Iterator[Input]:
    if source.archive:
        yield from in_archive(Path(source.path), source.name, settings.limits, source.part)
    else:
        yield Input(Path(source.path), source.name)


def _digest(document: Input) -> str:
    """What the document is, by its bytes and the ending of its name, which tells CSV from text; '' where it cannot be read."""
    held = hashlib.sha256(ending(document.name).encode() + b"\0")
    if document.data is not None:
        held.update(document.data)
        return held.hexdigest()
    try:
        with opened(document.path) as (file, _):
            while block := file.read(_BLOCK):
                held.update(block)
    except ReadError:
        return ""
    return held.hexdigest()


def outcome(document: Input, task: Task, only_read: bool = False) -> Outcome:
    """One document, checked; last year's only read. Never raises but MemoryError, which ends the worker."""
    try:
        submission = api.parse(document, settings=task.settings)
        if only_read:
            result = Result(submission, NO_VERDICT, task.settings.profile)
        else:
            result = api.check_submission(submission, settings=task.settings, budget_list=task.budget_list)
    except JixiaoError as error:
        place = f"（{error.place}）" if error.place else ""
        return Outcome("failed", f"{error.what}{place}", error.remedy)
    except MemoryError:
        raise
    except Exception as error:
        return Outcome("failed", broken_down(error), "请把文件发给维护者。")
    if task.mask:
        result = anonymous(result)
    return made(result)


def made(result: Result) -> Outcome:
    """The outcome that a result is."""
    submission = result.submission
    rows = {kind: list(each(result)) for kind, each in _ROWS.items()}
    notes = [note.text for note in submission.notes if not note.lossless]
    reason = "；".join(notes[:3]) + (f"；等{len(notes)}条" if len(notes) > 3 else "")
    if result.crashed:
        reason = "；".join(filter(None, (reason, f"规则 {'、'.join(result.crashed)} 运行出错，它的结果不可用")))
    elif not submission.tables and submission.status == "ok":
        reason = "未找到绩效目标表"
    return Outcome(
        submission.status, reason, "", submission.agency or _most(submission, "implementing_unit"), _most(submission, "department"),
        submission.fiscal_year, msgspec.json.encode(rows), packed(result),
    )


def _most(submission: Submission, key: str) -> str:
    """What most of the tables say of their unit or department, '' where none says anything."""
    said: Counter[str] = Counter()
    for table in submission.tables:
        value: Any = getattr(table, key)
        text = value if isinstance(value, str) else value.value if value else ""
        if text:
            said[text] += 1
    return max(said, key=lambda text: (said[text], text)) if said else ""


def packed(result: Result) -> bytes:
    """A result as bytes. `unpacked` gives it back, equal, whatever its document is called then."""
    return zlib.compress(msgspec.msgpack.encode(result), 1)


def unpacked(data: bytes, name: str, agency: str | None) -> Result:
    """The result of a document of this name and agency."""
    result = msgspec.msgpack.decode(zlib.decompress(data), type=Result)
    return replace(result, submission=replace(result.submission, source=name, agency=agency))
