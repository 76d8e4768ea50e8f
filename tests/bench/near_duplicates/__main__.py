"""Near-duplicate search at several sizes, every method in its own process on the same set with the same bands; prints a table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

from linter.screen.near.banding import Banding, text_banding
from tests.bench.near_duplicates.measuring import Figures, measured
from tests.bench.near_duplicates.methods import METHODS
from tests.bench.near_duplicates.prepared import prepared

HEAD = (
    "| texts | bands | method | s | CPU s | texts/s | peak RSS MiB | spill MiB | candidates | same | R proposed | R ≥ 0.85 | R ≥ 0.90 | P before | to leader | time × | CPU × |\n"
    "|" + "---|" * 17
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.near_duplicates", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument("--peers", nargs="*", choices=sorted(set(METHODS) - {"here"}), default=[])
    parser.add_argument("--bands", help="bands x rows x estimate, such as 16x4x0.45; by the number of texts if not given")
    parser.add_argument("--boilerplate", type=float, default=0.0, help="share of texts that are stock sentences with other names")
    parser.add_argument("--memory", default="2GiB", help="DuckDB's memory limit")
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "jixiao-bench", help="where the made-up sets are kept")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    print(HEAD, flush=True)
    for size in given.sizes:
        banding = _banding(given.bands) if given.bands else text_banding(size)
        for line in table(prepared(given.folder, size, given.boilerplate), size, banding, given.peers, given.memory):
            print(line, flush=True)


def table(path: Path, size: int, banding: Banding, peers: list[str], memory: str) -> Iterator[str]:
    """One line for each method, this package first."""
    ours = measured("here", path, banding, memory)
    yield line("here", size, banding, ours, ours)
    for peer in peers:
        yield line(peer, size, banding, measured(peer, path, banding, memory), ours)


def line(method: str, size: int, banding: Banding, figures: Figures, ours: Figures) -> str:
    """A line of the table; the last columns are its times over ours."""
    found = figures.outcome
    return (
        f"| {size:,} | {banding.bands}×{banding.rows} | {method} | {figures.seconds:.2f} | {figures.cpu:.2f} | {size / figures.seconds:,.0f} | {figures.memory:,.0f} "
        f"| {figures.spilled:,.0f} | {found.candidates:,} | {found.same:,} | {found.proposed:.4f} | {found.found:.4f} | {found.rule:.4f} "
        f"| {found.precise:.3f} | {found.close:.3f} | {figures.seconds / ours.seconds:.1f} | {figures.cpu / ours.cpu:.1f} |"
    )


def _banding(said: str) -> Banding:
    bands, rows, estimate = said.split("x")
    return Banding(int(bands), int(rows), float(estimate))


if __name__ == "__main__":
    main()
