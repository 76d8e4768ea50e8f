"""The smallest size of the comparison. Prints the table; what is asserted is what was found, never a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.screen.near.banding import text_banding
from tests.bench.near_duplicates.__main__ import HEAD, line
from tests.bench.near_duplicates.measuring import measured
from tests.bench.near_duplicates.prepared import prepared

SIZE = 10_000

pytestmark = pytest.mark.bench


def test_near_duplicates_beside_datasketch_and_rensa(tmp_path: Path) -> None:
    path, banding = prepared(tmp_path, SIZE, 0.0), text_banding(SIZE)
    ours = measured("here", path, banding, "1GiB")
    print("\n" + HEAD, line("here", SIZE, banding, ours, ours), sep="\n")
    for peer in ("datasketch", "rensa"):
        pytest.importorskip(peer)
        theirs = measured(peer, path, banding, "1GiB")
        print(line(peer, SIZE, banding, theirs, ours))
        assert ours.outcome.found >= theirs.outcome.found - 0.01
    assert ours.outcome.found >= 0.99
    assert ours.outcome.rule >= 0.995
