"""D 公开合规: what must not stand in a document meant for the public; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.disclosure.internal_marking import InternalMarking
from linter.checks.disclosure.personal_contact import PersonalContactExposed

RULES: tuple[type[Rule], ...] = (PersonalContactExposed, InternalMarking)
