"""`corpus_diff` and `time_rules`: what they compare, what they say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from linter.checks.registry import RULES
from linter.dev import corpus_diff, time_rules
from linter.dev.corpus_diff import ROOT, SAMPLES, CannotRun, compared, documents_of, found_by, tree_of


def checked(*findings: tuple[str, int | None, str], status: str = "ok", tables: int = 2, crashed: tuple[str, ...] = ()) -> dict[str, Any]:
    """A check result with (code, table, name) findings, as far as the comparison looks at it."""
    return {
        "status": status, "summary": {"tables": tables, "indicators": 9},
        "ledger": [{"code": code, "state": "crashed"} for code in crashed],
        "findings": [
            {"code": code, "table_index": table, "locus": {"kind": "indicator", "name": name}, "evidence": "≥85",
             "message": f"“{name}”没有计量单位。"}
            for code, table, name in findings
        ],
    }


def test_findings_per_rule_and_first_examples() -> None:
    before = {"/甲/一.txt": checked(("M302", 0, "里程"), ("M302", 0, "次数"), ("C103", 1, "cost"))}
    after = {"/甲/一.txt": checked(("M302", 0, "里程"), ("M302", 0, "里程"), *(("V402", n, "合格率") for n in range(4)), ("C103", 1, "cost"))}
    lines = list(compared(before, after, examples=3))
    rows = {line.split()[0]: line.split()[1:] for line in lines[:5]}
    assert rows["规则"] == ["之前", "之后", "新增", "消失"]
    assert rows["M302"] == ["2", "2", "1", "1"]
    assert rows["V402"] == ["0", "4", "4"]
    assert rows["C103"] == ["1", "1"]
    assert rows["合计"] == ["3", "7", "5", "1"]
    assert "  + 一.txt 表1 里程：“里程”没有计量单位。" in lines
    assert "  - 一.txt 表1 次数：“次数”没有计量单位。" in lines
    assert "  + 另有 1 处" in lines
    assert "C103" not in lines


def test_no_change_has_no_examples() -> None:
    same = {"/甲/一.txt": checked(("M302", 0, "里程"))}
    assert len(list(compared(same, same))) == 3


def test_documents_read_otherwise_and_rules_that_break_down_are_said_first() -> None:
    before, after = {"/甲/一.txt": checked()}, {"/甲/一.txt": checked(status="partial", tables=3, crashed=("M302",))}
    assert next(compared(before, after)) == "一.txt：状态 ok→partial，表 2→3，规则运行出错：M302"


def test_documents_are_found_in_folders_below_and_labels_are_none(tmp_path: Path) -> None:
    for name in ("一.txt", "下/二.csv", "下/二.parse.json", "labels.toml", "jixiao.ignore", ".隐藏.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    assert [path.name for path in documents_of([tmp_path])] == ["一.txt", "二.csv"]
    assert documents_of([tmp_path / "一.txt", tmp_path]) == documents_of([tmp_path])
    assert len(documents_of([SAMPLES])) > 20


def test_the_working_tree_is_run_in_a_process_of_its_own() -> None:
    path = SAMPLES / "demo" / "qingping_insurance.csv"
    with tree_of(None) as tree:
        result = found_by(tree, [path])[str(path)]
    assert result["status"] == "ok"
    labels = json.loads(path.with_suffix(".findings.json").read_text("utf-8"))["findings"]
    assert {label["code"] for label in labels} <= {finding["code"] for finding in result["findings"]}


def test_the_code_of_another_tree_is_never_taken_for_it(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="不在"):
        found_by(tmp_path, [])


def in_git() -> bool:
    done = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not in_git(), reason="not a git checkout")
def test_a_revision_has_a_tree_while_it_is_needed() -> None:
    with tree_of("HEAD") as tree:
        assert (tree / "linter" / "api.py").is_file()
        assert tree != ROOT
    assert not tree.exists()
    with pytest.raises(CannotRun, match="git worktree"), tree_of("no-such-revision"):
        pass


def test_what_each_rule_costs(capsys: pytest.CaptureFixture[str]) -> None:
    assert time_rules.main(["--rounds", "1", str(SAMPLES / "demo")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {rule.code for rule in RULES} <= {line.split()[2] for line in lines}
    shares = [float(line.split()[1].rstrip("%")) for line in lines[1:-1]]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(100, abs=len(shares) * 0.05)
    assert " 张表，每秒 " in lines[-1]


def test_a_folder_without_tables_has_no_costs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert time_rules.main([str(tmp_path)]) == 2
    assert "没有读到绩效目标表" in capsys.readouterr().err


def test_a_revision_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert corpus_diff.main(["--base", "no-such-revision"]) == 2
    assert "git worktree 出错" in capsys.readouterr().err
