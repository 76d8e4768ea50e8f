"""Finds what a form's template left behind in a text: XX月XX日, ≤**天, 平方米、公里等, 请填写 … (`data/placeholders.toml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from linter.tables import table
from linter.wording import squeeze

Part = Literal["text", "level3", "target", "unit", "description", "basis"]

_SCOPES: dict[Part, tuple[str, ...]] = {
    "text": ("anywhere",), "description": ("anywhere",), "basis": ("anywhere",),
    "level3": ("anywhere", "cell"), "target": ("anywhere", "cell", "value"), "unit": ("anywhere", "value"),
}
# A text without any of these marks holds no residue; nearly all texts end here.
_HINT = re.compile(r"[XxＸｘ×✕╳*＊_＿击]|某[某年月]|例[0-9０-９:：如)）\]】]|例\s*$|待|请[在填输选注]|此处|在此|填[写报表]|仅供|TBD")
_CELL_HINT = re.compile(_HINT.pattern + r"|[?？…·★☆等例]|\.\.|年\s*月|月\s*日|[(（]如|^\s*(?:如|指标|目标|三级)")


class Residue(NamedTuple):
    """`found` is the residue as it stands (half-width), `said` what it is called."""

    found: str
    said: str


@lru_cache(maxsize=32768)
def residue(text: str, part: Part) -> Residue | None:
    """The first template residue in a cell or running text, None when there is none."""
    if not (_HINT if part in ("text", "description", "basis") else _CELL_HINT).search(text):
        return None
    folded = squeeze(text)
    for scope in _SCOPES[part]:
        for pattern, said in _patterns(scope):
            match = pattern.search(folded)
            if match:
                return Residue(match[0].strip(":(,;。") or match[0], said)
    if part in ("level3", "target", "unit"):
        match = _menu().search(folded)
        if match:
            return Residue(match[1], "计量单位选项")
    return None


@cache
def _patterns(scope: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["pattern"]), entry["said"]) for entry in table("placeholders")[scope])


@cache
def _menu() -> re.Pattern[str]:
    """Two or more units in a row and 等: after a number or sign, in a bracket, or the whole cell."""
    unit = "|".join(sorted(table("placeholders")["menu"]["units"], key=len, reverse=True))
    unit = f"(?:{unit})(?:/(?:{unit}))?"
    return re.compile(rf"(?:^|(?<=[\d(≥≤<>=]))({unit}(?:[、/,或](?:{unit}))+等)(?=$|[)、,;。])")


@cache
def form_labels() -> frozenset[str]:
    """The form's own category labels that end in 指标 (服务对象满意度指标): never the name of an indicator."""
    labels: dict[str, str | list[str]] = table("labels")["labels"]
    kept = set()
    for label, roles in labels.items():
        every = (roles,) if isinstance(roles, str) else roles
        if label.endswith("指标") and any(role.startswith(("level1.", "level2.")) for role in every):
            kept.add(squeeze(label))
    return frozenset(kept)


def is_form_label(name: str) -> bool:
    """Whether a level-3 name is one of the form's category labels, with or without a number or bracket behind it."""
    return bool(name) and re.sub(r"(?:\d+|[:：]|\([^)]*\))+$", "", squeeze(name)) in form_labels()
