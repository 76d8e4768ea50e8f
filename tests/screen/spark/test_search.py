"""The join on a cluster finds the clusters that DuckDB's finds on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import duckdb
import pandas as pd
import pytest

from linter.screen.near import near_sets, near_texts
from linter.screen.spark.cluster import Cluster
from linter.screen.spark.search import SparkSearch
from tests.screen.spark.standalone import Standalone

pytestmark = [pytest.mark.spark, pytest.mark.slow]
_CLAUSES = ("维修老旧供水管网", "购置图书馆书架", "组织基层干部培训", "更新体育场馆器材", "支付窗口人员经费", "开展河道清淤", "编制城市更新规划", "补助村级卫生室")


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def test_texts_and_sets(cluster: Standalone, db: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    random = Random(3)
    boilerplate = [f"第{random.randrange(10**5)}号窗口面向群众提供政务服务，保障日常运转和设备维护" for _ in range(400)]
    single = ["，".join(random.sample(_CLAUSES, 5)) + f"，覆盖{random.randrange(10**6)}人" for _ in range(300)]
    texts = pd.DataFrame({"id": range(10, 10 + 720), "text": [*boilerplate, *single, *single[:10], "", *boilerplate[:9]]})
    sets = pd.DataFrame([(number, number // 3 * 1000 + item + (item > number % 5 + 7)) for number in range(90) for item in range(10)], columns=["id", "item"])
    sets["item"] = sets["item"].astype("uint64") + (1 << 63)
    db.register("texts", texts)
    db.register("sets", sets)
    near_texts(db, "texts", "texts_here")
    near_sets(db, "sets", "sets_here")
    with closing(Cluster(cluster.master, tmp_path)) as running:
        search = SparkSearch(running)
        search.near_texts(db, "texts", "texts_there")
        search.near_sets(db, "sets", "sets_there")
        search.near_texts(db, "(select * from texts limit 1)", "one_there")
    for name in ("texts", "sets"):
        here, there = (db.execute(f"select * from {name}_{place} order by all").fetchall() for place in ("here", "there"))
        assert here == there
        assert len(here) > 80
    assert db.execute("select count(*) from one_there").fetchone() == (0,)
    assert [path.name for path in tmp_path.iterdir() if path.name != "cluster"] == ["spark.log"]
