"""What each rule costs: milliseconds per 1,000 tables and share of the whole, over corpus/samples or the folders given.

    python -m linter.dev.time_rules [--rounds N] [FOLDER…]

Each round reads every document anew with the caches of texts emptied, as if it were the first; the fastest round of
each rule counts. An index that several rules share is built by, and counted with, the first of them to use it.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from linter.api import parse
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.dev.corpus_diff import SAMPLES, documents_of
from linter.errors import ReadError
from linter.report.columns import grid

T = TypeVar("T")

READING = "读取与识别"
ROUNDS = 5


def timed(documents: Sequence[Path], rounds: int = ROUNDS) -> tuple[dict[str, float], int]:
    """Seconds by rule code (and `READING`), and the number of tables. Documents that cannot be read are left out."""
    best: dict[str, float] = {}
    tables = 0
    for number in range(rounds + 1):
        spent, tables = _round(documents)
        if number:  # the first round loads data tables and dictionaries
            best = {key: min(seconds, best.get(key, seconds)) for key, seconds in spent.items()}
    return best, tables


def _round(documents: Sequence[Path]) -> tuple[dict[str, float], int]:
    for cached in _text_caches():
        cached.cache_clear()
    spent: dict[str, float] = {READING: 0.0, **{rule.code: 0.0 for rule in RULES}}
    tables = 0
    gc.collect()
    gc.disable()
    try:
        for path in documents:
            try:
                submission, seconds = _clocked(partial(parse, path))
            except ReadError:
                continue
            spent[READING] += seconds
            tables += len(submission.tables)
            context = Context(submission)
            for rule in RULES:
                spent[rule.code] += _clocked(partial(run, [rule()], context))[1]
    finally:
        gc.enable()
    return spent, tables


def _clocked(work: Callable[[], T]) -> tuple[T, float]:
    start = perf_counter()
    return work(), perf_counter() - start


_CACHED = type(lru_cache(lambda: None))


def _text_caches() -> Iterator[Any]:
    """The bounded caches of the package: those of texts. Data tables are cached without bound, and stay."""
    for name, module in list(sys.modules.items()):
        if name.startswith("linter."):
            for value in vars(module).values():
                if isinstance(value, _CACHED) and value.cache_parameters()["maxsize"] is not None:
                    yield value


def report(seconds: Mapping[str, float], tables: int) -> Iterator[str]:
    """The table, dearest first, and the throughput of the whole."""
    titles = {rule.code: rule.title for rule in RULES}
    total = sum(seconds.values())
    rows: list[tuple[str, ...]] = [("毫秒/千表", "占比", "规则", "")]
    for key, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        rows.append((f"{spent / tables * 1e6:.1f}", f"{spent / total:.1%}", key, titles.get(key, "")))
    rows.append((f"{total / tables * 1e6:.1f}", "100%", "合计", f"{tables} 张表，每秒 {tables / total:.0f} 张"))
    yield from grid(rows, right=frozenset({0, 1}))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="time_rules")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("folders", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    seconds, tables = timed(documents_of(given.folders or [SAMPLES]), given.rounds)
    if not tables:
        print("没有读到绩效目标表", file=sys.stderr)
        return 2
    for line in report(seconds, tables):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
