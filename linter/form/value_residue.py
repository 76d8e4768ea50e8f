"""Whether a value cell still holds what the form's template printed (`data/placeholders.toml`)."""

from __future__ import annotations

import re
from functools import cache

from linter.tables import table
from linter.wording import squeeze

# A text without any of these signs holds no residue.
_HINT = re.compile(r"[Xx×*_?…·★☆某例待请填]|此处|等|年月|月日|TBD|仅供|^(?:如|指标|目标|三级)")


def is_residue(plain: str) -> bool:
    """Whether a folded value holds template residue: XX月XX日, ≥**, 平方米、公里等, 请填写 …"""
    if not _HINT.search(plain):
        return False
    text = squeeze(plain)
    return any(pattern.search(text) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = table("placeholders")
    unit = "|".join(sorted(data["menu"]["units"], key=len, reverse=True))
    unit = f"(?:{unit})(?:/(?:{unit}))?"
    menu = rf"(?:^|(?<=[\d(≥≤<>=]))(?:{unit}(?:[、/,或](?:{unit}))+等)(?=$|[)、,;。])"
    found = [entry["pattern"] for part in ("anywhere", "cell", "value") for entry in data[part]]
    return tuple(re.compile(pattern) for pattern in (*found, menu))
