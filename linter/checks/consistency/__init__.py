"""S 一致性: whether texts, names, years and indicators agree with one another; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.consistency.description_conflict import DescriptionConflict
from linter.checks.consistency.duplicate_indicator import DuplicateIndicator
from linter.checks.consistency.halves_differ import HalvesDiffer
from linter.checks.consistency.misfiled_indicator import MisfiledIndicator
from linter.checks.consistency.name_mismatch import NameMismatch
from linter.checks.consistency.off_topic_goal import OffTopicGoal
from linter.checks.consistency.sibling_in_text import SiblingInText
from linter.checks.consistency.text_indicator_conflict import TextIndicatorConflict
from linter.checks.consistency.weak_basis import WeakBasis
from linter.checks.consistency.year_mismatch import YearMismatch

RULES: tuple[type[Rule], ...] = (
    MisfiledIndicator, HalvesDiffer, YearMismatch, TextIndicatorConflict, WeakBasis, SiblingInText, OffTopicGoal, NameMismatch, DuplicateIndicator, DescriptionConflict,
)
