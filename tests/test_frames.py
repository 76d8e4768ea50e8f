"""Data frames for analysts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from linter.frames import Checked, check, read
from linter.settings import settings_of

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(SAMPLES / "two_halves", SAMPLES / "flat_list" / "jinxi_museum.csv")


def test_a_row_a_table_an_indicator_and_a_finding(checked: Checked) -> None:
    frames = checked.to_frames()
    assert len(frames.projects) == sum(len(result.submission.tables) for result in checked)
    assert len(frames.indicators) == sum(len(table.indicators) for result in checked for table in result.submission.tables)
    assert len(frames.findings) == sum(len(result.verdict.findings) for result in checked)
    assert set(frames.projects["source"]) == {"two_halves/qinghe_education.txt", "two_halves/yunxi_water.html", "jinxi_museum.csv"}


def test_amounts_and_numbers_are_numbers(checked: Checked) -> None:
    frames = checked.to_frames()
    assert pd.api.types.is_float_dtype(frames.projects["amount_annual"])
    assert pd.api.types.is_float_dtype(frames.indicators["number"])
    table = next(iter(checked)).submission.tables[0]
    assert table.amounts.annual is not None
    assert frames.projects["amount_annual"][0] == float(table.amounts.annual.yuan)


def test_frames_join_by_source_and_table(checked: Checked) -> None:
    frames = checked.to_frames()
    joined = frames.findings.dropna(subset=["table"]).merge(frames.projects, on=["source", "table"])
    counted = joined[joined["severity"] == "error"].groupby(["source", "table"]).size()
    said = frames.projects.set_index(["source", "table"])["errors"]
    assert (said[counted.index] == counted).all()
    assert said.sum() == counted.sum()


def test_reading_alone_finds_nothing() -> None:
    frames = read(SAMPLES / "two_halves" / "yunxi_water.html").to_frames()
    assert len(frames.indicators) > 0
    assert len(frames.findings) == 0
    assert list(frames.findings.columns[:4]) == ["source", "table", "project_name", "code"]


def test_settings_hold(checked: Checked) -> None:
    findings = check(SAMPLES / "two_halves", settings=settings_of({"select": ["M"]}, "")).to_frames().findings
    assert set(findings["code"].str[0]) == {"M"}


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    for result in (*check(tmp_path), *read(tmp_path)):
        assert result.failed
        assert "空" in result.submission.notes[0].text
