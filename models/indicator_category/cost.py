"""What the classifier costs a run: reading the weights, and asking about a name nobody has asked about."""

from __future__ import annotations

import json
import time
from pathlib import Path

from linter.form.classify import Model, contradiction, read_model
from linter.form.value import parse_target

ROUNDS = 9


def load_seconds(folder: Path) -> float:
    """The best of some rounds of reading the two files, in seconds."""
    return min(_timed(folder) for _ in range(ROUNDS))


def cost(folder: Path, names: list[str]) -> dict[str, float]:
    model = _load(folder)
    value = parse_target("≥95%")
    start = time.perf_counter()
    for name in names:
        contradiction(model, name, value, "social")
    each = (time.perf_counter() - start) / len(names)
    return {
        "load_ms": round(load_seconds(folder) * 1e3, 1), "question_us": round(each * 1e6),
        "weights_kb": round((folder / "weights.tsv").stat().st_size / 1024),
    }


def _timed(folder: Path) -> float:
    start = time.perf_counter()
    _load(folder)
    return time.perf_counter() - start


def _load(folder: Path) -> Model:
    return read_model((folder / "weights.tsv").read_text("utf-8"), json.loads((folder / "meta.json").read_text("utf-8")))
