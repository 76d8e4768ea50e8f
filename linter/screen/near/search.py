"""Near-duplicates among millions of texts or sets, inside a DuckDB database; what is large stays on disk.

Exact duplicates are collapsed first. What is left is numbered by its smallest id, so that the order of rows does not matter, and gets
a signature in portions. Band by band, buckets are joined in DuckDB, pairs within them estimated, compared exactly and joined to
components; a pair whose ends are already connected is passed over, so that clusters of boilerplate cost little more than their members.
In memory are only some bytes per distinct thing (its sketch, size, number of copies and component) and one portion of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np

from linter.screen.near.banding import SET_BANDING, Banding, text_banding
from linter.screen.near.buckets import bucket_pairs, fitting
from linter.screen.near.clusters import Clusters, clusters, joined
from linter.screen.near.kinds import SETS, TEXTS, Kind
from linter.screen.near.signatures import Keys, Places, Sketch, band_keys, estimates, sketch
from linter.screen.near.store import Store
from linter.screen.near.verification import Shares

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PORTION = 100_000  # things given a signature, and pairs compared exactly, at once
_JOINED = 4_000_000  # pairs joined to components at once; joining passes over all things, so not in small portions

Pairs = tuple[Places, Places]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a search did: distinct things, pairs estimated, pairs compared exactly, pairs found the same, clusters and ids in them."""

    distinct: int
    estimated: int
    compared: int
    same: int
    clusters: int
    members: int


def near_texts(
    db: DuckDBPyConnection, source: str, into: str, *, threshold: float = 0.90, banding: Banding | None = None
) -> Tally:
    """Clusters of *normalised* texts of Levenshtein similarity ≥ `threshold`; empty texts belong to none.

    `source` is what can stand after FROM and has the columns id (BIGINT, each once) and text. The table `into` is made anew, with
    id, cluster (1, 2, … in the order of the smallest ids), leader (the id of the text the cluster is named after) and similarity
    (to the leader's text). Ids that belong to no cluster are not in it.
    """
    return NearSearch(db, TEXTS, source, threshold, banding).run(into)


def near_sets(
    db: DuckDBPyConnection, source: str, into: str, *, threshold: float = 0.80, banding: Banding = SET_BANDING
) -> Tally:
    """Clusters of sets that share at least `threshold` of the larger one, and at least five items (B207).

    `source` has one row for each item: id of the set (BIGINT) and item (a UBIGINT hash of what is compared). For `into` see `near_texts`.
    """
    return NearSearch(db, SETS, source, threshold, banding).run(into)


class NearSearch:
    """One search; its tables are temporary and gone when it ends. A cluster finds `components` in its own way, to the same result."""

    def __init__(self, db: DuckDBPyConnection, kind: Kind, source: str, threshold: float, banding: Banding | None) -> None:
        self.db, self.kind, self.source, self.threshold, self.banding = db, kind, source, threshold, banding
        self.estimated = self.compared = self.same = 0

    def run(self, into: str) -> Tally:
        with TemporaryFile(dir=self._folder(), buffering=0) as file:
            self.store = Store(file, self.kind.pack, self.kind.unpack)
            try:
                count = self._collapse()
                banding = self.banding or text_banding(count)
                found = self._grouped(self.components(count, banding))
                return self._written(found, count, into)
            finally:
                for table in ("near_distinct", "near_keys", "near_led"):
                    self.db.execute(f"drop table if exists temp.{table}")

    def _folder(self) -> Path | None:
        """Where the database would spill to: beside its own folder for that, which may not exist yet."""
        row = self.db.execute("select current_setting('temp_directory')").fetchone()
        folder = Path(row[0]).parent if row and row[0] else None
        return folder if folder and folder.is_dir() else None

    def _arrays(self, query: str) -> dict[str, Any]:
        found: dict[str, Any] = self.db.execute(query).fetchnumpy()
        return found

    def _collapse(self) -> int:
        """Distinct things as rows 0, 1, … of a table, in the order of their smallest ids."""
        self.db.execute(
            "create or replace temp table near_distinct as select (row_number() over (order by id) - 1)::integer as n, * "
            f"from ({self.kind.distinct.format(source=self.source)}) order by id"
        )
        columns = self._arrays("select copies, size from temp.near_distinct order by n")
        self.copies: Places = columns["copies"]
        self.sizes: Places = columns["size"]
        return len(self.sizes)

    def _sign(self, count: int, banding: Banding) -> Sketch:
        """Sketches of all things; their band keys go to a table."""
        small = np.empty((count, sketch(np.empty((0, banding.hashes), np.uint32)).shape[1]), np.uint8)
        bands = [f"band_{n}" for n in range(banding.bands)]
        self.db.execute(f"create or replace temp table near_keys (n integer, {', '.join(f'{b} ubigint' for b in bands)})")
        for numbers, values in self.things(count):
            found = self.kind.signatures(values, banding)
            small[numbers] = sketch(found)
            self._insert("near_keys", {"n": numbers} | dict(zip(bands, band_keys(found, banding).T, strict=True)))
        return small

    def things(self, count: int) -> Iterator[tuple[Any, Any]]:
        """Numbers and values of all things, portion by portion; they are put into the store on the way."""
        for start in range(0, count, _PORTION):
            rows = self._arrays(f"select n, value from temp.near_distinct where n >= {start} and n < {start + _PORTION} order by n")
            self.store.append(rows["value"])
            yield rows["n"], rows["value"]

    def _insert(self, table: str, columns: dict[str, Any]) -> None:
        with _seen(self.db, "near_portion", columns):
            self.db.execute(f"insert into temp.{table} select * from near_portion")

    def components(self, count: int, banding: Banding) -> Places:
        """The component of each thing, from all bands one after the other."""
        small = self._sign(count, banding)
        labels = np.arange(count)
        for band in range(banding.bands):
            key, then = f"band_{band}", f"band_{(band + 1) % banding.bands}"
            bucket = self._arrays(
                f"select {key} as key, n from temp.near_keys where {key} in "
                f"(select {key} from temp.near_keys group by {key} having count(*) > 1) order by {key}, {then}, n"
            )
            likely = self._likely(bucket["key"], bucket["n"].astype(np.int64), labels, small, banding)
            for one, other in _portions(self._same(likely), _JOINED):
                labels = joined(labels, one, other)
        return labels

    def _same(self, likely: Iterable[Pairs]) -> Iterator[Pairs]:
        """Those of the pairs that are the same."""
        for one, other in _portions(likely, _PORTION):
            equal = self._similarities(one, other, self.threshold) >= self.threshold
            self.compared += len(one)
            self.same += int(equal.sum())
            yield one[equal], other[equal]

    def _likely(self, keys: Keys, members: Places, labels: Places, small: Sketch, banding: Banding) -> Iterator[Pairs]:
        """The pairs of a band that are worth comparing exactly."""
        for one, other in bucket_pairs(keys, members):
            fit = fitting(one, other, labels, self.sizes, self.threshold)
            one, other = one[fit], other[fit]
            self.estimated += len(one)
            fit = estimates(small, banding.hashes, one, other) >= banding.estimate
            yield one[fit], other[fit]

    def _similarities(self, one: Places, other: Places, at_least: float = 0.0) -> Shares:
        """Exact similarities of pairs of things, portion by portion."""
        found = [np.empty(0)]
        place = np.empty(len(self.sizes), np.int32)
        for start in range(0, len(one), _PORTION):
            ends = one[start : start + _PORTION], other[start : start + _PORTION]
            wanted = np.zeros(len(self.sizes), np.bool_)
            wanted[ends[0]] = wanted[ends[1]] = True
            fetched = np.flatnonzero(wanted)
            place[fetched] = np.arange(len(fetched))
            values = self.store.fetch(fetched)
            sides = [[values[at] for at in place[end].tolist()] for end in ends]
            found.append(self.kind.similarities(sides[0], sides[1], at_least))
        return np.concatenate(found)

    def _grouped(self, labels: Places) -> Clusters:
        """Clusters by leaders, and things that only have exact copies, each a cluster of its own."""
        found = clusters(labels, self.copies, self._similarities, threshold=self.threshold)
        alone = np.setdiff1d(np.flatnonzero(self.copies > 1), found.members, assume_unique=True)
        return Clusters(
            np.concatenate((found.members, alone)),
            np.concatenate((found.leaders, alone)),
            np.concatenate((found.similarities, np.ones(len(alone)))),
        )

    def _written(self, found: Clusters, count: int, into: str) -> Tally:
        columns = {"n": found.members, "leader": found.leaders, "similarity": found.similarities}
        with _seen(self.db, "near_portion", columns):
            self.db.execute(
                "create or replace temp table near_led as "
                "select d.value, l.id as leader, p.similarity, min(d.id) over (partition by p.leader) as first "
                "from near_portion p join temp.near_distinct d on d.n = p.n join temp.near_distinct l on l.n = p.leader"
            )
        self.db.execute(  # from a table, not from the query above: its size is known, and the smaller side is hashed
            f"create or replace table {into} as "
            "select s.id, dense_rank() over (order by led.first) as cluster, led.leader, led.similarity "
            f"from temp.near_led led join ({self.kind.values.format(source=self.source)}) s using (value) order by cluster, id"
        )
        row = self.db.execute(f"select count(distinct cluster), count(*) from {into}").fetchone()
        groups, members = row or (0, 0)
        return Tally(count, self.estimated, self.compared, self.same, groups, members)


def _portions(pairs: Iterable[Pairs], size: int) -> Iterator[Pairs]:
    """The same pairs in portions of at least `size`, but for the last."""
    kept: list[Pairs] = []
    for portion in pairs:
        kept.append(portion)
        if sum(len(one) for one, _ in kept) >= size:
            yield _together(kept)
            kept = []
    if kept:
        yield _together(kept)


def _together(pairs: list[Pairs]) -> Pairs:
    return np.concatenate([one for one, _ in pairs]), np.concatenate([other for _, other in pairs])


@contextmanager
def _seen(db: DuckDBPyConnection, name: str, columns: dict[str, Any]) -> Iterator[None]:
    """Arrays as a view of the database for a while."""
    db.register(name, columns)
    try:
        yield
    finally:
        db.unregister(name)
