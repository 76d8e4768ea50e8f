"""一级/二级指标 of each row by sense: labels govern the rows below, displaced and lost ones are put back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from linter.form.layout import name_of
from linter.form.value import looks_like_value
from linter.form.vocabulary import Vocabulary
from linter.submission import Category, Period
from linter.tables import table, words
from linter.where import Spot
from linter.wording import squeeze

GROUP: dict[str, tuple[str, ...]] = {  # category → groups of level 1 it may stand under, the usual one first
    "quantity": ("output",), "quality": ("output",), "timeliness": ("output",), "cost": ("output", "cost"),
    "economic": ("benefit",), "social": ("benefit",), "ecological": ("benefit",), "sustainability": ("benefit",),
    "satisfaction": ("satisfaction", "benefit"), "management": ("management",), "impact": ("impact",),
}
_ALONE: dict[str, Category] = {  # level-1 groups that say the category without a level 2
    "satisfaction": "satisfaction", "cost": "cost", "management": "management", "impact": "impact",
}


@dataclass(slots=True)
class Line:
    """One row of the block before its levels are settled. `parts`: half → column role → (text, place)."""

    level1: str | None
    level2: str | None
    parts: dict[Period | None, dict[str, tuple[str, Spot]]] = field(default_factory=dict)
    number: int | None = None

    @property
    def filled(self) -> bool:
        return any("level3" in part or "target" in part for part in self.parts.values())

    def words(self) -> list[str]:
        return [text for part in self.parts.values() for role, (text, _) in part.items() if role in ("level3", "target")]


@dataclass(frozen=True, slots=True)
class Levels:
    """What a careful reader takes a row to belong to."""

    level1: str | None
    level2: str | None
    category: Category


def group_of(text: str | None, vocabulary: Vocabulary) -> str | None:
    label = vocabulary.label(text) if text else None
    role = label.role("level1") if label else None
    return role.removeprefix("level1.") if role else None


def category_of(text: str | None, vocabulary: Vocabulary) -> Category | None:
    label = vocabulary.label(text) if text else None
    role = label.role("level2") if label else None
    return cast(Category, role.removeprefix("level2.")) if role else None


def settle(lines: list[Line], vocabulary: Vocabulary, *, spans_known: bool) -> list[Levels]:
    """The levels of every line, in order."""
    level2s = _carry(lines, vocabulary)
    if not spans_known:
        _put_back(lines, level2s, vocabulary)
    printed = [(n, name_of(line.level1), group_of(line.level1, vocabulary)) for n, line in enumerate(lines) if line.level1]
    out = []
    for n, (level2, category) in enumerate(level2s):
        near = _level1(n, category, printed)
        if category is None:
            group = next((g for m, _, g in reversed(printed) if m <= n), None)
            category = _ALONE.get(group or "", "other")
            near = near or next((text for m, text, _ in reversed(printed) if m <= n), None)
        out.append(Levels(near or table("levels")["level1"].get(category), level2, category))
    return out


def _carry(lines: list[Line], vocabulary: Vocabulary) -> list[tuple[str | None, Category | None]]:
    """The level-2 text and category each line carries: printed on it, or the last one printed above."""
    out: list[tuple[str | None, Category | None]] = []
    text: str | None = None
    category: Category | None = None
    group: str | None = None
    for line in lines:
        group = group_of(line.level1, vocabulary) or group
        if line.level2:
            text, category = name_of(line.level2), category_of(line.level2, vocabulary)
            if category in (None, "other"):  # 其他, or a level 2 of the agency's own: only its level 1 says what it is
                category = _ALONE.get(group_of(line.level1, vocabulary) or group or "", category)
        elif line.level1 and group and (category is None or group not in GROUP.get(category, ())):
            text, category = None, _ALONE.get(group)
        out.append((text, category))
    return out


def _put_back(lines: list[Line], level2s: list[tuple[str | None, Category | None]], vocabulary: Vocabulary) -> None:
    """Labels a text dump lost or moved down by a row: a category of the preset order that holds no row, while the last
    rows before its place speak of nothing else, gets those rows."""
    order = table("levels")["order"]
    cues = {category: words("levels", f"cues.{category}") for category in table("levels")["cues"]}
    held = {category for line, (_, category) in zip(lines, level2s, strict=True) if line.filled}
    label_of = {category: text for text, category in level2s if category}
    for category, texts in cues.items():
        if category in held or not ({"quantity", "quality", "cost"} & held):
            continue
        before = order[: order.index(category)]
        at = max((n for n, (_, c) in enumerate(level2s) if c in before and lines[n].filled), default=None)
        if at is None or level2s[at][1] != before[-1] or lines[at].level2:
            continue
        if not any(n > at and c in order[order.index(category) :] for n, (_, c) in enumerate(level2s)):
            continue
        if any(squeeze(word).endswith(tuple(texts)) or word in texts for word in lines[at].words() if looks_like_value(word) < 2):
            level2s[at] = (label_of.get(category) or _like(level2s, category), cast(Category, category))


def _like(level2s: list[tuple[str | None, Category | None]], category: str) -> str:
    """The usual label of a category, with or without 指标 as the form's other labels have it."""
    usual: str = table("levels")["level2"][category]
    with_suffix = any(text and text.endswith("指标") for text, _ in level2s)
    return usual if with_suffix else usual.removesuffix("指标")


def _level1(n: int, category: Category | None, printed: list[tuple[int, str, str | None]]) -> str | None:
    """The level-1 label a row stands under: the nearest one that can hold its category, above first."""
    if category is None:
        return None
    groups = GROUP.get(category, ())
    above = [(text, group) for m, text, group in printed if m <= n]
    if above and above[-1][1] in groups:
        return above[-1][0]
    for group in groups:
        for text, its in reversed(above):
            if its == group:
                return text
        for m, text, its in printed:
            if m > n and its == group:
                return text
    return None
