"""Settings files: what they may say, and how a mistake in them is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from linter.errors import SettingsError
from linter.limits import Limits
from linter.settings import DEFAULTS, Settings, code_list, find, load, override


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[..., Settings]:
    def load_text(text: str, name: str = "jixiao.toml", encoding: str = "utf-8") -> Settings:
        path = tmp_path / name
        path.write_text(text, encoding)
        return load(path)

    return load_text


def test_everything_a_file_can_say(loaded: Callable[..., Settings]) -> None:
    settings = loaded(
        'profile = "strict"\nselect = ["M", "C101"]\nignore = "F510，B2"\nfail_on = "warning"\n'
        '[severity]\nb204 = "info"\nC103 = "off"\n[options.c110]\nallowed = [90]\n'
        '[labels]\n"项目全称" = "field.project_name"\n"目标" = ["text.goals", "half.annual"]\n'
    )
    assert settings.profile == "strict"
    assert settings.select == ("M", "C101")
    assert settings.ignore == ("F510", "B2")
    assert settings.fail_on == "warning"
    assert settings.severity_of("B204") == "info"
    assert settings.severity == {"B204": "info", "C103": "off"}
    assert settings.severity_of("C103") is None
    assert settings.options == {"C110": {"allowed": [90]}}
    assert settings.labels == {"项目全称": "field.project_name", "目标": ["text.goals", "half.annual"]}
    assert settings.source.endswith("jixiao.toml")


def test_nothing_said_is_the_defaults(loaded: Callable[..., Settings]) -> None:
    assert replace(loaded(""), source="") == DEFAULTS


def test_pyproject(loaded: Callable[..., Settings]) -> None:
    settings = loaded('[project]\nname = "x"\n[tool.jixiao]\nfail_on = "never"\n', "pyproject.toml")
    assert settings.fail_on == "never"


def test_notepad_writes_a_byte_order_mark(loaded: Callable[..., Settings]) -> None:
    assert loaded('profile = "all"', encoding="utf-8-sig").profile == "all"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('profil = "all"', "不认识的设置项“profil”。 您是不是想写“profile”？"),
        ('profile = "publik"', "您是不是想写“publish”？可选：submit、publish、strict、all"),
        ("profile = 3", "“profile”的值“3”不在可选范围内"),
        ('fail_on = "info"', "可选：error、warning、never"),
        ("select = 101", "“select”应当是文字或文字的列表"),
        ("ignore = [1]", "“ignore”应当是文字或文字的列表"),
        ('severity = "info"', "请写成 [severity] 一节"),
        ('[severity]\nB204 = "warn"', "您是不是想写“warning”？"),
        ("options = 1", "请写成 [options] 一节"),
        ('[options]\nB204 = "x"', "请写成 [options.B204] 一节"),
        ('[labels]\n"项目全称" = "field.project_nam"', "您是不是想写“field.project_name”？"),
        ('[labels]\n"项目全称" = 3', "“labels.项目全称”应当是文字或文字的列表"),
        ("profile = all", "第1行第11列"),
        ('profile = "all', "不符合 TOML 的写法"),
    ],
)
def test_mistakes_name_the_file_the_key_and_the_way_out(loaded: Callable[..., Settings], text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(text)
    assert said in str(caught.value)
    assert "jixiao.toml" in str(caught.value)


def test_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "jixiao.toml"
    path.write_bytes('[labels]\n"项目全称" = "field.project_name"'.encode("gbk"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="找不到设置文件"):
        load(tmp_path / "没有.toml")
    with pytest.raises(SettingsError, match="打不开设置文件"):
        load(tmp_path)


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    folder, working = tmp_path / "文件", tmp_path / "当前"
    folder.mkdir()
    working.mkdir()
    document = folder / "表.txt"
    assert find(document, working) is None
    (working / "pyproject.toml").write_text("[project]\n", "utf-8")
    assert find(document, working) is None, "a pyproject.toml that does not speak of jixiao"
    (working / "pyproject.toml").write_text("[tool.jixiao]\n", "utf-8")
    assert find(document, working) == working / "pyproject.toml"
    (working / "jixiao.toml").touch()
    assert find(document, working) == working / "jixiao.toml"
    (folder / "jixiao.toml").touch()
    assert find(document, working) == folder / "jixiao.toml"


def test_the_command_line_wins_where_it_speaks() -> None:
    settings = Settings(profile="strict", ignore=("F510",), fail_on="warning")
    assert override(settings, profile=None, ignore=(), fail_on="never") == Settings("strict", ignore=("F510",), fail_on="never")


def test_codes_as_people_type_them() -> None:
    assert code_list(["C101,M", "B201、b202 ", "empty-goal；F5"]) == ("C101", "M", "B201", "b202", "empty-goal", "F5")
    assert code_list([]) == ()


def test_limits_are_set_by_name(tmp_path: Path) -> None:
    path = tmp_path / "jixiao.toml"
    path.write_text("[limits]\npages = 20\nseconds = 5\n", "utf-8")
    assert load(path).limits == Limits(pages=20, seconds=5)


@pytest.mark.parametrize(("line", "said"), [("page = 20", "pages"), ("pages = 0", "1 以上的整数"), ('pages = "许多"', "1 以上的整数"), ("seconds = true", "整数")])
def test_limits_that_make_no_sense(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "jixiao.toml"
    path.write_text(f"[limits]\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=said):
        load(path)
