"""The task of an edit: the submission as it was read, all edits made on it, checked anew by the same rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from linter import api
from linter.catalogue import sheets
from linter.errors import JixiaoError
from linter.report.report import Report
from linter.settings import Settings
from linter.web.editing.change import with_edits
from linter.web.editing.compare import compared
from linter.web.editing.edit import Edit
from linter.web.store.kept import keep, kept
from linter.web.store.upload import Brief, WhatChanged
from linter.web.work.checking import brief_of
from linter.workers.values import Begin


@dataclass(frozen=True, slots=True)
class Recheck:
    """`before` the file of the result that the page shows now."""

    document: str
    folder: Path
    before: Path
    edits: tuple[Edit, ...]
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[tuple[Brief, WhatChanged] | JixiaoError]:
        if skip or not begin("修改"):
            return
        original = kept(self.folder / f"{self.document}.result")
        try:
            submission = with_edits(original.submission, self.edits)
        except JixiaoError as error:
            yield error
            return
        before = kept(self.before)
        result = api.check_submission(submission, settings=self.settings)
        keep(result, self.folder / f"{self.document}.edited")
        report = Report((), {sheet.code: sheet for sheet in sheets(api.all_rules(self.settings))})
        yield brief_of(self.document, result), compared(before, result, report)
