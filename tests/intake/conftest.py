"""A small made-up intake with everything in it, written and read once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linter.submission import TargetTable
from tests.intake import Truth, make_intake, read_truth
from tests.intake.reading_back import Read, read_all
from tests.intake.truth import DocumentTruth


@dataclass(frozen=True, slots=True)
class Intake:
    """An intake and the one of the year before, both read."""

    folder: Path
    truth: Truth
    read: dict[str, Read]
    last_truth: Truth
    last_read: dict[str, Read]

    def table(self, path: str, project: str, *, last: bool = False) -> TargetTable:
        submission = (self.last_read if last else self.read)[path].submission
        assert submission
        return next(form for form in submission.tables if form.name == project)

    def forms(self) -> Iterator[tuple[DocumentTruth, TargetTable]]:
        """Every form of this year with the document it stands in."""
        for document in self.truth.documents:
            submission = self.read[document.path].submission
            assert submission
            yield from ((document, form) for form in submission.tables)


@pytest.fixture(scope="session")
def intake(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    top = tmp_path_factory.mktemp("intake")
    truth = make_intake(top / "报送", submissions=34, projects=170, seed=29, hostile=0.55, last_year=top / "上年")
    read = {each.path: each for each in read_all(top / "报送")}
    last = {each.path: each for each in read_all(top / "上年")}
    return Intake(top / "报送", truth, read, read_truth(top / "上年"), last)
