"""What screening must find across agencies, put into a plan: copied texts and indicator sets, targets far from the others'.

Every project takes part in one planting at most, so that each is found or missed for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from linter.wording import normal
from tests.intake.agencies import table
from tests.intake.edits import drifted, similarity
from tests.intake.ground import Ground
from tests.intake.outliers import outliers
from tests.intake.planning import Plan
from tests.intake.truth import Alike, Copies, Member, Outlier
from tests.sheets import Line

FIELDS = ("overview", "necessity", "measures", "plan", "total_goal", "annual_goal")
_EDITED, _NEAR = (0.93, 0.985), (0.72, 0.78)
_LONG_ENOUGH = 50  # characters of a text worth copying
_TEXT_KINDS: tuple[Alike, ...] = ("exact", "edited", "near_miss", "edited", "exact", "edited")
_SET_KINDS: tuple[Alike, ...] = ("exact", "edited", "near_miss")
_SET_ROWS = 6  # so that one changed row of them leaves more than four fifths
_WITHIN = "necessity"  # the field copied within an agency
_PER_TEXTS, _PER_SETS = 150, 600  # projects to one planting


@dataclass(frozen=True, slots=True)
class Planted:
    plan: Plan
    copies: tuple[Copies, ...]
    indicator_sets: tuple[Copies, ...]
    outliers: tuple[Outlier, ...]
    untouched: tuple[int, ...]  # numbers of the projects that take no part


def planted(plan: Plan, seed: int) -> Planted:
    rng = Random(f"{seed}/planting")
    order = list(range(len(plan.projects)))
    rng.shuffle(order)
    ground = Ground(plan, list(plan.projects), order)
    copies = tuple(_texts(ground, rng))
    sets = tuple(_sets(ground, rng))
    far = tuple(outliers(ground, rng))
    return Planted(replace(plan, projects=tuple(ground.projects)), copies, sets, far, tuple(sorted(ground.free)))


# --- texts ---------------------------------------------------------------------------------------------------------------


def _texts(ground: Ground, rng: Random) -> Iterator[Copies]:
    count = max(2 * len(_TEXT_KINDS), len(ground.projects) // _PER_TEXTS)
    for n in range(count):
        group = _copied(ground, _TEXT_KINDS[n % len(_TEXT_KINDS)], FIELDS[n // 2 % len(FIELDS)], rng)
        if group:
            yield group
    common = table("phrases")["common"]
    phrases: list[tuple[Alike, str]] = [("citation", text) for text in common["citations"]]
    for kind, text in [*phrases, *(("stock", text) for text in common["stock"])]:
        group = _shared(ground, kind, text, max(3, count // 20))
        if group:
            yield group
    yield from _within(ground, max(2, count // 20))


def _copied(ground: Ground, kind: Alike, field: str, rng: Random) -> Copies | None:
    """A text of one project in those of 1 to 4 other agencies. None where too few are free."""
    fit = (n for n in ground.free if ground.carries(n, f"texts.{field}"))
    first = next((n for n in fit if len(normal(ground.projects[n].sheet.texts[field])) >= _LONG_ENOUGH), None)
    if first is None:
        return None
    owner, text = ground.projects[first].agency, ground.projects[first].sheet.texts[field]
    others = (n for n in ground.free if ground.projects[n].agency != owner and ground.carries(n, f"texts.{field}"))
    takers = ground.apart(others, 1 if kind == "near_miss" else rng.choice((1, 1, 2, 3, 4)))
    if not takers:
        return None
    for taker in takers:
        said = text if kind == "exact" else drifted(text, *(_NEAR if kind == "near_miss" else _EDITED), rng)
        _set_text(ground, taker, field, said)
    return _group(ground, kind, [first, *takers], field)


def _shared(ground: Ground, kind: Alike, text: str, count: int) -> Copies | None:
    """The same citation or stock phrase as the measures of several agencies."""
    takers = ground.apart((n for n in ground.free if ground.carries(n, "texts.measures")), count)
    for taker in takers:
        _set_text(ground, taker, "measures", text)
    return _group(ground, kind, takers, "measures") if len(takers) > 1 else None


def _within(ground: Ground, count: int) -> Iterator[Copies]:
    """The same text in two submissions of one agency that spell its name differently."""
    spelt: dict[str, dict[str, int]] = defaultdict(dict)
    for number in ground.free:
        submission = ground.plan.submissions[ground.projects[number].submission]
        if submission.printed and ground.carries(number, f"texts.{_WITHIN}"):
            spelt[submission.agency.name].setdefault(submission.printed, number)
    for first, taker, *_ in [list(each.values()) for each in spelt.values() if len(each) > 1][:count]:
        _set_text(ground, taker, _WITHIN, ground.projects[first].sheet.texts[_WITHIN])
        yield _group(ground, "same_agency", [first, taker], _WITHIN)


def _set_text(ground: Ground, number: int, field: str, text: str) -> None:
    sheet = ground.projects[number].sheet
    ground.projects[number] = replace(ground.projects[number], sheet=replace(sheet, texts={**sheet.texts, field: text}))


def _group(ground: Ground, kind: Alike, numbers: Sequence[int], field: str) -> Copies:
    ground.taken(numbers)
    first = ground.projects[numbers[0]].sheet
    members = []
    for number in numbers:
        project = ground.projects[number]
        alike = similarity(first.texts[field], project.sheet.texts[field]) if field else _share(first.lines, project.sheet.lines)
        members.append(Member(project.agency, project.sheet.name, ground.path(number), field, round(alike, 4)))
    return Copies(kind, kind in ("exact", "edited"), tuple(members))


# --- indicator sets ------------------------------------------------------------------------------------------------------


def _sets(ground: Ground, rng: Random) -> Iterator[Copies]:
    for n in range(max(len(_SET_KINDS), len(ground.projects) // _PER_SETS)):
        kind = _SET_KINDS[n % len(_SET_KINDS)]
        first = next((n for n in ground.free if _copyable(ground.projects[n].sheet.lines)), None)
        if first is None:
            return
        owner, lines = ground.projects[first].agency, ground.projects[first].sheet.lines
        takers = ground.apart((n for n in ground.free if ground.projects[n].agency != owner), rng.choice((1, 1, 2)))
        for taker in takers:
            project = ground.projects[taker]
            changes = {"exact": 0, "edited": 1}.get(kind, -(-len(lines) * 2 // 5))
            ground.projects[taker] = replace(project, sheet=replace(project.sheet, lines=_with_changes(lines, changes, rng)))
        if takers:
            yield _group(ground, kind, [first, *takers], "")


def _copyable(lines: Sequence[Line]) -> bool:
    """Rows of a name and a target each, all different, the same in both halves."""
    rows = {(normal(line.level3), line.target) for line in lines if line.level3 and line.target and not line.annual}
    return len(rows) == len(lines) >= _SET_ROWS


def _with_changes(lines: Sequence[Line], count: int, rng: Random) -> tuple[Line, ...]:
    """The lines, `count` of them under another name."""
    at = set(rng.sample(range(len(lines)), count))
    return tuple(replace(line, level3=f"本地{line.level3}") if n in at else line for n, line in enumerate(lines))


def _share(some: Sequence[Line], others: Sequence[Line]) -> float:
    """As B207 and B209 count: the rows both have, of those the longer set has."""
    one, other = ({(normal(line.level3), line.target) for line in lines if line.target} for lines in (some, others))
    return len(one & other) / max(len(one), len(other))
