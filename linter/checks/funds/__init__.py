"""Rules of one family; `RULES` lists them."""

from __future__ import annotations

from linter.checks.base import Rule

RULES: tuple[type[Rule], ...] = ()
