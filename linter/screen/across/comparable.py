"""How texts, names and targets of different documents are compared: without citations, stock phrases, years."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from linter.checks.boilerplate.projects import project_key
from linter.checks.citations import without_citations
from linter.tables import table
from linter.wording import normal, squeeze

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?=年|[-./]\d|$|[^\d.])年?度?")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


class Masking:
    """Takes out of texts what may be the same everywhere. `also` and `own` are the options of B205."""

    def __init__(self, also: Iterable[str] = (), own: Collection[str] = ()) -> None:
        phrases = [phrase for phrase in (*table("shared_phrases")["phrases"], *also) if phrase not in own]
        known = sorted({normal(phrase) for phrase in phrases} - {""}, key=len, reverse=True)
        self._phrases = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """The normalised text, citations and stock phrases masked."""
        plain = normal(without_citations(text))
        return self._phrases.sub("", plain) if self._phrases else plain


def without_years(text: str) -> str:
    """`text` (any) with its years out, other figures kept."""
    return _YEAR.sub("", squeeze(text))


def figures(text: str) -> list[str]:
    """The figures of a text, in order."""
    return _FIGURES.findall(text)


@lru_cache(maxsize=65536)
def yearless_project(name: str) -> str:
    """What tells an agency's projects apart whatever the year."""
    return project_key(without_years(name))
