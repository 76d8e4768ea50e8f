"""The yardstick on published documents. Runs where JIXIAO_REAL names a folder with real/, gold/ and tools/score.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from linter.api import check, parse
from linter.contract.check_v1 import check_to_contract
from linter.contract.parse_v1 import to_contract
from linter.settings import Settings

FOLDER = os.environ.get("JIXIAO_REAL")
pytestmark = pytest.mark.skipif(not FOLDER, reason="JIXIAO_REAL is not set")
CODES = "C101,C102,C103,C104,C109,C110,B,M,F,V405"


def score(what: str, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    folder = Path(FOLDER or "")
    pairs = [f"{folder}/gold/{what}/{path.stem}.json={out}/{path.stem}.json" for path in sorted((folder / "real").glob("*.txt"))]
    command = [sys.executable, str(folder / "tools" / "score.py"), what, *pairs, "--misses", "9", *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_parse_of_the_real_documents(tmp_path: Path) -> None:
    for path in sorted(Path(FOLDER or "", "real").glob("*.txt")):
        (tmp_path / f"{path.stem}.json").write_bytes(msgspec.json.encode(to_contract(parse(path, settings=Settings()))))
    floors = {
        "tables_recall": 1, "tables_precision": 1, "field_accuracy": 0.99, "indicator_f1": 0.99, "level_f1": 0.98,
        "column_f1": 0.99, "budget_line_f1": 1, "head_accuracy": 1, "claims_accuracy": 1,
    }
    result = score("parse", tmp_path, *(f"--floor={name}={value}" for name, value in floors.items()))
    assert result.returncode == 0, result.stdout


def test_findings_on_the_real_documents(tmp_path: Path) -> None:
    for path in sorted(Path(FOLDER or "", "real").glob("*.txt")):
        found = check(path, settings=Settings(profile="all"))
        (tmp_path / f"{path.stem}.json").write_bytes(msgspec.json.encode(check_to_contract(found)))
    result = score("findings", tmp_path, f"--codes={CODES}", "--floor=recall=0.97", "--floor=precision=0.97")
    assert result.returncode == 0, result.stdout
