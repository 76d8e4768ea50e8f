"""The projects of a plan while things are planted in them: which are still free, and what their files can carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.intake.planning import Plan, Project
from tests.intake.printing import LAYOUTS


@dataclass(slots=True)
class Ground:
    """The projects while they are planted; `free` in a drawn order."""

    plan: Plan
    projects: list[Project]
    free: list[int]

    def path(self, number: int) -> str:
        return self.plan.submissions[self.projects[number].submission].path

    def carries(self, number: int, need: str) -> bool:
        return need in LAYOUTS[self.plan.submissions[self.projects[number].submission].layout].carries

    def taken(self, numbers: Sequence[int]) -> None:
        gone = set(numbers)
        self.free = [number for number in self.free if number not in gone]

    def apart(self, numbers: Iterator[int], count: int) -> list[int]:
        """Up to `count` of the numbers, each of an agency of its own."""
        found: dict[str, int] = {}
        for number in numbers:
            found.setdefault(self.projects[number].agency, number)
            if len(found) == count:
                break
        return list(found.values())
