"""How a screening of a made-up intake compares with what was put into it.

    python -m tests.screen.against_truth RESULTS INTAKE
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.intake import Truth, read_truth
from tests.screen.filing import rows

_Place = tuple[str, str, str]  # agency, project, field ('' for a set of indicators)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one rule: places that had to be found, those of them that were, and what was found besides."""

    wanted: int
    found: int
    besides: tuple[_Place, ...]

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of the files: `wrong` are those whose outcome is not the one it must be, `lost` are in no list at all."""

    documents: int
    wrong: tuple[str, ...]
    lost: tuple[str, ...]


def scores(out: Path, truth: Truth) -> dict[str, Score]:
    """Rule → how it did."""
    members = {
        code: {(agency, project, "" if field == "indicators" else field) for agency, project, field in rows(
            out, f"SELECT agency, project_name, field FROM clusters WHERE code = '{code}' AND round = 'now'")}
        for code in ("B205", "B206", "B209")
    }
    outliers = {(agency, project, field) for agency, project, field in rows(out, "SELECT agency, project_name, field FROM findings WHERE code = 'V407'")}
    return {
        "B205": _score({(each.agency, each.project, each.field) for copies in truth.copies if copies.reported for each in copies.members}, members["B205"]),
        "B209": _score({(each.agency, each.project, "") for copies in truth.indicator_sets if copies.reported for each in copies.members}, members["B209"]),
        "B206": _score({(each.agency, each.project, "") for each in truth.repeats if each.reported}, members["B206"]),
        "V407": _score({(each.agency, each.project, each.name) for each in truth.outliers}, outliers),
    }


def _score(wanted: set[_Place], found: Iterable[_Place]) -> Score:
    held = set(found)
    return Score(len(wanted), len(wanted & held), tuple(sorted(held - wanted)))


def fates(out: Path, truth: Truth) -> Fates:
    """What became of each file of the intake."""
    folder = Path(truth.folder).name
    status = dict(rows(out, "SELECT name, status FROM documents WHERE round = 'now'"))
    wrong, lost = [], []
    for document in truth.documents:
        name = f"{folder}/{document.path}"
        if name not in status:
            lost.append(name)
        elif status[name] == "failed":
            wrong.append(f"{name}: failed")
    for hostile in truth.hostile:
        name = f"{folder}/{hostile.path}"
        held = [own for known, own in status.items() if known == name or known.startswith(f"{name}/")]
        if hostile.outcome == "failed" and "failed" not in held:
            wrong.append(f"{name} ({hostile.kind}): {held or 'not there'}")
        elif hostile.outcome in ("partial", "read") and not held:
            lost.append(f"{name} ({hostile.kind})")
    return Fates(len(truth.documents), tuple(wrong), tuple(lost))


def main(out: Path, truth: Truth) -> None:
    for code, score in scores(out, truth).items():
        print(f"{code}: wanted {score.wanted}, found {score.found} (recall {score.recall:.4f}), besides {len(score.besides)}")
        for place in score.besides[:8]:
            print("   besides:", *place)
    told = fates(out, truth)
    print(f"documents {told.documents}: wrong {len(told.wrong)}, lost {len(told.lost)}")
    for each in (*told.wrong[:10], *told.lost[:10]):
        print("  ", each)


if __name__ == "__main__":
    main(Path(sys.argv[1]), read_truth(Path(sys.argv[2])))
