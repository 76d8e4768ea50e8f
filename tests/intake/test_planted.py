"""What was planted for screening stands in the files as the truth says, and nothing like it stands there by chance."""

from __future__ import annotations

import re
from collections import defaultdict
from random import Random

import pytest
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from linter.submission import TargetTable
from linter.wording import normal
from tests.intake.agencies import agencies
from tests.intake.conftest import Intake
from tests.intake.edits import drifted, similarity
from tests.intake.planning import plan
from tests.intake.planting import FIELDS, planted

_SAME, _CANDIDATE = 0.90, 0.85


def test_copies_are_as_alike_in_the_files_as_the_truth_says(intake: Intake) -> None:
    assert {each.kind for each in intake.truth.copies} == {"exact", "edited", "near_miss", "citation", "stock"}
    for group in intake.truth.copies:
        texts = [intake.table(each.path, each.project).text(each.field) for each in group.members]
        read = [similarity(texts[0], text) for text in texts]
        assert read == pytest.approx([each.similarity for each in group.members], abs=1e-4)
        assert len({each.agency for each in group.members}) == len(group.members)
        assert group.reported == (group.kind in ("exact", "edited"))
        if group.reported:
            assert min(read) >= _SAME
        if group.kind == "near_miss":
            assert max(read[1:]) < _CANDIDATE


def test_copies_within_an_agency_of_two_spellings_are_not_to_be_reported() -> None:
    made = planted(plan(agencies(60, 1), 240, 480, 1, 2025, ()), 1)
    printed = {each.path: each.printed for each in made.plan.submissions}
    within = [each for each in made.copies if each.kind == "same_agency"]
    assert within
    for group in within:
        one, other = group.members
        assert (one.agency, one.similarity, group.reported) == (other.agency, other.similarity, False)
        assert printed[one.path] != printed[other.path]


def test_no_other_texts_of_two_agencies_are_alike(intake: Intake) -> None:
    copied = defaultdict(set)
    for n, group in enumerate(intake.truth.copies):
        for member in group.members:
            copied[member.agency, member.project, member.field].add(n)
    for field in FIELDS:
        held = [(each.agency, form.name, form.text(field)) for each, form in intake.forms() if len(normal(form.text(field))) >= 20]
        scores = process.cdist([normal(text) for *_, text in held], [normal(text) for *_, text in held], scorer=Levenshtein.normalized_similarity)
        for n, (agency, project, _) in enumerate(held):
            for m, (other, theirs, _) in enumerate(held[:n]):
                if agency != other and scores[n][m] >= _SAME:
                    assert copied[agency, project, field] & copied[other, theirs, field], (agency, project, other, theirs, field)


def test_indicator_sets_are_shared_as_the_truth_says(intake: Intake) -> None:
    assert {each.kind for each in intake.truth.indicator_sets} == {"exact", "edited", "near_miss"}
    for group in intake.truth.indicator_sets:
        first, *others = ({(i.level3, i.target) for i in intake.table(each.path, each.project).indicators if i.target} for each in group.members)
        for rows, member in zip(others, group.members[1:], strict=True):
            share = len(first & rows) / max(len(first), len(rows))
            assert share == pytest.approx(member.similarity, abs=1e-4)
            assert (share >= 0.8 and len(first & rows) >= 5) == group.reported


def test_repeats_differ_in_the_year_only(intake: Intake) -> None:
    assert {each.reported for each in intake.truth.repeats} == {True, False}
    for repeat in intake.truth.repeats:
        now = _said(intake.table(repeat.path, repeat.project))
        before = _said(intake.table(repeat.last_path, repeat.last_project, last=True))
        later = {(name, re.sub(r"(?<!\d)20\d\d(?=年)", lambda year: str(int(year[0]) + 1), text)) for name, text in before}
        assert (now == later) == repeat.reported


def _said(form: TargetTable) -> set[tuple[str, str]]:
    """The goals and the indicators."""
    goals = {(key, form.text(key)) for key in ("total_goal", "annual_goal")}
    return goals | {(f"{i.period} {i.level3}", i.target or "") for i in form.indicators}


def test_outliers_are_far_from_those_of_all_other_agencies(intake: Intake) -> None:
    assert intake.truth.outliers
    far = {(each.agency, each.project) for each in intake.truth.outliers}
    usual = defaultdict(list)
    for document, form in intake.forms():
        for indicator in form.indicators:
            if indicator.value.number is not None and (document.agency, form.name) not in far:
                usual[indicator.level3].append((document.agency, indicator.value.number))
    for outlier in intake.truth.outliers:
        form = intake.table(outlier.path, outlier.project)
        (number,) = {i.value.number for i in form.indicators if i.level3 == outlier.name and i.target == outlier.target}
        others = {agency for agency, _ in usual[outlier.name] if agency != outlier.agency}
        assert len(others) >= 20
        assert number > 10 * max(value for _, value in usual[outlier.name])


def test_a_text_too_short_to_drift_is_said() -> None:
    with pytest.raises(ValueError, match="no way"):
        drifted("维修", 0.93, 0.985, Random(1))
