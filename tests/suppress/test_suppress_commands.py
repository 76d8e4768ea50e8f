"""`jixiao ignore`, `jixiao baseline` and what `jixiao check` makes of what they wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from linter import cli

TABLE = """项目支出绩效目标表

（2025年度）

项目名称\t图书采购
项目资金（万元）\t年度资金总额：\t40
年度绩效目标\t采购图书6000册，读者满意度达到90%以上。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t采购图书\t≥6000
产出指标\t质量指标\t图书合格率\t=100%
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return invoke


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "绩效目标表.txt"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def ignore_file(document: Path) -> Path:
    return document.with_name("jixiao.ignore")


def codes(output: str) -> set[str]:
    return {finding["code"] for finding in json.loads(output)["findings"]}


# --- ignore --------------------------------------------------------------------------------------------------------------


def test_from_findings_to_reasons(run: Run, document: Path, ignore_file: Path) -> None:
    code, out, err = run("ignore", "--generate", document)
    assert (code, err) == (0, "")
    assert "请逐条把“理由待填”改成理由" in out
    text = ignore_file.read_text("utf-8")
    assert "绩效目标表.txt M302 图书采购 › 数量指标 › 采购图书 # 理由待填\n" in text
    code, out, err = run("check", document)
    assert (code, out) == (2, "")
    assert "jixiao.ignore：“理由待填”还没有改成理由（第" in err
    ignore_file.write_text(text.replace("# 理由待填", "# 财政局已同意"), "utf-8")
    code, out, _ = run("check", document)
    assert code == 0
    assert "未发现其他问题" in out
    assert "按忽略清单忽略" in out


def test_generating_again_adds_only_what_is_new(run: Run, document: Path, ignore_file: Path) -> None:
    ignore_file.write_text("绩效目标表.txt C103 # 小额项目", "utf-8")
    assert run("ignore", "--generate", document)[0] == 0
    text = ignore_file.read_text("utf-8")
    assert text.startswith("绩效目标表.txt C103 # 小额项目\n\n#")
    assert text.count(" C103 ") == 1
    assert text.count("理由待填") == 1
    ignore_file.write_text(text.replace("# 理由待填", "# 已说明"), "utf-8")
    _, out, _ = run("ignore", "--generate", document)
    assert "没有要忽略的问题" in out
    assert "理由待填" not in ignore_file.read_text("utf-8")


def test_entries_go_beside_their_documents_or_into_one_file(run: Run, document: Path, tmp_path: Path) -> None:
    other = tmp_path / "二科" / "另一份.txt"
    other.parent.mkdir()
    other.write_text(TABLE, "utf-8")
    assert run("ignore", "--generate", document, other, "-o", "清单.txt")[0] == 0
    whole = (tmp_path / "清单.txt").read_text("utf-8")
    assert "绩效目标表.txt M302" in whole
    assert "另一份.txt M302" in whole
    assert not other.with_name("jixiao.ignore").exists()
    assert run("ignore", "--generate", document, other)[0] == 0
    assert "绩效目标表" not in other.with_name("jixiao.ignore").read_text("utf-8")


def test_json_names_what_is_set_aside(run: Run, document: Path, ignore_file: Path) -> None:
    ignore_file.write_text("*.txt M302 # 单位印在表头\n*.txt C110 # 没有这一问题\n*.txt C104 # 等批复 until 2020-01-01", "utf-8")
    out = run("check", document, "--format", "jsonl", "--select", "M302,C110,C104")[1]
    checked = json.loads(out)
    assert checked["summary"]["suppressed"] == 1
    assert checked["summary"]["errors"] == 0
    assert [(each["code"], each["by"], each["reason"], each["line"]) for each in checked["suppressed"]] == [
        ("M302", "ignore", "单位印在表头", 1)
    ]
    assert [note.split("（")[0] for note in checked["suppression_notes"]] == ["jixiao.ignore 第3行", "jixiao.ignore 第2行"]


def test_everything_is_listed_on_request(run: Run, document: Path, ignore_file: Path) -> None:
    ignore_file.write_text("* * # 已说明", "utf-8")
    assert codes(run("check", document, "--format", "json")[1]) == set()
    assert "M302" in codes(run("check", document, "--format", "json", "--no-suppress")[1])


def test_a_broken_ignore_file_stops_the_check(run: Run, document: Path, ignore_file: Path) -> None:
    ignore_file.write_text("绩效目标表.txt M302\n", "utf-8")
    code, out, err = run("check", document)
    assert (code, out) == (2, "")
    assert "没有写理由（第1行）" in err
    assert run("check", document, "--no-suppress")[0] == 1


def test_generate_must_be_said(run: Run, document: Path, ignore_file: Path) -> None:
    code, _, err = run("ignore", document)
    assert code == 2
    assert "jixiao ignore --generate" in err
    assert not ignore_file.exists()


# --- baseline ------------------------------------------------------------------------------------------------------------


def test_only_new_findings_count(run: Run, document: Path, tmp_path: Path) -> None:
    code, out, err = run("baseline", "--write", "基线.json", document)
    assert (code, err) == (0, "")
    assert "已写入 基线.json：1 个文件" in out
    assert run("check", document, "--baseline", "基线.json")[0] == 0
    document.write_text("补充说明。\n\n" + TABLE.replace("产出指标\t质量", "产出指标\t数量指标\t办证人数\t≥900\n产出指标\t质量"), "utf-8")
    code, out, _ = run("check", document, "--baseline", "基线.json")
    assert code == 1
    assert "办证人数" in out
    assert "指标“采购图书”" not in out
    assert "在基线里已有" in out


def test_the_settings_may_name_the_baseline(run: Run, document: Path, tmp_path: Path) -> None:
    run("baseline", "--write", "一月.json", document)
    folder = tmp_path / "上报"
    folder.mkdir()
    moved = document.rename(folder / document.name)
    (folder / "jixiao.toml").write_text('baseline = "../一月.json"\n', "utf-8")
    assert codes(run("check", moved, "--format", "json")[1]) == set()
    assert run("check", moved, "--no-suppress")[0] == 1
    _, out, _ = run("baseline", "--write", tmp_path / "二月.json", moved)  # the old one does not hide what the new one is to have
    assert "0 处问题" not in out


@pytest.mark.parametrize("value", ["3", '""', "[]"])
def test_a_baseline_setting_is_a_path(run: Run, document: Path, value: str) -> None:
    document.with_name("jixiao.toml").write_text(f"baseline = {value}\n", "utf-8")
    code, _, err = run("check", document)
    assert code == 2
    assert "“baseline”应当是文件的路径" in err


def test_a_baseline_that_is_none(run: Run, document: Path) -> None:
    code, _, err = run("check", document, "--baseline", document)
    assert code == 2
    assert "绩效目标表.txt：不是 jixiao baseline --write 写出的基线文件" in err
    code, _, err = run("check", document, "--baseline", "没有.json")
    assert code == 2
    assert "没有.json：找不到这个文件" in err


def test_a_bad_file_is_said_and_the_others_are_written(run: Run, document: Path, tmp_path: Path) -> None:
    code, _, err = run("baseline", "--write", "基线.json", document, "没有.txt")
    assert code == 2
    assert "没有.txt" in err
    assert len(json.loads((tmp_path / "基线.json").read_text("utf-8"))["documents"]) == 1


def test_write_must_be_said(run: Run, document: Path) -> None:
    code, _, err = run("baseline", document)
    assert code == 2
    assert "jixiao baseline --write" in err
