"""Tables that map what is said to what it is compared by: each distinct value is looked at once, in Python, the rest is SQL."""

from __future__ import annotations

from collections.abc import Callable

from linter.screen.store import Store

_CHUNK = 50_000


def mapped(store: Store, into: str, query: str, by: Callable[[str], str]) -> None:
    """Makes the table `scratch.<into>` (said, key) from the distinct values of a query of one column; '' keys are left out."""
    import pandas as pd

    store.connection.execute(f"CREATE OR REPLACE TABLE scratch.{into} (said VARCHAR, key VARCHAR)")
    cursor = store.connection.cursor().execute(f"SELECT DISTINCT said FROM ({query}) WHERE said IS NOT NULL")
    while held := cursor.fetchmany(_CHUNK):
        pairs = [(said, key) for (said,) in held if (key := by(said))]
        store.connection.register("portion", pd.DataFrame(pairs, columns=["said", "key"], dtype=object))
        store.connection.execute(f"INSERT INTO scratch.{into} SELECT CAST(said AS VARCHAR), CAST(key AS VARCHAR) FROM portion")
        store.connection.unregister("portion")
    cursor.close()
