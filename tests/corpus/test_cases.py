"""The cases of `corpus/cases` in every layout that carries them: what is wrong is found in its place, near misses are left alone."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.finding import Finding
from linter.form.recognise import recognise
from linter.reading import read_bytes
from linter.submission import Submission
from tests.layouts import LAYOUTS, Layout, document, editions
from tests.sheets import CASES, Case, Place, cases_of, sheet_of

_FILES = sorted(CASES.glob("*.toml"))
_EVERY = [case for path in _FILES for case in cases_of(path)]
_RUNNING = [rule() for rule in RULES]
_LEAST, _LEAST_LAYOUTS = 10, 3


def printed() -> list[object]:
    params = []
    for case in _EVERY:
        for layout, container in editions(case):
            edition = f"{layout.name}.{container}"
            marks = [pytest.mark.xfail(reason=case.known[edition], strict=True)] if edition in case.known else []
            name = f"{case.code}-{'bad' if case.bad else 'good'}{case.number}-{edition}"
            params.append(pytest.param(case, layout, container, id=name, marks=marks))
    return params


def read_case(case: Case, layout: Layout, container: str) -> Submission:
    return recognise(read_bytes(document(case, layout, container), f"{case.code}.{container}"))


def findings(submission: Submission) -> tuple[Finding, ...]:
    return run(_RUNNING, Context(submission), strict=True).findings


def place(finding: Finding) -> Place:
    return Place(finding.locus.kind, finding.locus.name, finding.locus.table_index)


@pytest.mark.parametrize(("case", "layout", "container"), printed())
def test_found_where_it_stands_and_nowhere_else(case: Case, layout: Layout, container: str) -> None:
    submission = read_case(case, layout, container)
    assert (submission.status, [note.text for note in submission.notes]) == ("ok", [])
    assert len(submission.tables) == len(case.sheets)
    found = [finding for finding in findings(submission) if finding.code == case.code]
    assert Counter(map(place, found)) == Counter(case.places), (case.say, [finding.message for finding in found])


@pytest.mark.parametrize(("layout", "container"), [
    pytest.param(layout, container, id=f"{layout.name}.{container}") for layout in LAYOUTS for container in layout.containers
])
def test_template_is_without_fault(layout: Layout, container: str) -> None:
    template = Case("none", 1, False, "什么也不改", (sheet_of({}),))
    submission = read_case(template, layout, container)
    assert (submission.status, submission.notes) == ("ok", ())
    assert [(finding.code, finding.message) for finding in findings(submission)] == []


@cache
def _layouts(code: str, bad: bool) -> frozenset[str]:
    return frozenset(layout.name for case in _EVERY if (case.code, case.bad) == (code, bad) for layout, _ in editions(case))


@pytest.mark.parametrize("code", [path.stem for path in _FILES])
def test_enough_cases_in_enough_layouts(code: str) -> None:
    kinds = Counter(case.bad for case in _EVERY if case.code == code)
    assert min(kinds[True], kinds[False]) >= _LEAST
    assert min(len(_layouts(code, True)), len(_layouts(code, False))) >= _LEAST_LAYOUTS
    unprinted = [case.say for case in _EVERY if case.code == code and not list(editions(case))]
    assert not unprinted, "no layout carries these"
