"""What the words of a target without a value are worth: a criterion that can be checked, a graded scale, or nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from linter.submission import Indicator
from linter.tables import table, words
from linter.wording import squeeze

_NUMBERS = ("number", "range")
_TIMES = ("date", "period")


def words_of(indicator: Indicator) -> str:
    """The value as words, half-width and without white space; a sign or unit column that adds no meaning is left out."""
    text = squeeze(indicator.target or "")
    sign, unit = squeeze(indicator.sign or ""), squeeze(indicator.unit or "")
    if sign and sign in _declaring_signs():
        text = text.removeprefix(sign)
    if unit and len(text) > len(unit):
        text = text.removesuffix(unit)
    return text


def has_number(indicator: Indicator) -> bool:
    """Whether the target holds a number: in figures, in words (九成), or as 零/无 something, which stands for 0."""
    if indicator.value.kind in _NUMBERS:
        return True
    return _number_in_words(words_of(indicator))


@lru_cache(maxsize=8192)
def _number_in_words(text: str) -> bool:
    data = _patterns()
    return bool(
        re.search(r"\d", data["not_figures"].sub("", text)) or data["spelt"].search(text) or data["zero"].search(text)
    )


def declared_qualitative(indicator: Indicator) -> bool:
    """Whether the form's sign column declares 定性 and the value is on a graded scale (优/良/中/差, 好/一般/差 …)."""
    return squeeze(indicator.sign or "") in _declaring_signs() and _on_scale(words_of(indicator))


@cache
def _declaring_signs() -> frozenset[str]:
    return words("graded_scales", "signs")


@lru_cache(maxsize=4096)
def _on_scale(text: str) -> bool:
    """A point of a scale, or the scale written out."""
    parts = [part for part in re.split(r"[/、,;\\|或 ]", text) if part]
    for points in _scales():
        if parts and all(part in points for part in parts):
            return True
        if len(text) <= 6 and all(sign in points for sign in text):
            return True
    return False


@cache
def _scales() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(points) for points in table("graded_scales")["scales"].values())


def is_verifiable(indicator: Indicator) -> bool:
    """Whether the words name a deadline, a frequency, or a criterion one can answer with yes or no and prove."""
    if indicator.value.kind in _TIMES:
        return True
    text = words_of(indicator)
    if _criterion(text, indicator.category == "timeliness"):
        return True
    passing = table("verifiable")["passing"]
    name = squeeze(indicator.level3 or "")
    if text in passing["answers"] and _patterns()["asks"].search(name):
        return True
    if text not in passing["words"]:
        return False
    beside = f"{indicator.description or ''} {indicator.basis or ''}"
    return bool(_patterns()["name"].search(name) or _patterns()["elsewhere"].search(squeeze(beside)))


@lru_cache(maxsize=8192)
def _criterion(text: str, asks_time: bool) -> bool:
    groups = _groups()
    if any(pattern.search(text) for pattern in groups["strong"]):
        return True
    vague = fault_of(text) != _otherwise()
    if (asks_time or not vague) and any(pattern.search(text) for pattern in groups["time"]):
        return True
    if asks_time or vague:
        return False
    return any(pattern.search(text) for pattern in groups["deliverable"])


@cache
def _groups() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = table("verifiable")
    return {
        key: tuple(_compiled(entry["pattern"]) for entry in data[key]) for key in ("strong", "time", "deliverable")
    }


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the table; NONE in it is 无 where that says that there is none."""
    behind = "|".join(table("verifiable")["not_none"]["behind"])
    return re.compile(pattern.replace("NONE", f"无(?!{behind})"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("verifiable")
    passing = data["passing"]
    return {
        **{key: _compiled(data[key]["pattern"]) for key in ("not_figures", "zero", "spelt")},
        **{key: _compiled(passing[key]) for key in ("name", "elsewhere", "asks")},
    }


@lru_cache(maxsize=8192)
def fault_of(text: str) -> str:
    """What is wrong with a value that has no criterion, as words that follow it in a sentence."""
    for whole, within, said in _faults():
        if text in whole or (within and within.search(text)):
            return said
    return _otherwise()


@cache
def _otherwise() -> str:
    said: str = table("vague_words")["otherwise"]["said"]
    return said


@cache
def _faults() -> tuple[tuple[frozenset[str], re.Pattern[str] | None, str], ...]:
    out = []
    for group in table("vague_words")["group"]:
        within = "|".join(map(re.escape, sorted(group.get("within", ()), key=len, reverse=True)))
        out.append((frozenset(group.get("whole", ())), re.compile(within) if within else None, str(group["said"])))
    return tuple(out)


def example_for(category: str) -> str:
    """A measurable target for a category, between Chinese quotation marks."""
    examples: dict[str, str] = table("vague_words")["examples"]
    return f"“{examples.get(category, examples['other'])}”"
