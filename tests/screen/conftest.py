"""Screening without processes and without outputs, for tests of what is found."""

from __future__ import annotations

import pytest

from linter.screen import local, run
from linter.screen.deliver import Delivered
from tests.screen.filing import here


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are checked in the test's own process."""
    monkeypatch.setattr(local, "check", here)


@pytest.fixture
def only_found(in_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Besides, nothing is written but the store."""
    monkeypatch.setattr(run, "deliver", lambda *about: Delivered())
