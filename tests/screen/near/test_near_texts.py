"""Texts, from a table to clusters: against brute force, in any order, of any kind, and with little memory."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from linter.checks.context import clusters as by_brute_force
from linter.screen.near import search
from linter.screen.near.clusters import Clusters, clusters
from linter.screen.near.search import near_texts
from tests.screen.near.conftest import given_texts, groups
from tests.screen.near.families import families


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_same_clusters_as_all_pairs_compared(db: duckdb.DuckDBPyConnection, seed: int) -> None:
    texts = [*families(80, 4, seed), *families(100, 1, seed + 50)]
    given_texts(db, texts)
    tally = near_texts(db, "texts", "found")
    expected = sorted(by_brute_force(texts))
    assert groups(db) == expected
    assert len(expected) >= 80
    assert (tally.clusters, tally.members) == (len(expected), sum(map(len, expected)))
    assert tally.compared < 2_000, "all pairs would be 88,000"


def test_similarity_is_that_to_the_leader_and_the_most_copied_leads(db: duckdb.DuckDBPyConnection) -> None:
    one = "对南溪渡口的摆渡船只逐艘检验并更换救生衣"
    given_texts(db, ["", one + "三", one + "二", one + "二", None], ids=[1, 4, 7, 9, 11])
    near_texts(db, "texts", "found")
    rows = db.execute("select id, cluster, leader, similarity from found order by id").fetchall()
    assert rows == [(4, 1, 7, 1 - 1 / 21), (7, 1, 7, 1.0), (9, 1, 7, 1.0)]


def test_exactly_at_the_threshold_is_the_same(db: duckdb.DuckDBPyConnection) -> None:
    given_texts(db, ["甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬子", "甲乙丙丁戊己庚辛丑子"])
    near_texts(db, "texts", "found", threshold=0.9)
    assert groups(db) == [[0, 1, 2]], "0~1 and 1~2 are 90 % the same"
    near_texts(db, "texts", "found", threshold=0.91)
    assert groups(db) == []


@pytest.mark.parametrize("texts", [[], [""], ["甲"], ["", "", None], ["甲", "乙", "甲乙"]])
def test_nothing_to_find(db: duckdb.DuckDBPyConnection, texts: list[str | None]) -> None:
    given_texts(db, texts)
    tally = near_texts(db, "texts", "found")
    assert (tally.clusters, tally.members) == (0, 0)
    assert db.execute("select count(*) from found").fetchone() == (0,)


def test_short_texts_are_the_same_only_when_equal(db: duckdb.DuckDBPyConnection) -> None:
    given_texts(db, ["甲", "乙", "甲", "甲乙", "乙甲", "甲乙"])
    near_texts(db, "texts", "found")
    assert groups(db) == [[0, 2], [3, 5]]


def test_characters_outside_the_basic_plane(db: duckdb.DuckDBPyConnection) -> None:
    rare = "𠮷𠀋𡈽𡌛𡑮𡢽𠮟𡚴𡸴𣇄𣗄𣜿"
    given_texts(db, [rare * 2 + "水", rare * 2 + "木", "水木" * 12])
    near_texts(db, "texts", "found")
    assert groups(db) == [[0, 1]]


def test_order_of_rows_does_not_matter(db: duckdb.DuckDBPyConnection) -> None:
    texts = families(60, 5)
    ids = list(range(len(texts)))
    given_texts(db, texts)
    near_texts(db, "texts", "found")
    first = db.execute("select * from found order by id").fetchall()
    random.Random(5).shuffle(ids)
    given_texts(db, [texts[n] for n in ids], ids)
    near_texts(db, "texts", "found")
    assert db.execute("select * from found order by id").fetchall() == first


def test_size_of_portions_does_not_matter(db: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    given_texts(db, families(60, 5))
    whole = near_texts(db, "texts", "found")
    first = db.execute("select * from found order by id").fetchall()
    monkeypatch.setattr(search, "_PORTION", 7)
    monkeypatch.setattr(search, "_JOINED", 11)
    assert near_texts(db, "texts", "found") == whole
    assert db.execute("select * from found order by id").fetchall() == first


def test_source_may_be_a_query_and_nothing_stays_behind(db: duckdb.DuckDBPyConnection) -> None:
    given_texts(db, ["北坡林场全年巡护里程不少于九百公里"] * 4)
    near_texts(db, "(select id, text from texts where id <> 2)", "found")
    assert groups(db) == [[0, 1, 3]]
    assert {row[0] for row in db.execute("show tables").fetchall()} == {"texts", "found"}


def test_nothing_stays_behind_after_an_error(db: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("混乱")

    given_texts(db, families(5, 3))
    monkeypatch.setattr(search, "clusters", broken)
    with pytest.raises(RuntimeError, match="混乱"):
        near_texts(db, "texts", "found")
    assert {row[0] for row in db.execute("show tables").fetchall()} == {"texts"}


def test_one_large_family_of_boilerplate_is_one_cluster(db: duckdb.DuckDBPyConnection) -> None:
    """3,000 texts that share every band with each other: 4.5 million pairs, of which a bounded number is compared."""
    chance = random.Random(3)
    stock = "为保证项目按期完成由水务站牵头成立小组明确分工落实责任按月调度及时拨付资金切实发挥财政资金使用效益并接受社会监督"
    texts = [f"{stock[:20]}{chance.randrange(10, 100)}{stock[20:]}{chance.randrange(10, 100)}" for _ in range(3_000)]
    given_texts(db, [*texts, *families(100, 2)])
    tally = near_texts(db, "texts", "found")
    assert len(groups(db)[0]) == len(texts)
    assert groups(db)[1:] == [[3_000 + n, 3_001 + n] for n in range(0, 200, 2)]
    assert tally.compared < 33 * 16 * tally.distinct / 4


@pytest.mark.slow
def test_little_memory_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With less memory than its tables take, the search spills to disk and finds the same."""
    spilled: list[int] = []

    def watched(*given: Any, **named: Any) -> Clusters:
        spilled.append(db.execute("select coalesce(sum(size), 0) from duckdb_temporary_files()").fetchall()[0][0])
        return clusters(*given, **named)

    monkeypatch.setattr(search, "clusters", watched)
    texts = [text * 3 for text in families(15_000, 4)]
    seen = []
    for limit in ("1GB", "40MB"):
        with duckdb.connect(tmp_path / f"{limit}.duckdb") as db:
            db.execute(f"set threads = 2; set temp_directory = '{tmp_path / limit}'")
            given_texts(db, texts)
            db.execute("checkpoint")
            db.execute(f"set memory_limit = '{limit}'")
            near_texts(db, "texts", "found")
            seen.append(db.execute("select id, cluster, leader, similarity from found order by id").fetchnumpy())
    assert all(np.array_equal(seen[0][name], seen[1][name]) for name in seen[0])
    assert len(seen[0]["id"]) > 50_000
    assert spilled[0] == 0 < spilled[1]
