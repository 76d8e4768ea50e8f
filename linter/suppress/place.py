"""The place of a finding by names, as the text report prints it: 图书采购 › 数量指标 › 采购图书."""

from __future__ import annotations

from collections.abc import Sequence

from linter.finding import Finding
from linter.submission import Submission, TargetTable
from linter.wording import normal, squeeze

SEPARATOR = " › "
WHOLE_DOCUMENT = "全文"


class Places:
    """The places of the findings of one document."""

    def __init__(self, submission: Submission) -> None:
        self._firsts = {table.index: _written(table.name) or _number(table.index) for table in submission.tables}
        self._heads = {table.index: _heads(table) for table in submission.tables}
        self._projects = frozenset({_key(WHOLE_DOCUMENT)}).union(*self._heads.values())

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The steps: the project (`表3` where it has no name, 全文 for the document as a whole), then field or indicator.

        White space and › are taken out of names, so that a place written in a file reads back whatever they hold.
        """
        index = finding.locus.table_index
        first = WHOLE_DOCUMENT if index is None else self._firsts.get(index) or _number(index)
        return (first, *filter(None, map(_written, _inside(finding))))

    def stands_at(self, finding: Finding, steps: Sequence[str]) -> bool:
        """Whether `steps` lead to the finding: each names, in order, a step of its place; steps may be left out.

        A first step that names a project of the document is never taken for an indicator of the same name. A finding
        on several projects stands at each of them. Names are compared in normal form.
        """
        keys = [_key(step) for step in steps]
        if keys and keys[0] in self._projects:
            if keys[0] not in self._projects_of(finding):
                return False
            del keys[0]
        inside = iter(map(_key, _inside(finding)))
        return all(key in inside for key in keys)

    def _projects_of(self, finding: Finding) -> set[str]:
        locus = finding.locus
        if locus.table_index is None:
            return {_key(WHOLE_DOCUMENT)}
        found: set[str] = set()
        for other in (locus, *(other for other in finding.related if other.kind == locus.kind)):
            if other.table_index is not None:
                found |= self._heads.get(other.table_index, set())
        return found


def _heads(table: TargetTable) -> set[str]:
    """All that the first step may say: the project's name, its code, 表3, or both as the report's headings have them."""
    number = _number(table.index)
    return {_key(text) for text in (number, table.name, table.project_code, number + table.name) if text}


def _inside(finding: Finding) -> tuple[str, ...]:
    """The steps within the table; for a row of the budget list its project."""
    index = finding.locus.table_index
    if index is None:
        return (finding.locus.name,) if finding.locus.kind == "budget_line" and finding.locus.name else ()
    steps = finding.route.steps
    return steps[1:] if steps[:1] == (_number(index),) else steps


def _number(index: int) -> str:
    return f"表{index + 1}"


def _written(name: str) -> str:
    return squeeze(name).replace(SEPARATOR.strip(), "")


def _key(step: str) -> str:
    return normal(step) or squeeze(step)
