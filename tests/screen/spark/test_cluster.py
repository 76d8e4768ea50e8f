"""The same results on a real cluster as on this machine: undisturbed, with a worker killed in the middle, with a document that hangs."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from linter.screen.local import Progress
from linter.screen.run import Outcome, Watch
from linter.screen.spark import engine
from tests.intake import make_intake
from tests.screen.faults import with_accidents
from tests.screen.filing import ROWS, page, rows, screened
from tests.screen.spark.conftest import running
from tests.screen.spark.standalone import Standalone

pytestmark = [pytest.mark.spark, pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="the cluster's processes are ended by signals of POSIX")]
_DATA = ("documents", "projects", "indicators", "findings", "clusters", "agencies", "unchecked")


def on_spark(out: Path, cluster: Standalone, *folders: Path, **about: Any) -> Outcome:
    return screened(out, *folders, engine="spark", master=cluster.master, **about)


def data(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every Parquet file of a results folder, as they stand."""
    return {name: duckdb.read_parquet(str(out / "data" / f"{name}.parquet")).fetchall() for name in _DATA}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An intake in mixed containers with hostile files and copied texts, and last year's."""
    folder = tmp_path_factory.mktemp("intake")
    make_intake(folder / "报送", submissions=30, projects=90, last_year=folder / "上年", hostile=0.3)
    return folder / "报送", folder / "上年"


@pytest.fixture(scope="module")
def expected(handed_in: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """What is found on this machine."""
    out = tmp_path_factory.mktemp("local") / "结果"
    screened(out, handed_in[0], last_year=handed_in[1:], workers=2)
    found = data(out)
    assert all(found[name] for name in _DATA)
    assert {code for _, code, *_ in found["clusters"]} >= {"B205", "B206"}
    return found


def test_the_same_rows_as_on_this_machine(handed_in: tuple[Path, Path], expected: dict[str, list[tuple[Any, ...]]], cluster: Standalone, tmp_path: Path) -> None:
    out = tmp_path / "结果 [1]{甲}"  # nothing in a name is taken for a pattern
    outcome = on_spark(out, cluster, handed_in[0], last_year=handed_in[1:])
    assert data(out) == expected
    assert (outcome.progress.left, outcome.reused) == (outcome.progress.sources, 0)
    assert not (out / ".spark").exists()
    again = on_spark(out, cluster, handed_in[0], last_year=handed_in[1:])
    assert again.unchanged
    assert again.reused == len(expected["documents"])


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(handed_in: tuple[Path, Path], expected: dict[str, list[tuple[Any, ...]]], tmp_path: Path) -> None:
    killed: list[str] = []

    def kill(progress: Progress) -> None:
        if progress.left and not killed:
            assert progress.left < progress.sources
            killed.extend(cluster.kill_worker())

    with running(tmp_path) as cluster:
        on_spark(tmp_path / "结果", cluster, handed_in[0], last_year=handed_in[1:], watch=Watch(progress=kill))
        assert len(cluster.workers) == 1
    assert any("CoarseGrainedExecutorBackend" in each for each in killed), "it had an executor"
    assert any("pyspark.daemon" in each for each in killed), "which had begun to work"
    assert data(tmp_path / "结果") == expected


def test_a_document_that_hangs_or_crashes_is_reported_alone(cluster: Standalone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "checking", with_accidents)
    for name in ("甲局/一.html", "甲局/挂起.html", "甲局/二.html", "乙局/崩溃.html", "乙局/三.html"):
        page(tmp_path / "报送" / name, name[:2], f"{Path(name).stem}项目", ROWS, overview=f"面向{name}举办业务培训，提升窗口办事能力。")
    outcome = on_spark(tmp_path / "结果", cluster, tmp_path / "报送", seconds=5)
    failures = dict(rows(tmp_path / "结果", "SELECT name, reason FROM failures"))
    assert set(failures) == {"报送/甲局/挂起.html", "报送/乙局/崩溃.html"}
    assert "超过了 5 秒" in failures["报送/甲局/挂起.html"]
    assert "意外退出" in failures["报送/乙局/崩溃.html"]
    assert (outcome.documents, outcome.progress.done, outcome.progress.lost) == (5, 5, 2)


def test_rounds_that_were_finished_before_an_interruption_are_kept(cluster: Standalone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.table("spark"), "rounds", {"shards": 1, "at_once": 2})
    for number in range(12):
        page(tmp_path / "报送" / f"{number}.html", "甲局", f"第{number}个项目", ROWS)
    done = 0

    def stop(progress: Progress) -> None:
        nonlocal done
        done = progress.done
        if done:
            raise KeyboardInterrupt

    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        on_spark(tmp_path / "结果", cluster, tmp_path / "报送", watch=Watch(progress=stop))
    assert signal.getsignal(signal.SIGINT) is handler
    (tmp_path / "报送" / "0.html").rename(tmp_path / "报送" / "改名.html")
    rest = on_spark(tmp_path / "结果", cluster, tmp_path / "报送")
    assert (rest.documents, rest.reused, rest.progress.done) == (12, done, 12 - done), "a document is known whatever it is called now"
    assert 0 < done < 12
