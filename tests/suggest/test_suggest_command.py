"""`jixiao suggest` and `library = …` as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linter import cli
from linter.errors import SettingsError
from linter.settings import load


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(list(arguments))
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture(autouse=True)
def in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_name_is_answered_with_values_and_near_indicators(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "suggest", "制卡差错率")
    assert (code, err) == (0, "")
    assert "“≤0.1%”" in out
    assert "制卡信息差错率" in out
    assert "供参考" in out


def test_a_name_with_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert "“≥98%”" in run(capsys, "suggest", "合格率：合格")[1]


def test_only_one_category(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "suggest", "教师培训", "--category", "成本指标", "--format", "json", "-n", "3")
    answer = json.loads(out)
    assert answer["category"] == "cost"
    assert 1 <= len(answer["indicators"]) <= 3
    assert {each["category"] for each in answer["indicators"]} == {"cost"}
    assert "供参考" in answer["note"]


def test_a_sentence_names_what_it_speaks_of(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "suggest", "在全县开展普法宣传活动，办理法律援助案件，落实村居法律顾问。")
    assert "普法宣传活动场次" in out


def test_nothing_near_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "suggest", "明月几时有")
    assert code == 0
    assert "没有找到合适的建议" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--category", "好的"), "--category"), (("-n", "0"), "1 到 50"), (("-n", "多"), "1 到 50")],
)
def test_mistakes_are_said_in_chinese(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str) -> None:
    code, out, err = run(capsys, "suggest", "合格率", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "suggest", "--help")
    assert code == 0
    assert "供参考" in out


def test_a_library_of_ones_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "库.csv").write_text("指标名称,指标类别,指标值\n鱼苗检疫合格率,质量,≥99.5%\n", "utf-8")
    (tmp_path / "jixiao.toml").write_text('library = "库.csv"\nlibrary_mode = "replace"\n', "utf-8")
    answer = json.loads(run(capsys, "suggest", "鱼苗检疫合格率", "--format", "json")[1])
    assert [each["name"] for each in answer["indicators"]] == ["鱼苗检疫合格率"]
    assert answer["indicators"][0]["source"] == "自有指标库"
    assert answer["targets"][0] == "≥99.5%"


def test_a_library_that_cannot_be_used_stops_the_check(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('library = "没有.csv"\n', "utf-8")
    (tmp_path / "表.txt").write_text("项目支出绩效目标表\n", "utf-8")
    code, out, err = run(capsys, "check", "表.txt")
    assert (code, out) == (2, "")
    assert "没有.csv" in err
    assert "指标库读不了" in err


def test_the_path_is_from_the_settings_files_folder(tmp_path: Path) -> None:
    path = tmp_path / "设置" / "jixiao.toml"
    path.parent.mkdir()
    path.write_text('library = "库.csv"\n', "utf-8")
    settings = load(path)
    assert settings.library == str(path.parent / "库.csv")
    assert settings.library_mode == "extend"


@pytest.mark.parametrize("text", ["library = 3\n", 'library = ""\n', 'library_mode = "both"\n'])
def test_settings_are_checked(tmp_path: Path, text: str) -> None:
    path = tmp_path / "jixiao.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="library"):
        load(path)
