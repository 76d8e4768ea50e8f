"""What a screening of an intake costs: seconds by stage, memory of parent and workers, the second run, and runs that are killed.

    python -m tests.intake /tmp/来件 --submissions 2000 --projects 30000 --seed 1
    python -m tests.bench.screening /tmp/来件 /tmp/结果 --workers 1 2 --kills 10
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.screen.filing import rows

_TABLES = ("documents", "projects", "indicators", "findings", "clusters", "agencies", "unchecked", "failures")
_LEFT_OUT = {"documents": " EXCLUDE (path, seconds, megabytes)", "failures": " EXCLUDE (path)"}  # what differs from run to run by nature


class Cost(NamedTuple):
    seconds: float
    stages: dict[str, float]
    parent_megabytes: int
    worker_megabytes: int
    killed: bool = False


def run(intake: Path, out: Path, *options: str, kill_after: float | None = None) -> Cost:
    """Runs `jixiao screen` and watches it; `kill_after`: seconds after which it is killed with SIGKILL."""
    command = [sys.executable, "-u", "-m", "linter", "screen", str(intake), "-o", str(out), *options]
    started = time.monotonic()
    parent = worker = 0
    stages: dict[str, float] = {}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = _lines(process)
    current, since = "start", started
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        for line in told:
            if line is None:
                break
            if line.endswith("……"):
                stages[current] = time.monotonic() - since
                current, since = line.removesuffix("……"), time.monotonic()
        with suppress(psutil.Error):
            parent = max(parent, watched.memory_info().rss >> 20)
            for child in watched.children(recursive=True):
                with suppress(psutil.Error):
                    worker = max(worker, child.memory_info().rss >> 20)
        if kill_after is not None and time.monotonic() - started > kill_after:
            process.send_signal(signal.SIGKILL)
        time.sleep(0.05)
    stages[current] = time.monotonic() - since
    process.stderr.close()
    return Cost(time.monotonic() - started, stages, parent, worker, process.returncode == -signal.SIGKILL)


def _lines(process: subprocess.Popen[bytes]) -> Iterator[str | None]:
    """What the process has said so far, None where there is nothing new."""
    import os

    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    held = b""
    while True:
        held += process.stderr.read() or b""
        *whole, held = held.split(b"\n")
        yield from (line.decode("utf-8", "replace") for line in whole)
        yield None


def same(one: Path, other: Path) -> bool:
    """Whether two screenings came to the same results."""
    return all(
        rows(one, f"SELECT *{_LEFT_OUT.get(name, '')} FROM {name} ORDER BY ALL") == rows(other, f"SELECT *{_LEFT_OUT.get(name, '')} FROM {name} ORDER BY ALL")
        for name in _TABLES
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("intake", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", nargs="+", default=["2"])
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--options", nargs="*", default=[], help="handed on to jixiao screen, without the dashes")
    given = parser.parse_args()
    options = [f"--{each}" for each in given.options]
    first = 0.0
    for workers in given.workers:
        shutil.rmtree(given.out, ignore_errors=True)
        cost = run(given.intake, given.out, "--workers", workers, *options)
        projects = rows(given.out, "SELECT count(*) FROM projects")[0][0]
        said = "，".join(f"{stage} {seconds:.1f}" for stage, seconds in cost.stages.items())
        print(f"workers {workers}: {cost.seconds:.1f} s ({said}); {projects} projects, {60 * projects / cost.seconds:.0f} a minute; "
              f"parent {cost.parent_megabytes} MiB, worker {cost.worker_megabytes} MiB", flush=True)
        first = cost.seconds
    again = run(given.intake, given.out, "--workers", given.workers[-1], *options)
    print(f"second run: {again.seconds:.2f} s, {first / again.seconds:.0f} times as fast", flush=True)
    if given.kills:
        killed_out, dice = given.out.with_name(f"{given.out.name}-killed"), random.Random(1)
        shutil.rmtree(killed_out, ignore_errors=True)
        moments = []
        for _ in range(given.kills):
            cost = run(given.intake, killed_out, "--workers", given.workers[-1], *options, kill_after=dice.uniform(1.2, first / 5))
            moments.append(list(cost.stages)[-1] if cost.killed else "done")
        last = run(given.intake, killed_out, "--workers", given.workers[-1], *options)
        print(f"killed {sum(each != 'done' for each in moments)} times, in {'、'.join(moments)}; then finished in {last.seconds:.1f} s; same results: {same(given.out, killed_out)}", flush=True)


if __name__ == "__main__":
    main()
