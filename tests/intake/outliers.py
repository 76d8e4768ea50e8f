"""V407 in a plan: a few targets far from those of the same-named indicators of all other agencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from tests.intake.agencies import table
from tests.intake.ground import Ground
from tests.intake.projects import common_line
from tests.intake.truth import Outlier

_COMMON_USERS = 20  # more agencies than these must use a name for its targets to be compared
_PER_OUTLIERS = 2000  # projects to one outlier


def outliers(ground: Ground, rng: Random) -> Iterator[Outlier]:
    users: dict[str, set[str]] = defaultdict(set)
    for project in ground.projects:
        for line in project.sheet.lines:
            users[line.level3].add(project.agency)
    fit = [each for each in table("lines")["common"] if each.get("outlier") and len(users[each["name"]]) > _COMMON_USERS]
    if not fit:
        return
    for n in range(max(2, len(ground.projects) // _PER_OUTLIERS)):
        common = fit[n % len(fit)]
        number = next((n for n in ground.free if any(line.level3 == common["name"] for line in ground.projects[n].sheet.lines)), None)
        if number is None:
            continue
        project = ground.projects[number]
        far = common_line(common, rng, times=rng.choice((40, 60, 90)))
        lines = tuple(replace(line, target=far.target) if line.level3 == far.level3 else line for line in project.sheet.lines)
        ground.projects[number] = replace(project, sheet=replace(project.sheet, lines=lines))
        ground.taken([number])
        yield Outlier(project.agency, project.sheet.name, ground.path(number), far.level3, far.target, len(users[far.level3]))
