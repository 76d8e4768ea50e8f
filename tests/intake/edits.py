"""Copied texts with small changes, as many as it takes to be as similar as wanted."""

from __future__ import annotations

import re
from random import Random

from rapidfuzz.distance import Levenshtein

from linter.wording import normal
from tests.intake.agencies import table

_FIGURE = re.compile(r"\d+")
_STEPS = 400


def similarity(one: str, other: str) -> float:
    """As the rules measure it."""
    return Levenshtein.normalized_similarity(normal(one), normal(other))


def drifted(text: str, least: float, most: float, rng: Random) -> str:
    """The text changed until its similarity to what it was lies between `least` and `most`. Raises ValueError where no
    small change leads there (a text of a few characters)."""
    changed = text
    for _ in range(_STEPS):
        reached = similarity(text, changed)
        if least <= reached <= most:
            return changed
        changed = _changed(text if reached < least else changed, rng)
    raise ValueError(f"no way from “{text}” to a similarity between {least} and {most}")


def _changed(text: str, rng: Random) -> str:
    """One change: a figure, a word for another, a word more, a few characters less."""
    way = rng.randrange(4)
    if way == 0 and (figures := list(_FIGURE.finditer(text))):
        figure = rng.choice(figures)
        return f"{text[: figure.start()]}{int(figure[0]) + rng.randint(1, 9)}{text[figure.end() :]}"
    if way == 1 and (pairs := [pair for pair in table("edits")["swaps"] if pair[0] in text]):
        word, other = rng.choice(pairs)
        return text.replace(word, other, 1)
    at = rng.randrange(len(text))
    if way == 2:
        return f"{text[:at]}{rng.choice(table('edits')['inserts'])}{text[at:]}"
    return text[:at] + text[at + rng.randint(1, 2) :]
