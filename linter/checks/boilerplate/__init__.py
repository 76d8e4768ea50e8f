"""Boilerplate (雷同套话): what is copied instead of written. `RULES` lists them."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.boilerplate.annual_copies_total import AnnualCopiesTotal
from linter.checks.boilerplate.copied_across_units import CopiedAcrossUnits
from linter.checks.boilerplate.copied_between_projects import CopiedBetweenProjects
from linter.checks.boilerplate.copied_from_last_year import CopiedFromLastYear
from linter.checks.boilerplate.drag_fill import DragFill
from linter.checks.boilerplate.identical_fields import IdenticalFields
from linter.checks.boilerplate.identical_indicators import IdenticalIndicators
from linter.checks.boilerplate.name_restated import NameRestated
from linter.checks.boilerplate.sets_across_units import SetsAcrossUnits

RULES: tuple[type[Rule], ...] = (
    IdenticalFields, DragFill, AnnualCopiesTotal, CopiedBetweenProjects, IdenticalIndicators, NameRestated,
    CopiedAcrossUnits, CopiedFromLastYear, SetsAcrossUnits,
)
