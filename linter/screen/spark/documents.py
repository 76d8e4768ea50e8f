"""On a node: shards of sources are gone through by the local engine, with a crew of one, and packed for the way back.

Spark calls `gone_through` in a Python process for each core. What hangs, crashes or takes all memory is the crew's worker, a process of its
own below that: a document that does so ends alone, and Spark hears nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from linter.screen.intake import Gone, Intake
from linter.screen.local import Progress, go_through
from linter.screen.sources import Source
from linter.screen.spark.ledger import Known, Ledger
from linter.screen.work import Task
from linter.workers import Budget, Crew
from linter.workers.values import Handler

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import Broadcast

COLUMNS = "shard long, place long, gone binary, megabytes long"


@dataclass(frozen=True, slots=True)
class Errand:
    """What the nodes are to do, and how. `folder` must be in sight."""

    shards: Sequence[Sequence[Source]]
    checking: Callable[[Task], Handler]
    task: Task
    budget: Budget
    folder: str
    known: Broadcast[Known]


def gone_through(batches: Iterable[pa.RecordBatch], errand: Errand) -> Iterator[pa.RecordBatch]:
    """For each shard number, a row for each of its sources."""
    import pyarrow as pa

    if not Path(errand.folder).is_dir():
        raise FileNotFoundError(errand.folder)  # Spark tries another node: what is written here, no one would find
    for batch in batches:
        for number in batch.column(0).to_pylist():
            shard = errand.shards[number]
            gone, megabytes = _checked(shard, errand)
            yield pa.RecordBatch.from_pydict({
                "shard": [number] * len(shard), "place": list(range(len(shard))),
                "gone": [msgspec.msgpack.encode(gone[source]) for source in shard], "megabytes": [megabytes] * len(shard),
            })


def unpacked(data: bytes) -> Gone:
    return msgspec.msgpack.decode(data, type=Gone)


def _checked(shard: Sequence[Source], errand: Errand) -> tuple[dict[Source, Gone], int]:
    ledger, progress = Ledger(errand.known.value), Progress(len(shard))
    intake = Intake(ledger, errand.task, errand.budget)
    with _standing(errand) as crew:
        go_through(crew, intake, [tuple(intake.take(shard))], progress, lambda progress: None)
    return ledger.gone, progress.peak_megabytes


_crews: dict[tuple[Any, ...], Crew] = {}


@contextmanager
def _standing(errand: Errand) -> Iterator[Crew]:
    """The crew of this Python process. It stays from task to task, as starting one takes as long as checking some dozens of documents; with the
    process it ends, and when a task is cut short, as what it was at must not be told to the next."""
    key = errand.checking, errand.task.ruleset, errand.budget
    crew = _crews.get(key) or _crews.setdefault(key, Crew(errand.checking, errand.task, workers=1, budget=errand.budget))
    try:
        yield crew
    except BaseException:
        crew.close()
        raise
