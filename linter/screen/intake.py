"""`Intake`: every document of a run, in order, and the key of its result; what is known already is not to be done again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from linter.screen.sources import Source
from linter.screen.store import items_of
from linter.screen.work import About, Outcome, Task
from linter.tables import table
from linter.workers import Budget, Lost

_BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Met:
    """One document of the run. `key` is that of its result, '' for what is no document."""

    source: Source
    about: About
    key: str


class Memory(Protocol):
    """What an intake needs of the store."""

    def keys(self) -> dict[str, tuple[str, float, int]]: ...
    def keep(self, key: str, made: Outcome, seconds: float, megabytes: int, lost: str = "") -> None: ...
    def remembered(self, ruleset: str) -> dict[tuple[str, int], tuple[int, int, str]]: ...
    def remember(self, source: Source, ruleset: str, items: Iterable[About]) -> None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """One result as a store keeps it."""

    key: str
    made: Outcome
    seconds: float
    megabytes: int
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """What an intake elsewhere found a source to hold, and what came of it; `reused`: documents whose result was known."""

    items: tuple[About, ...]
    kept: tuple[Kept, ...]
    reused: int


@dataclass(slots=True)
class Intake:
    """The documents met so far, by the order of their sources. One for each run."""

    store: Memory
    task: Task
    budget: Budget
    sources: list[Source] = field(default_factory=list)
    reused: int = 0  # documents whose result was there from an earlier run
    _items: dict[Source, list[About]] = field(default_factory=dict)
    _known: dict[str, tuple[str, float, int]] = field(default_factory=dict)
    _before: frozenset[str] = frozenset()
    _coming: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._known = self.store.keys()
        self._before = frozenset(self._known)

    def take(self, sources: Iterable[Source]) -> Iterator[Source]:
        """Notes the sources; those that have to be gone through."""
        remembered = {round: self.store.remembered(self.ruleset(round)) for round in ("now", "last")}
        for source in sources:
            self.sources.append(source)
            if source.passed_over:
                self._items[source] = [About(source.name, "", passed_over=True)]
            elif source.error:
                about = About(source.name, "")
                self._items[source] = [about]
                self._keep(source, about, Outcome("failed", source.error.what, source.error.remedy))
            elif not self._recall(source, remembered[source.round].get((source.path, source.start))):
                self._items[source] = []
                yield source

    def _recall(self, source: Source, memory: tuple[int, int, str] | None) -> bool:
        """Whether all that the source holds is known from before, it being unchanged."""
        if memory is None or memory[:2] != (source.size, source.modified):
            return False
        items = items_of(memory[2])
        if not all(each.passed_over or self._settled(self.key(source, each)) for each in items):
            return False
        self._items[source] = items
        self.reused += sum(not each.passed_over for each in items)
        return True

    def ruleset(self, round: str) -> str:
        return self.task.ruleset if round == "now" else f"{self.task.ruleset}-read"

    def key(self, source: Source, about: About) -> str:
        """The key of a document's result: by its content, by its place where that could not be read."""
        what = about.digest or f"{source.path}\0{source.start}\0{about.name}"
        return f"{what}|{self.ruleset(source.round)}"

    def wanted(self, source: Source, about: About) -> bool:
        """Notes a document that is met; whether it is to be done."""
        self._items[source].append(about)
        if about.passed_over:
            return False
        key = self.key(source, about)
        if about.digest and (key in self._coming or self._settled(key)):
            self.reused += key in self._before
            return False
        self._coming.add(key)
        return True

    def _settled(self, key: str) -> bool:
        """Whether there is a result that another try would not better: one that was lost had no less time and memory."""
        known = self._known.get(key)
        if known is None:
            return False
        lost, seconds, megabytes = known
        return not lost or (lost == "crash") or (lost == "time" and self.budget.seconds <= seconds) or (lost == "memory" and self.budget.megabytes <= megabytes)

    @property
    def known(self) -> Mapping[str, tuple[str, float, int]]:
        """What results there are: key → what ended the check ('' where nothing did), seconds and megabytes it had."""
        return self._known

    def done(self, source: Source, about: About, made: Outcome, seconds: float, megabytes: int) -> None:
        self._keep(source, about, made, seconds, megabytes)

    def lost(self, event: Lost) -> Outcome:
        """Notes a document that ended its worker, or that a source cannot be read on; what is said of it."""
        about, source = event.about, event.source
        words = table("screen")["lost"]
        if about is None:
            items = len(self._items[source])
            inner = words[event.cause]["reason"].format(detail=event.detail)
            if source.archive and items:
                said = words[_BETWEEN] | {"reason": words[_BETWEEN]["reason"].format(items=items, detail=inner)}
            else:
                said = words[event.cause] | {"reason": inner}
            about = About(source.name, "")
            self._items[source].append(about)
        else:
            said = words[event.cause] | {"reason": words[event.cause]["reason"].format(detail=event.detail)}
        made = Outcome("failed", said["reason"], said["remedy"])
        self._keep(source, about, made, self.budget.seconds, self.budget.megabytes, event.cause)
        return made

    def again(self, source: Source, about: About) -> None:
        """A document will be met once more: its worker was killed from outside."""
        self._items[source].pop()
        self._coming.discard(self.key(source, about))

    def left(self, source: Source) -> None:
        """Notes that all of a source has been met."""
        self.store.remember(source, self.ruleset(source.round), self._items[source])

    def took(self, source: Source, gone: Gone) -> None:
        """Notes all of a source at once, as an intake elsewhere has met it."""
        for each in gone.kept:
            self.store.keep(each.key, each.made, each.seconds, each.megabytes, each.lost)
            self._known[each.key] = each.lost, each.seconds, each.megabytes
        self._items[source] = list(gone.items)
        self.reused += gone.reused
        self.left(source)

    def _keep(self, source: Source, about: About, made: Outcome, seconds: float = 0, megabytes: int = 0, lost: str = "") -> None:
        key = self.key(source, about)
        self.store.keep(key, made, seconds, megabytes, lost)
        self._known[key] = lost, seconds, megabytes
        self._coming.discard(key)

    def documents(self) -> Iterator[Met]:
        """Everything met, in order."""
        for source in self.sources:
            for about in self._items.get(source, ()):
                yield Met(source, about, "" if about.passed_over else self.key(source, about))
