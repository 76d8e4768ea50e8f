"""Runs one method in a process of its own, so that its peak memory is its own, and watches what it spills to disk."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from linter.screen.near.banding import Banding
from tests.bench.near_duplicates.methods import METHODS, Outcome


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one method on one set; memory and spill in MiB (DuckDB's: the nameless file of the values is not in it).
    On a busy machine `cpu` is the fairer of the two times."""

    seconds: float
    cpu: float
    memory: float
    spilled: float
    outcome: Outcome


def measured(method: str, path: Path, banding: Banding, memory: str) -> Figures:
    """The figures of `method`, run in a new interpreter."""
    with TemporaryDirectory(dir=path.parent) as scratch:
        given = {"method": method, "path": str(path), "banding": asdict(banding), "memory": memory, "scratch": scratch}
        child = subprocess.Popen(
            [sys.executable, "-m", __spec__.name, json.dumps(given)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
        )
        spilled = 0.0
        while True:
            try:
                said, _ = child.communicate(timeout=0.25)
                break
            except subprocess.TimeoutExpired:
                spilled = max(spilled, _size(Path(scratch) / "spill"))
        if child.returncode:
            raise RuntimeError(f"{method} ended with {child.returncode}")
    found = json.loads(said)
    return Figures(found["seconds"], found["cpu"], found["memory"], spilled, Outcome(**found["outcome"]))


def _size(folder: Path) -> float:
    size = 0
    for file in folder.glob("*"):
        try:
            size += file.stat().st_size
        except FileNotFoundError:  # gone since the listing
            continue
    return size / 2**20


def _child(given: dict) -> None:
    method = METHODS[given["method"]]
    if given["method"] != "here":
        import_module(given["method"])  # the peers' own imports are not counted, as ours are not
    start, start_cpu = time.perf_counter(), time.process_time()
    score = method(Path(given["path"]), Banding(**given["banding"]), given["memory"], Path(given["scratch"]))
    seconds, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": memory, "outcome": asdict(score())}))


if __name__ == "__main__":
    _child(json.loads(sys.argv[1]))
