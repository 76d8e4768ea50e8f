"""`jixiao screen` as a command: what it says, its exit codes, and that nothing is lost when it is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.cli import run
from linter.cli.progress import ProgressLine, said, time_said
from linter.screen.local import Progress
from tests.intake import make_intake
from tests.screen.filing import ROWS, page, rows

ROOT = Path(__file__).parents[2]
TABLES = ("projects", "indicators", "findings", "clusters", "agencies", "unchecked", "failures")


def test_says_what_it_did_and_where_the_results_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(tmp_path / "报送" / "一.html", "甲局", "培训项目", ROWS)
    (tmp_path / "报送" / "说明.exe").write_bytes(b"MZ")
    assert run(["screen", str(tmp_path / "报送"), "-o", str(tmp_path / "结果"), "--workers", "1"]) == 0
    told = capsys.readouterr()
    assert "查了 1 份文件" in told.out
    assert "1 个单位，1 个项目" in told.out
    assert "说明.exe" in told.err
    for name in ("screening.xlsx", "dashboard.html", "screening.duckdb", "data/projects.parquet", "letters/甲局 绩效目标审核意见书.docx"):
        assert (tmp_path / "结果" / name).is_file(), name
    assert run(["query", str(tmp_path / "结果"), "SELECT agency FROM agencies"]) == 0
    assert "甲局" in capsys.readouterr().out


def test_a_file_that_cannot_be_checked_is_told_with_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(tmp_path / "报送" / "一.html", "甲局", "培训项目", ROWS)
    (tmp_path / "报送" / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    assert run(["screen", str(tmp_path / "报送"), "-o", str(tmp_path / "结果"), "--workers", "1"]) == 2
    told = capsys.readouterr().err
    assert "没有查成：报送/坏.xlsx" in told
    assert (tmp_path / "结果" / "screening.xlsx").is_file()


@pytest.mark.parametrize(("arguments", "said_of_it"), [
    (["报送"], "缺少要筛查的文件夹或 -o"),
    (["-o", "结果"], "缺少要筛查的文件夹或 -o"),
    (["没有的", "-o", "结果"], "找不到“没有的”"),
    (["报送", "-o", "结果", "--workers", "两个"], "--workers"),
    (["报送", "-o", "结果", "--timeout", "0"], "--timeout"),
    (["报送", "-o", "结果", "--engine", "ray"], "--engine"),
    (["报送", "-o", "结果", "--manifest", "没有.csv"], "文件清单读不了"),
])
def test_usage_errors_are_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said_of_it: str) -> None:
    monkeypatch.chdir(tmp_path)
    page(tmp_path / "报送" / "一.html", "甲局", "培训项目", ROWS)
    assert run(["screen", *arguments]) == 2
    assert said_of_it in capsys.readouterr().err


def test_a_results_folder_that_cannot_be_made_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(tmp_path / "报送" / "一.html", "甲局", "培训项目", ROWS)
    (tmp_path / "结果").write_bytes(b"a file")
    assert run(["screen", str(tmp_path / "报送"), "-o", str(tmp_path / "结果")]) == 2
    assert "无法写到" in capsys.readouterr().err


def test_progress_is_one_line_on_a_terminal_and_plain_lines_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(2000, left=120, done=131, failed=2, started=time.monotonic() - 80)
    assert said(progress).startswith("检查：文件 120/2000，文档 131 份，没有查成 2 份；已用 1分20秒，约剩 20分")
    for tty, mark in ((True, "\r"), (False, "")):
        line = ProgressLine(tty)
        line.progress(progress)
        line.progress(progress)  # too soon to be told again
        line.done()
        told = capsys.readouterr().err
        assert told.count("检查：") == 1
        assert told.startswith(f"{mark}检查")
        assert told.endswith("\n")
    assert [time_said(seconds) for seconds in (4.6, 80, 7500)] == ["5秒", "1分20秒", "2小时5分"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL of POSIX")
def test_killed_at_any_moment_it_comes_to_the_same_result(tmp_path: Path) -> None:
    make_intake(tmp_path / "报送", submissions=40, projects=300, seed=3, hostile=0.1)
    assert _screen(tmp_path, "一次到底").wait() in (0, 2)
    dice = random.Random(3)
    killed = 0
    for _ in range(4):
        running = _screen(tmp_path, "屡次中断")
        time.sleep(dice.uniform(1.0, 5.0))
        killed += running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert killed, (tmp_path / "屡次中断.log").read_text("utf-8")
    last = _screen(tmp_path, "屡次中断")
    assert last.wait() in (0, 2)
    for name in TABLES:
        query = f"SELECT * FROM {name} ORDER BY ALL"
        assert rows(tmp_path / "屡次中断", query) == rows(tmp_path / "一次到底", query), name
    assert {path.name for path in (tmp_path / "屡次中断" / "letters").iterdir()} == {path.name for path in (tmp_path / "一次到底" / "letters").iterdir()}


def _screen(folder: Path, out: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "linter", "screen", str(folder / "报送"), "-o", str(folder / out), "--workers", "2"]
    with (folder / f"{out}.log").open("ab") as log:
        return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
