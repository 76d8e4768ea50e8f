"""How fast, side by side with a bound and a named peer in the same run. Prints ratios; no number here passes or fails.

The bound is what DESIGN.md §5 names for the text path: splitting lines and looking labels up with plain `str` methods. The
peer for start-up is `import pandas`, which a check of a small file must not pay for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linter.api import check_document
from linter.form.recognise import recognise
from linter.form.vocabulary import standard
from linter.reading import read_bytes
from linter.settings import Settings

pytestmark = pytest.mark.bench
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
REAL = os.environ.get("JIXIAO_REAL")
ROUNDS = 7


def documents() -> list[bytes]:
    folder = Path(REAL) / "real" if REAL else SAMPLES / "two_halves"
    return [path.read_bytes() for path in sorted(folder.glob("*.txt"))]


def median(work: Callable[[], object]) -> float:
    """Seconds of the middle one of ROUNDS runs, after one to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[ROUNDS // 2]


def bound(data: list[bytes]) -> int:
    """Lines split at tabs, every cell looked up among the labels: the least any reader of text must do."""
    labels = set(standard().texts)
    return sum(cell in labels for d in data for line in d.decode().split("\n") for cell in line.split("\t"))


def test_parse_and_check_of_documents() -> None:
    data = documents()
    read = [read_bytes(d, "x.txt") for d in data]
    tables = sum(len(recognise(document).tables) for document in read)
    settings = Settings(profile="all")
    parts = {
        "下限（split + 查词表）": median(lambda: bound(data)),
        "读取": median(lambda: [read_bytes(d, "x.txt") for d in data]),
        "读取+认表": median(lambda: [recognise(read_bytes(d, "x.txt")) for d in data]),
        "读取+认表+全部规则": median(lambda: [check_document(read_bytes(d, "x.txt"), settings=settings) for d in data]),
    }
    floor = parts["下限（split + 查词表）"]
    size = sum(map(len, data)) / 1e6
    print(f"\n{len(data)} 份文件，{tables} 张表，{size:.2f} MB，单核，中位数（{ROUNDS} 次）")
    for name, seconds in parts.items():
        print(f"  {name:<20}{seconds * 1000:8.1f} ms  {tables / seconds:9.0f} 表/秒  {len(data) / seconds:7.1f} 份/秒  下限的 {seconds / floor:5.1f} 倍")


def test_start_up(tmp_path: Path) -> None:
    one = tmp_path / "一张表.txt"
    rows = ["项目支出绩效目标表", "", "（2025年度）", "", "项目名称\t图书采购", "项目资金（万元）\t年度资金总额：\t40", "年度绩效目标\t采购图书6000册。",
            "一级指标\t二级指标\t三级指标\t指标值", "产出指标\t数量指标\t采购图书\t≥6000册"]
    one.write_text("\n".join(rows), "utf-8")
    python = sys.executable

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run([python, *command], capture_output=True, check=False)

    parts = {
        "python -c pass": median(run("-c", "pass")),
        "jixiao --version": median(run("-m", "linter", "--version")),
        "jixiao check 一张表.txt": median(run("-m", "linter", "check", str(one), "--fail-on", "never")),
        "import pandas（对照）": median(run("-c", "import pandas")),
    }
    print()
    for name, seconds in parts.items():
        print(f"  {name:<24}{seconds * 1000:8.0f} ms  import pandas 的 {seconds / parts['import pandas（对照）']:5.2f} 倍")
