"""What may be in the way of a session is told in plain words, and in a bounded time."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from linter.errors import JixiaoError
from linter.screen.spark.java import require_java
from linter.screen.spark.session import said_by, started

posix = pytest.mark.skipif(os.name == "nt", reason="a script stands in for Java")


def java(folder: Path, said: str) -> Path:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{said}\n")
    program.chmod(0o755)
    return folder


@posix
@pytest.mark.parametrize(("said", "complaint"), [
    ("""echo 'openjdk version "11.0.2" 2019-01-15' >&2""", "是 11 版"),
    ("""echo 'java version "1.8.0_292"' >&2""", "是 8 版"),
    ("exit 1", "看不出是哪一版"),
])
def test_a_java_that_is_too_old_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, complaint: str) -> None:
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path / "jdk", said)))
    with pytest.raises(JixiaoError, match=complaint) as caught:
        require_java()
    assert "Java 17" in caught.value.remedy


@posix
def test_a_java_that_is_new_enough_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path / "jdk", """echo 'openjdk version "21" 2023-09-19' >&2""")))
    require_java()


def test_no_java_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JixiaoError, match="没有找到 Java"):
        require_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "jdk"))
    with pytest.raises(JixiaoError, match="运行不了"):
        require_java()


def test_without_pyspark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(JixiaoError, match="没有安装 pyspark") as caught:
        started("spark://127.0.0.1:7077", tmp_path / "log")
    assert 'pip install "jixiao-linter[spark]"' in caught.value.remedy


@pytest.mark.parametrize(("master", "complaint"), [("spark://127.0.0.1:{port}", "连不上"), ("spark://127.0.0.1:端口", "看不懂")])
def test_a_master_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, master: str, complaint: str) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setattr("linter.screen.spark.session.require_java", lambda: None)
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(JixiaoError, match=complaint):
            started(master.format(port=taken.getsockname()[1]), tmp_path / "log")


def test_of_a_stack_the_error_is_told() -> None:
    stack = "An exception was thrown from the Python worker.\nTraceback (most recent call last):\n  File x\nFileNotFoundError: /共享/结果\n"
    assert said_by(RuntimeError(stack)) == "FileNotFoundError: /共享/结果"
    assert said_by(RuntimeError("Job aborted due to stage failure\n\tat org.apache.spark")) == "Job aborted due to stage failure"
    assert said_by(RuntimeError()) == "RuntimeError"
