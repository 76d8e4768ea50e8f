"""Workers that hang, die, run full or break off: one item is lost, everything else is done once."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from linter.errors import JixiaoError
from linter.workers import Again, Budget, Crew, Done, Left, Lost
from tests.workers.handlers import doing, refusing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def run(batches: list[list[list[str]]], *, workers: int = 1, seconds: float = 1.0, megabytes: int = 400, **about: Any) -> list[Any]:
    with Crew(doing, workers=workers, budget=Budget(seconds, megabytes)) as crew:
        return [event for event in crew.run(batches, **about) if event is not None]


def made(events: list[Any]) -> list[str]:
    return sorted(event.made for event in events if isinstance(event, Done))


def lost(events: list[Any]) -> list[tuple[Any, str]]:
    return sorted((event.about, event.cause) for event in events if isinstance(event, Lost))


def test_every_item_of_every_source_is_done() -> None:
    events = run([[["a", "b"], []], [["c"]], []], workers=2)
    assert made(events) == ["A", "B", "C"]
    assert sorted(event.items for event in events if isinstance(event, Left)) == [0, 1, 2]
    assert lost(events) == []


@pytest.mark.parametrize(("act", "cause"), [("sleep", "time"), ("hang", "time"), ("die", "crash"), ("leave", "crash"), ("fill", "memory"), ("raise", "crash")])
def test_an_item_that_ends_its_worker_is_lost_alone(act: str, cause: str) -> None:
    events = run([[["a", act, "b"], ["c"]], [["d"]]])
    assert lost(events) == [(act, cause)]
    # what breaks off with an exception takes the rest of its source with it: the handler's walk itself is at fault
    assert made(events) == (["A", "C", "D"] if act == "raise" else ["A", "B", "C", "D"])


def test_what_cannot_be_reached_is_said_and_the_next_source_is_done() -> None:
    events = run([[["a", "between die", "b"], ["c"]]])
    assert made(events) == ["A", "C"]
    assert lost(events) == [(None, "crash")]
    assert [event.source for event in events if isinstance(event, Lost)] == [["a", "between die", "b"]]


def test_many_deaths_in_a_row_do_not_end_the_crew() -> None:
    events = run([[["die"] * 6 + ["a"]]], workers=2)
    assert made(events) == ["A"]
    assert lost(events) == [("die", "crash")] * 6


def test_items_that_are_not_wanted_are_passed_over() -> None:
    events = run([[["a", "b", "die", "c"]]], wanted=lambda source, about: about not in ("b", "die"))
    assert made(events) == ["A", "C"]
    assert lost(events) == []


def test_what_a_worker_was_at_when_it_was_killed_from_outside_is_begun_again() -> None:
    with Crew(doing, workers=2, budget=Budget(3, 400)) as crew:
        events: list[Any] = []
        victim = 0
        for event in crew.run([[["sleep", "a"]], [["b"]]]):
            if event is not None:
                events.append(event)
            elif not victim and made(events) == ["B"]:
                victim = next(pid for pid in crew.processes if psutil.Process(pid).status() == psutil.STATUS_SLEEPING and crew._workers[crew.processes.index(pid)].about)
                os.kill(victim, 9)
    assert victim
    assert made(events) == ["A", "B"]
    assert [event.about for event in events if isinstance(event, Again)] == ["sleep"]
    assert lost(events) == [("sleep", "time")], "it was begun again, and took too long by itself"


def test_a_crew_may_run_again() -> None:
    with Crew(doing, workers=1, budget=Budget(5, 400)) as crew:
        for word in ("a", "b"):
            assert [event.made for event in crew.run([[[word]]]) if isinstance(event, Done)] == [word.upper()]
        assert len(crew.processes) == 1


def test_closing_leaves_no_process() -> None:
    with Crew(doing, workers=2, budget=Budget(30, 400)) as crew:
        running = crew.run([[["sleep"]], [["sleep"]]])
        while not all(worker.about for worker in crew._workers):
            next(running)
        processes = crew.processes
    assert not any(psutil.pid_exists(pid) for pid in processes)


def test_workers_that_cannot_start_are_said_in_chinese() -> None:
    with Crew(refusing, workers=1, budget=Budget()) as crew, pytest.raises(JixiaoError, match="no licence"):
        list(crew.run([[["a"]]]))


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """Also the one that holds the interpreter in a hanging pattern."""
    told = tmp_path / "processes"
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent("""
        import sys
        from linter.workers import Budget, Crew
        from tests.workers.handlers import doing

        if __name__ == "__main__":
            with Crew(doing, workers=2, budget=Budget(3, 400)) as crew:
                for _ in crew.run([[["hang"]], [["sleep"]]]):
                    if all(worker.about for worker in crew._workers):
                        open(sys.argv[1], "w").write(" ".join(map(str, crew.processes)))
    """))
    parent = subprocess.Popen([sys.executable, str(script), str(told)], cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": "."})
    until = time.monotonic() + 60
    while not (told.exists() and told.read_text()):
        assert time.monotonic() < until
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    processes = list(map(int, told.read_text().split()))
    while any(psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE for pid in processes):
        assert time.monotonic() < until, "a worker outlives its parent"
        time.sleep(0.1)
