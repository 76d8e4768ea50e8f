"""`Report`: all that a renderer of `check` needs. A renderer is a pure function from it to text or bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linter.report.explain import RuleSheet
from linter.report.page import PIPED, Page
from linter.result import Result


@dataclass(frozen=True, slots=True)
class Report:
    """The results, what the rules say of themselves (by code), and the page for what is read in a terminal.

    `several`: the user named more than one file, or a folder: outputs are then lists even of one document. `opinions`:
    remedies by code in the words of the bureau's own 审核口径.
    """

    results: Sequence[Result]
    rules: Mapping[str, RuleSheet] = field(default_factory=dict)
    page: Page = PIPED
    several: bool = False
    opinions: Mapping[str, str] = field(default_factory=dict)

    def title(self, code: str, name: str = "") -> str:
        """The Chinese title of a rule, its `name` where the rule is not known."""
        return self.rules[code].title if code in self.rules else name or code
