"""The intake of the year before: the same agencies, part of whose projects go on, word for word or with other figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.intake.planning import Plan, Project, Submission
from tests.intake.projects import project
from tests.intake.truth import Repeat
from tests.sheets import Line, Sheet

_YEAR = re.compile(r"(?<![\d.])20\d\d(?=年|-\d\d|—)")
_FIGURE = re.compile(r"(?<![\d.])(?!20\d\d年)\d+")
_SUBMISSIONS = 0.5  # of this year's submissions, those that were handed in last year as well
_SAME, _FIGURES = 0.25, 0.15  # of their projects


def last_year_of(this: Plan, untouched: Sequence[int], seed: int) -> tuple[Plan, tuple[Repeat, ...]]:
    """The plan of the year before, and which projects of `this` repeat it. Only untouched projects are repeated."""
    rng = Random(f"{seed}/last year")
    free = set(untouched)
    said: set[str] = set()
    submissions: list[Submission] = []
    projects: list[Project] = []
    repeats: list[Repeat] = []
    for submission in this.submissions:
        if rng.random() >= _SUBMISSIONS:
            continue
        path = submission.path.replace(str(this.year), str(this.year - 1))
        first = len(projects)
        for number in submission.projects:
            now = this.projects[number]
            drawn = rng.random() if number in free else 1.0
            if drawn < _SAME + _FIGURES:
                before = year_earlier(now.sheet)
                if drawn >= _SAME:
                    before = _with_other_figures(before, rng)
                repeats.append(Repeat(now.agency, now.sheet.name, submission.path, before.name, path, drawn < _SAME))
            else:
                before = project(submission.agency, this.year - 1, rng, said)
                before = replace(before, name=f"{before.name}（{number}号）")
            projects.append(Project(len(projects), len(submissions), now.agency, before))
        submissions.append(replace(submission, number=len(submissions), path=path, projects=tuple(range(first, len(projects)))))
    return Plan(this.year - 1, tuple(submissions), tuple(projects)), tuple(repeats)


def year_earlier(sheet: Sheet) -> Sheet:
    """The sheet with every year but those of its citations one less."""
    texts = {key: text if key == "basis" else _earlier(text) for key, text in sheet.texts.items()}
    lines = tuple(
        replace(
            line, target=_earlier(line.target), description=_earlier(line.description), basis=_earlier(line.basis),
            annual=(_earlier(line.annual[0]), _earlier(line.annual[1])) if line.annual else None,
        )
        for line in sheet.lines
    )
    return replace(sheet, name=_earlier(sheet.name), texts=texts, lines=lines, start=_earlier(sheet.start), end=_earlier(sheet.end))


def _earlier(text: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) - 1), text)


def _with_other_figures(sheet: Sheet, rng: Random) -> Sheet:
    """Other quantities and amounts in the goals and the indicators."""
    factor = rng.uniform(1.15, 1.6)
    texts = {key: _scaled(text, factor) if key in ("total_goal", "annual_goal") else text for key, text in sheet.texts.items()}
    return replace(sheet, texts=texts, lines=tuple(_with_other_target(line, factor) for line in sheet.lines))


def _with_other_target(line: Line, factor: float) -> Line:
    if line.category not in ("quantity", "cost", "social", "economic"):
        return line
    annual = (line.annual[0], _scaled(line.annual[1], factor)) if line.annual else None
    return replace(line, target=_scaled(line.target, factor), annual=annual)


def _scaled(text: str, factor: float) -> str:
    return _FIGURE.sub(lambda figure: str(max(int(figure[0]) + 1, round(int(figure[0]) * factor))), text)
