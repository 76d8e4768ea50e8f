"""V 取值: whether a target can be right; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.sanity.malformed_target import MalformedTarget

RULES: tuple[type[Rule], ...] = (MalformedTarget,)
