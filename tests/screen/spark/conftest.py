"""What tests on a cluster have in common. Without pyspark or Java they are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.screen.spark.standalone import Standalone


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A master and two workers, for all tests that leave them alive."""
    with running(tmp_path_factory.mktemp("spark")) as found:
        yield found


@contextmanager
def running(folder: Path) -> Iterator[Standalone]:
    """A cluster, and this process with what it takes to use it."""
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed")
    with pytest.MonkeyPatch.context() as patch, Standalone(folder / "cluster") as found:
        for key, value in found.environment.items():
            patch.setenv(key, value)
        yield found
