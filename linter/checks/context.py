"""`Context`: what all rules share about one document. Every index is built once, on first use, and only read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from linter.checks.budget_names import BudgetNames
from linter.checks.pairs import Pair, pairs_of
from linter.submission import TEXT_FIELDS, BudgetLine, Indicator, Submission, TargetTable
from linter.wording import normal

SAME = 0.90  # RULES.md: "Same" is a Levenshtein similarity of normalised texts of at least this


def similar(one: str, other: str, at_least: float = SAME) -> bool:
    """Whether two *normalised* texts are the same in the sense of RULES.md; length bounds first, they cost nothing."""
    if one == other:
        return bool(one)
    short, long = sorted((len(one), len(other)))
    if short < at_least * long:
        return False
    return Levenshtein.normalized_similarity(one, other, score_cutoff=at_least) >= at_least


def clusters(texts: Sequence[str], at_least: float = SAME) -> list[list[int]]:
    """Connected components (of two or more) of "same" among normalised texts, as sorted index lists; '' joins none."""
    parent = list(range(len(texts)))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    by_text: dict[str, int] = {}
    for n, text in enumerate(texts):
        if text:
            parent[n] = root(by_text.setdefault(text, n))
    distinct = sorted(by_text, key=len)
    lengths = [len(text) for text in distinct]
    for k, text in enumerate(distinct):
        within = bisect_right(lengths, len(text) / at_least + 1e-6)  # no longer text can be the same
        if within > k + 1:
            alike = process.extract_iter(
                text, distinct[k + 1 : within], scorer=Levenshtein.normalized_similarity, score_cutoff=at_least
            )
            for other, _, _ in alike:
                low, high = sorted((root(by_text[text]), root(by_text[other])))
                parent[high] = low
    groups: dict[int, list[int]] = {}
    for n, text in enumerate(texts):
        if text:
            groups.setdefault(root(n), []).append(n)
    return [group for group in groups.values() if len(group) > 1]


class Context:
    """One document under check. `budget_list` is the bureau's own approved list, None when the user gave none."""

    def __init__(
        self,
        submission: Submission,
        *,
        budget_list: tuple[BudgetLine, ...] | None = None,
        whole_agency: bool = False,
    ) -> None:
        self.submission = submission
        self.budget_list = budget_list
        self.whole_agency = whole_agency
        self._pairs: dict[int, tuple[Pair, ...]] = {}
        self._normal: dict[int, Mapping[str, str]] = {}
        self._clusters: dict[int, tuple[tuple[str, ...], ...]] = {}

    @cached_property
    def budget(self) -> tuple[BudgetLine, ...]:
        """The approved list the user gave, else the document's own 项目支出预算表."""
        return self.submission.budget_lines if self.budget_list is None else self.budget_list

    @cached_property
    def budget_names(self) -> BudgetNames:
        """Which rows of the budget list belong to which table."""
        return BudgetNames(self.submission.tables, self.budget)

    def pairs(self, table: TargetTable) -> tuple[Pair, ...]:
        """The table's indicators, halves joined."""
        if table.index not in self._pairs:
            self._pairs[table.index] = pairs_of(table)
        return self._pairs[table.index]

    def indicators(self, table: TargetTable, *categories: str) -> list[Indicator]:
        """The table's indicators in these categories (all, when none is named)."""
        return [i for i in table.indicators if not categories or i.category in categories]

    def normal_texts(self, table: TargetTable) -> Mapping[str, str]:
        """Field → normalised text, for the seven fields that the form has; '' when empty."""
        if table.index not in self._normal:
            self._normal[table.index] = {
                key: normal(table.texts[key].value) for key in TEXT_FIELDS if key in table.texts
            }
        return self._normal[table.index]

    def same_fields(self, table: TargetTable) -> tuple[tuple[str, ...], ...]:
        """Clusters of fields of this table that carry the same text, each in the order of TEXT_FIELDS."""
        if table.index not in self._clusters:
            texts = self.normal_texts(table)
            keys = list(texts)
            self._clusters[table.index] = tuple(
                tuple(keys[n] for n in group) for group in clusters([texts[key] for key in keys])
            )
        return self._clusters[table.index]
