"""A made-up intake with copies, repeats, outliers and broken files in it: what was planted is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.settings import Settings
from tests.intake import Truth, make_intake
from tests.screen.against_truth import fates, scores
from tests.screen.filing import screened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("来件")
    truth = make_intake(folder / "报送", submissions=80, projects=700, seed=11, hostile=0.15, last_year=folder / "上年")
    settings = Settings(options={"B205": {"also": list(truth.stock_phrases)}})
    screened(
        folder / "结果", folder / "报送", settings=settings, workers=2, last_year=(folder / "上年",), manifest=folder / "报送" / "manifest.csv",
        agencies=folder / "报送.单位表.csv",
    )
    return folder / "结果", truth


@pytest.mark.parametrize("code", ["B205", "B206", "B209", "V407"])
def test_what_was_planted_is_found_and_nothing_else(made: tuple[Path, Truth], code: str) -> None:
    score = scores(*made)[code]
    assert score.wanted
    assert score.recall == 1.0
    assert score.besides == ()


def test_no_file_is_lost_and_every_broken_one_reported(made: tuple[Path, Truth]) -> None:
    told = fates(*made)
    assert told.wrong == ()
    assert told.lost == ()
