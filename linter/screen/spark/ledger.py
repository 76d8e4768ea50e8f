"""`Ledger`: stands in for the store on a node, and hands over what an intake wanted kept, source by source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linter.screen.intake import Gone, Kept
from linter.screen.sources import Source
from linter.screen.work import About, Outcome

# As `Store.keys` gives it: key → what ended the check, seconds and megabytes it had.
Known = Mapping[str, tuple[str, float, int]]


class Ledger:
    """What `gone` holds is complete: a source comes into it when all of it has been gone through. `known`: results of earlier runs."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._kept: list[Kept] = []
        self.gone: dict[Source, Gone] = {}

    def keys(self) -> dict[str, tuple[str, float, int]]:
        return dict(self._known)

    def keep(self, key: str, made: Outcome, seconds: float, megabytes: int, lost: str = "") -> None:
        self._kept.append(Kept(key, made, seconds, megabytes, lost))

    def remembered(self, ruleset: str) -> dict[tuple[str, int], tuple[int, int, str]]:
        return {}

    def remember(self, source: Source, ruleset: str, items: Iterable[About]) -> None:
        items, kept = tuple(items), tuple(self._kept)
        done = {each.key for each in kept}
        self._kept.clear()
        reused = sum(bool(each.digest) and (key := f"{each.digest}|{ruleset}") in self._known and key not in done for each in items)
        self.gone[source] = Gone(items, kept, reused)
