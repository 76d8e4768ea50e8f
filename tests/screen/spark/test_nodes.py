"""Nodes that cannot do the work are found out before it begins, and told in plain words."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

import pytest

from linter.errors import JixiaoError
from linter.screen.spark import cluster as clusters
from linter.screen.spark import seeing
from linter.screen.spark.cluster import Cluster
from tests.screen.filing import ROWS, page
from tests.screen.spark.standalone import Standalone

pytestmark = [pytest.mark.spark, pytest.mark.slow]


def test_what_the_nodes_do_not_see_or_have_in_another_version(cluster: Standalone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Cluster(cluster.master, tmp_path)) as running:
        with pytest.raises(JixiaoError, match=r"看不见报送文件“.*没有的\.docx”"):
            running.require(tmp_path / "没有的.docx", what="报送文件")
        monkeypatch.setattr(seeing, "__version__", "0.0.1")
        with pytest.raises(JixiaoError, match=r"这里是 0\.0\.1 版"):
            running.require(tmp_path, what="结果文件夹")


def test_nodes_without_the_package(cluster: Standalone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv.create(tmp_path / "bare", symlinks=True)
    python = tmp_path / "bare" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    monkeypatch.setenv("PYSPARK_PYTHON", str(python))
    with closing(Cluster(cluster.master, tmp_path)) as running, pytest.raises(JixiaoError, match="没有这个程序，或缺少它要用的包") as caught:
        running.require(tmp_path, what="结果文件夹")
    assert "jixiao-linter[spark]" in caught.value.remedy


def test_a_cluster_that_gives_no_executor(cluster: Standalone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(clusters.table("spark"), "wait", {"connect": 10, "executors": 2})
    monkeypatch.setitem(clusters.table("spark")["settings"], "spark.executor.memory", "900g")
    with closing(Cluster(cluster.master, tmp_path)) as running, pytest.raises(JixiaoError, match="等了 2 秒，集群没有分给执行进程"):
        running.require(tmp_path, what="结果文件夹")


@pytest.mark.parametrize(("master", "said"), [((), "没有说明 Spark 集群在哪里"), (("--spark-master", "local[1]"), "1 个项目")])
def test_only_this_machine_is_refused_unless_it_is_asked_for(cluster: Standalone, tmp_path: Path, master: tuple[str, ...], said: str) -> None:
    page(tmp_path / "报送" / "一.html", "甲局", "培训项目", ROWS)
    command = [sys.executable, "-m", "linter", "screen", str(tmp_path / "报送"), "-o", str(tmp_path / "结果"), "--engine", "spark", *master]
    without = {key: value for key, value in os.environ.items() if key != "SPARK_MASTER"}
    ran = subprocess.run(command, env=without, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert said in ran.stdout + ran.stderr
    assert ran.returncode == (0 if master else 2)
    assert "WARN" not in ran.stderr, "what Spark has to tell is in its log"
    assert "WARN" in (tmp_path / "结果" / "spark.log").read_text("utf-8")
