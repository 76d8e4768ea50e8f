"""Any number of checked projects, made of the samples: what the timings of reports work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from linter.api import check
from linter.result import Result
from linter.settings import Settings

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def many(projects: int) -> list[Result]:
    """Results with this many tables in all, or a few more; documents repeat under other names and agencies."""
    return list(_repeated(projects))


def _repeated(projects: int) -> Iterator[Result]:
    paths = sorted(path for path in SAMPLES.glob("*/*") if path.suffix in (".txt", ".html", ".md", ".csv"))
    checked = [result for path in paths if (result := check(path, settings=Settings(profile="all"))).submission.tables]
    held = 0
    for number, result in enumerate(cycle(checked)):
        if held >= projects:
            return
        held += len(result.submission.tables)
        agency = f"{result.submission.agency or '某单位'}{number // len(checked) + 1}"
        yield replace(result, submission=replace(result.submission, source=f"{number}-{result.submission.source}", agency=agency))
