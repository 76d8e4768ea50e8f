"""python -m tests.intake OUT [--submissions 2000] [--projects 30000] [--seed 1] [--year 2025] [--last-year DIR] …"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from time import perf_counter

from tests.intake.making import make_intake
from tests.intake.truth import Truth, truth_path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.intake", description="Makes up an intake of submissions and the truth beside it.")
    parser.add_argument("out", type=Path, help="a folder that is empty or does not exist")
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--projects", type=int, default=30000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--year", type=int, default=2025)
    parser.add_argument("--last-year", type=Path, help="also writes the intake of the year before, into this folder")
    parser.add_argument("--hostile", type=float, default=0.01, help="hostile or broken files to a submission")
    parser.add_argument("--containers", default="", help="kinds of file by commas: xlsx,docx …; doc and rtf need LibreOffice")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    began = perf_counter()
    truth = make_intake(
        given.out, submissions=given.submissions, projects=given.projects, seed=given.seed, year=given.year, last_year=given.last_year,
        hostile=given.hostile, containers=tuple(filter(None, given.containers.split(","))), processes=given.processes,
    )
    print(_summary(truth), f"{perf_counter() - began:.1f} s", f"truth: {truth_path(given.out)}", sep="\n")


def _summary(truth: Truth) -> str:
    counts = {
        "documents": len(truth.documents), "projects": sum(len(each.projects) for each in truth.documents), "agencies": len(truth.agencies),
        "copied texts": sum(each.reported for each in truth.copies), "not to be counted": sum(not each.reported for each in truth.copies),
        "copied indicator sets": sum(each.reported for each in truth.indicator_sets), "outliers": len(truth.outliers),
        "repeats": sum(each.reported for each in truth.repeats), "repeats with other figures": sum(not each.reported for each in truth.repeats),
        "duplicates": len(truth.duplicates), "hostile": len(truth.hostile),
    }
    editions = Counter(each.edition for each in truth.documents)
    return "\n".join([*(f"{name}: {count}" for name, count in counts.items()), ", ".join(f"{name} {count}" for name, count in editions.most_common())])


if __name__ == "__main__":
    main()
