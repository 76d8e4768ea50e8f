"""A database for searches, and what is said of clusters in tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pytest

Groups = list[list[int]]


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        yield connection


def given_texts(db: duckdb.DuckDBPyConnection, texts: Sequence[str | None], ids: Sequence[int] | None = None) -> None:
    """The table texts (id, text)."""
    db.register("given", {"id": np.arange(len(texts)) if ids is None else np.array(ids), "text": np.array(texts, dtype=object)})
    db.execute("create or replace table texts as select id::bigint as id, text::varchar as text from given")
    db.unregister("given")


def groups(db: duckdb.DuckDBPyConnection, table: str = "found") -> Groups:
    """The ids of each cluster, in the order of the clusters' numbers."""
    return [row[0] for row in db.execute(f"select list(id order by id) from {table} group by cluster order by cluster").fetchall()]
