"""What a rule on many documents is told of the others (`Others`), and how they are named in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linter.wording import quoted


@dataclass(frozen=True, slots=True)
class Others:
    """Projects of other agencies: the `first` few as (agency, project), how many there are of each in all; `same`: to the letter."""

    first: Sequence[tuple[str, str]]
    agencies: int
    projects: int
    same: bool = True

    def said(self) -> str:
        """甲局“甲项目”、乙局“乙项目”等5个单位的7个项目."""
        shown = "、".join(f"{agency}{quoted(project, 30)}" for agency, project in self.first)
        return shown if self.projects <= len(self.first) else f"{shown}等{self.agencies}个单位的{self.projects}个项目"
