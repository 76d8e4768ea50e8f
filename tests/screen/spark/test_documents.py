"""What a node makes of a shard, and what the main program makes of that, without a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from linter.errors import JixiaoError
from linter.screen.intake import Gone, Intake
from linter.screen.local import Progress
from linter.screen.sources import sources
from linter.screen.spark.documents import Errand, gone_through, unpacked
from linter.screen.spark.engine import _Round, _Run
from linter.screen.store import Store
from linter.screen.work import Task, checking
from linter.settings import DEFAULTS
from linter.workers import Budget
from tests.screen.filing import ROWS, page

pa = pytest.importorskip("pyarrow")

TASK, BUDGET = Task(DEFAULTS, "rules"), Budget(60, 1500)


@dataclass(frozen=True)
class Broadcast:
    value: Any


def errand(folder: Path, known: Mapping[str, tuple[str, float, int]]) -> Errand:
    """Three documents, two of them the same, in two shards."""
    for name, project in (("一", "培训"), ("二", "培训"), ("三", "维修")):
        page(folder / "报送" / f"{name}.html", "甲局", f"{project}项目", ROWS)
    first, *others = sources((folder / "报送",))
    return Errand(((first,), tuple(others)), checking, TASK, BUDGET, str(folder), Broadcast(known))


def went(given: Errand) -> dict[tuple[int, int], Gone]:
    numbers = pa.RecordBatch.from_pydict({"id": list(range(len(given.shards)))})
    rows = [row for batch in gone_through([numbers], given) for row in batch.to_pylist()]
    assert all(row["megabytes"] > 0 for row in rows)
    return {(row["shard"], row["place"]): unpacked(row["gone"]) for row in rows}


def test_each_source_comes_back_with_what_it_held(tmp_path: Path) -> None:
    given = errand(tmp_path, {})
    found = went(given)
    assert [[about.name for about in found[place].items] for place in sorted(found)] == [["报送/一.html"], ["报送/三.html"], ["报送/二.html"]]
    assert all(len(gone.kept) == 1 and gone.kept[0].made.status == "ok" and not gone.reused for gone in found.values())
    with Store(tmp_path / "结果") as store:
        intake = Intake(store, TASK, BUDGET)
        todo = list(intake.take([source for shard in given.shards for source in shard]))
        for source, place in zip(todo, sorted(found), strict=True):
            intake.took(source, found[place])
        assert store.keys().keys() == {kept.key for gone in found.values() for kept in gone.kept}
        assert [met.about.name for met in intake.documents()] == ["报送/一.html", "报送/三.html", "报送/二.html"]
        assert list(Intake(store, TASK, BUDGET).take(todo)) == [], "all of it is known the next time"


def test_what_is_known_is_not_done_again(tmp_path: Path) -> None:
    key = went(errand(tmp_path, {}))[0, 0].kept[0].key
    found = went(errand(tmp_path, {key: ("", 1.0, 100)}))
    assert [(len(found[place].kept), found[place].reused) for place in sorted(found)] == [(0, 1), (1, 0), (0, 1)]


def test_a_node_that_does_not_see_the_folder_gives_its_shard_back(tmp_path: Path) -> None:
    given = errand(tmp_path, {})
    (tmp_path / "报送").rename(tmp_path.with_name(f"{tmp_path.name}-elsewhere"))
    tmp_path.rmdir()
    with pytest.raises(FileNotFoundError):
        next(gone_through([], given))


def test_results_that_did_not_arrive_are_not_taken_for_none(tmp_path: Path) -> None:
    given = errand(tmp_path, {})
    with Store(tmp_path / "结果") as store:
        run = _Run(None, Intake(store, TASK, BUDGET), given, Progress(3), lambda progress: None)
        with pytest.raises(JixiaoError, match="写的结果这里看不见"):
            run._commit(_Round(given.shards, tmp_path / "没有", Future()))
