"""What README.md shows works: its Python block runs, its commands and options exist, its settings are understood."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from linter.cli import app
from linter.report.formats import FORMATS
from linter.settings import settings_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
FENCED = re.findall(r"^```(\w*)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line.partition("#")[0].strip() for language, text in FENCED if not language for line in text.splitlines() if line.startswith("jixiao ")]


def test_the_tutorial_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = [text for language, text in FENCED if language == "python"]
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(block, names)  # what readers would paste
    assert len(names["frames"].projects) == 5
    assert len(names["frames"].findings) > 0


def test_the_settings_are_understood() -> None:
    (block,) = [text for language, text in FENCED if language == "toml"]
    settings = settings_of(tomllib.loads(block), "README.md")
    assert settings.given == {"profile", "ignore", "severity", "options", "labels"}


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_and_options_exist(line: str) -> None:
    commands: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    name = line.split()[1]
    assert name in commands
    known = {option for each in commands[name].params for option in each.opts}
    assert set(re.findall(r"(?<= )--?[a-z][\w-]*", line)) <= known, line


def test_every_format_is_named() -> None:
    assert f"{'、'.join(FORMATS)}。" in README
