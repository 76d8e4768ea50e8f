"""The usual made-up screening, made once."""

from __future__ import annotations

import pytest

from linter.report.screening.values import Screening
from tests.report.screening.made_up import screening


@pytest.fixture(scope="session")
def usual() -> Screening:
    return screening()
