"""The made-up set as a DuckDB file that every method reads: texts (id, text) and planted (one, other, similarity)."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
from rapidfuzz.distance import Levenshtein

from tests.bench.near_duplicates.made_up import BLOCK, block

Rows = tuple[int, list[str], list[tuple[int, int, float]]]


def prepared(folder: Path, size: int, boilerplate: float, workers: int = 2) -> Path:
    """The file for this set in `folder`, made if it is not there."""
    path = folder / f"near-{size}-{round(boilerplate * 100)}.duckdb"
    if path.exists():
        return path
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with duckdb.connect(unfinished) as db, ProcessPoolExecutor(workers) as pool:
        db.execute("create table texts (id bigint, text varchar)")
        db.execute("create table planted (one bigint, other bigint, similarity double)")
        for start, texts, planted in pool.map(partial(_rows, size, boilerplate), range(0, size, BLOCK)):
            _append(db, "texts", {"id": np.arange(start, start + len(texts)), "text": np.array(texts, dtype=object)})
            ones, others, similarities = zip(*planted, strict=True)
            _append(db, "planted", {"one": np.array(ones), "other": np.array(others), "similarity": np.array(similarities)})
    return unfinished.rename(path)


def _rows(size: int, boilerplate: float, start: int) -> Rows:
    made = block(start, min(BLOCK, size - start), boilerplate=boilerplate)
    pairs = [(a, b, Levenshtein.normalized_similarity(made.texts[a - start], made.texts[b - start])) for a, b in made.planted]
    return start, made.texts, pairs


def _append(db: duckdb.DuckDBPyConnection, table: str, columns: dict[str, np.ndarray]) -> None:
    db.register("portion", columns)
    db.execute(f"insert into {table} select * from portion")
    db.unregister("portion")
