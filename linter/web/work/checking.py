"""Tasks that read and check: for the page (results go to the disk) and for programs (the contracts come back as JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from linter import api
from linter.contract.check_v1 import check_to_contract
from linter.contract.parse_v1 import to_contract
from linter.errors import ReadError
from linter.reading.inputs import Input
from linter.result import Result
from linter.runs import broken_down
from linter.settings import Settings
from linter.web.store.kept import keep
from linter.web.store.upload import Brief, Given
from linter.web.work.documents import documents
from linter.workers.values import Begin


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file in an archive that is no document."""

    name: str


@dataclass(frozen=True, slots=True)
class CheckForPage:
    """Keeps each result in `folder`, beside the document itself where it came out of an archive; yields a `Brief` of each."""

    givens: tuple[Given, ...]
    folder: Path
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[Brief | PassedOver]:
        for identifier, document in documents(self.givens, self.settings.limits, skip):
            if not begin(document.name):
                continue
            if document.passed_over:
                yield PassedOver(document.name)
                continue
            result = checked(document, self.settings)
            keep(result, self.folder / f"{identifier}.result")
            if document.data is not None:
                (self.folder / f"{identifier}.original").write_bytes(document.data)
            yield brief_of(identifier, result)


@dataclass(frozen=True, slots=True)
class CheckForProgram:
    """Yields the check contract of each document, encoded."""

    givens: tuple[Given, ...]
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[bytes | PassedOver]:
        for _, document in documents(self.givens, self.settings.limits, skip):
            if begin(document.name):
                yield PassedOver(document.name) if document.passed_over else msgspec.json.encode(check_to_contract(checked(document, self.settings)))


@dataclass(frozen=True, slots=True)
class ParseForProgram:
    """Yields the parse contract of each document, encoded."""

    givens: tuple[Given, ...]
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[bytes | PassedOver]:
        for _, document in documents(self.givens, self.settings.limits, skip):
            if begin(document.name):
                yield PassedOver(document.name) if document.passed_over else self._parsed(document)

    def _parsed(self, document: Input) -> bytes:
        try:
            submission = api.parse(document, settings=self.settings)
        except Exception as error:
            reason = str(error) if isinstance(error, ReadError) else broken_down(error)
            submission = api.failure(document, reason, self.settings).submission
        return msgspec.json.encode(to_contract(submission))


def checked(document: Input, settings: Settings) -> Result:
    """What the rules say of a document; a fault of the program is its failure alone."""
    try:
        return api.check(document, settings=settings)
    except Exception as error:
        return api.failure(document, broken_down(error), settings)


def brief_of(identifier: str, result: Result) -> Brief:
    audit, submission = result.audit_summary, result.submission
    return Brief(
        identifier, submission.source, len(submission.tables), (result.count("error"), result.count("warning"), result.count("info")),
        audit.grade if audit else "", audit.score if audit else None,
        submission.notes[0].text if result.failed and submission.notes else "",
    )
