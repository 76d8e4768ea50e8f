"""B205 and B209: texts and indicator sets that different agencies have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from linter.checks.base import BatchRule
from linter.checks.boilerplate.projects import project_key
from linter.screen.across.comparable import Masking
from linter.screen.across.named import mapped
from linter.screen.store import Store
from linter.submission import TEXT_FIELDS
from linter.wording import normal, squeeze

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIELDS = (*TEXT_FIELDS, "indicators")  # by their number in the ids of what is searched; 8 at most
_COMPARED = tuple(key for key in TEXT_FIELDS if key != "basis")
_OURS = "FROM every_project WHERE round = 'now' AND form <> 'overall'"


class Search(Protocol):
    """How near-duplicates are found: `linter.screen.near`, or the same on a cluster."""

    def near_texts(self, db: DuckDBPyConnection, source: str, into: str, *, threshold: float = ...) -> object: ...
    def near_sets(self, db: DuckDBPyConnection, source: str, into: str, *, threshold: float = ...) -> object: ...


def prepare(store: Store) -> None:
    """The empty table `members`, and what projects are told apart by."""
    store.connection.execute(
        "CREATE OR REPLACE TABLE members (code VARCHAR, cluster INTEGER, field INTEGER, project BIGINT, document INTEGER, agency VARCHAR, similarity DOUBLE)"
    )
    mapped(store, "project_names", f"SELECT project_name AS said {_OURS}", project_key)


def copied_texts(store: Store, rule: BatchRule, search: Search) -> None:
    """Adds the clusters of B205 to `members`."""
    shortest = int(rule.chosen["min_length"])
    masking = Masking(rule.chosen["also"], rule.chosen["own"])
    every = " UNION ALL ".join(
        f"SELECT project * 8 + {FIELDS.index(key)} AS id, {key} AS said {_OURS} AND length({key}) >= {shortest}" for key in _COMPARED
    )
    mapped(store, "comparable", every, lambda text: plain if len(plain := masking(text)) >= shortest else "")
    named = "JOIN every_project p ON p.project = e.id // 8 JOIN scratch.project_names n ON n.said = p.project_name"
    store.connection.execute(f"CREATE OR REPLACE TABLE scratch.texts AS SELECT e.id, c.key AS text FROM ({every}) e JOIN scratch.comparable c USING (said) {named}")
    search.near_texts(store.connection, "scratch.texts", "scratch.found")
    _kept(store, rule)


def copied_sets(store: Store, rule: BatchRule, search: Search) -> None:
    """Adds the clusters of B209 to `members`."""
    number = FIELDS.index("indicators")
    mapped(store, "row_names", "SELECT level3 AS said FROM every_indicator WHERE round = 'now'", normal)
    mapped(store, "row_targets", "SELECT target AS said FROM every_indicator WHERE round = 'now'", squeeze)
    # of a form with two halves the 年度 half is compared, as B207 does
    store.connection.execute(
        f"CREATE OR REPLACE TABLE scratch.sets AS SELECT i.project * 8 + {number} AS id, hash(n.key, t.key) AS item FROM every_indicator i "
        f"JOIN (SELECT project, project_name {_OURS}) p USING (project) JOIN scratch.project_names k ON k.said = p.project_name "
        "JOIN scratch.row_names n ON n.said = i.level3 JOIN scratch.row_targets t ON t.said = i.target WHERE i.round = 'now' AND i.category <> 'management' "
        "QUALIFY i.period = min(i.period) OVER (PARTITION BY i.project)"
    )
    search.near_sets(store.connection, "scratch.sets", "scratch.found", threshold=float(str(rule.chosen["share"])))
    _kept(store, rule)


def _kept(store: Store, rule: BatchRule) -> None:
    store.run_script("copies", code=rule.code, found="scratch.found")
