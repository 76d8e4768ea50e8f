"""The check of an intake on this machine: worker processes under supervision, each result committed as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import Protocol

from linter.screen.intake import Intake
from linter.screen.sources import Source
from linter.screen.work import Task, checking
from linter.tables import table
from linter.workers import Again, Budget, Crew, Done, Left, Lost


@dataclass(slots=True)
class Progress:
    """How far a run is. `sources` are all that have to be gone through, `left` those gone through; `lost` documents ended a worker."""

    sources: int
    left: int = 0
    done: int = 0
    failed: int = 0
    lost: int = 0
    started: float = 0.0
    peak_megabytes: int = 0

    @property
    def seconds(self) -> float:
        return monotonic() - self.started

    @property
    def seconds_to_go(self) -> float | None:
        """An estimate, None as long as nothing is done."""
        return self.seconds / self.left * (self.sources - self.left) if self.left else None


Watch = Callable[[Progress], None]


class How(Protocol):
    """What an engine needs to know of the options. `master`: where the cluster is, '' for its own settings."""

    @property
    def workers(self) -> int: ...
    @property
    def budget(self) -> Budget: ...
    @property
    def master(self) -> str: ...


# An engine goes through sources and notes in the intake what comes of each document.
Check = Callable[[Intake, list[Source], Task, How, Watch], Progress]


def check(intake: Intake, todo: list[Source], task: Task, how: How, watch: Watch) -> Progress:
    """Goes through the sources. `watch` is called at least ten times a second; what it raises ends the run, and nothing that was done is lost."""
    progress = Progress(len(todo), started=monotonic())
    if todo:
        with Crew(checking, task, workers=min(how.workers, len(todo)), budget=how.budget) as crew:
            go_through(crew, intake, shards(todo, how.workers), progress, watch)
    return progress


def go_through(crew: Crew, intake: Intake, todo: Iterable[Sequence[Source]], progress: Progress, watch: Watch) -> None:
    """Has a crew go through shards; what comes of it goes to the intake and to `progress`."""
    for event in crew.run(todo, intake.wanted):
        if isinstance(event, Done):
            intake.done(event.source, event.about, event.made, event.seconds, event.megabytes)
            progress.done += 1
            progress.failed += event.made.status == "failed"
        elif isinstance(event, Lost):
            intake.lost(event)
            progress.done += 1
            progress.failed += 1
            progress.lost += 1
        elif isinstance(event, Again):
            intake.again(event.source, event.about)
        elif isinstance(event, Left):
            intake.left(event.source)
            progress.left += 1
        progress.peak_megabytes = crew.peak_megabytes
        watch(progress)


def shards(todo: Sequence[Source], workers: int) -> Iterator[tuple[Source, ...]]:
    """The sources in portions for one worker after another, so that all have something to do until the end."""
    size = max(1, min(int(table("screen")["shards"]["files"]), -(-len(todo) // (4 * workers))))
    coming = iter(todo)
    while shard := tuple(islice(coming, size)):
        yield shard
