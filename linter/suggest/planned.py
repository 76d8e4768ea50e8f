"""How many the project itself says: the one number in its texts that stands with the unit and the words of an indicator's name."""

from __future__ import annotations

import re
from functools import lru_cache

from linter.submission import TargetTable
from linter.suggest.retrieve import pairs_of_characters
from linter.tables import table as data
from linter.wording import squeeze

_FIELDS = ("annual_goal", "total_goal", "plan", "overview")
_CLAUSE = re.compile(r"[,，。;；、:：!?]")


def planned(table: TargetTable, name: str, unit: str) -> tuple[str, ...]:
    """`≥60场` where the texts speak of 演出60场 and of no other number of 场 with the name's words; () otherwise."""
    words = pairs_of_characters(squeeze(name))
    past = data("suggest_targets")["planned"]["past"]
    found: dict[str, None] = {}
    for key in _FIELDS:
        for clause in _CLAUSE.split(squeeze(table.text(key))):
            number = _counted(unit).search(clause)
            if number and words & pairs_of_characters(clause[: number.start()] + clause[number.end() :]):
                if any(word in clause for word in past):
                    continue
                found[f"≥{number[1]}{unit}"] = None
    return tuple(found) if len(found) == 1 else ()


@lru_cache(maxsize=256)
def _counted(unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,年第])(\d+(?:\.\d+)?[万亿]?)(?:余|多)?{re.escape(unit)}(?![次/])")
