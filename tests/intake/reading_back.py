"""An intake read by the program itself, against its truth: what the generator claims must be what the files say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from linter.api import parse
from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS
from linter.reading.inputs import Input, inputs
from linter.submission import Submission
from tests.intake.truth import DocumentTruth, Truth


@dataclass(frozen=True, slots=True)
class Read:
    """`path` as in the truth. `submission` None: `why` it could not be read, or it was passed over."""

    path: str
    submission: Submission | None
    why: str = ""
    passed_over: bool = False


def read_all(folder: Path) -> Iterator[Read]:
    for given in inputs(folder, DEFAULT_LIMITS):
        path = given.name.removeprefix(f"{folder.name}/")
        yield Read(path, None, passed_over=True) if given.passed_over else _read(given, path)


def _read(given: Input, path: str) -> Read:
    try:
        return Read(path, parse(given))
    except ReadError as error:
        return Read(path, None, str(error))


def differences(truth: Truth, found: dict[str, Read]) -> Iterator[str]:
    """What the program reads differently from what was printed, one line each; of the regular documents only."""
    for document in truth.documents:
        read = found.get(document.path)
        where = f"{document.edition}/{document.layout} {PurePosixPath(document.path).name}"
        if read is None or read.submission is None:
            yield f"{where}: {read.why if read else 'not found'}"
        else:
            yield from (f"{where}: {line}" for line in _of_document(document, read.submission))


def _of_document(document: DocumentTruth, said: Submission) -> Iterator[str]:
    if said.status != "ok":
        yield f"status {said.status}: {said.notes[0].text}"
    if (said.agency or "") != document.printed:
        yield f"agency {said.agency}, not {document.printed}"
    if said.fiscal_year != document.year:
        yield f"year {said.fiscal_year}"
    if [table.name for table in said.tables] != [project.name for project in document.projects]:
        yield f"{len(said.tables)} tables, or other names, for {len(document.projects)} projects"
        return
    for table, project in zip(said.tables, document.projects, strict=True):
        rows = len({(indicator.category, indicator.row) for indicator in table.indicators})
        if rows != project.indicators:
            yield f"{project.name}: {rows} indicators, not {project.indicators}"
