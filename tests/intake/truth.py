"""What was put into an intake: the answers a screening run is compared with. Written beside the folder, never in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

SaidBy = Literal["document", "folder", "manifest"]
Alike = Literal["exact", "edited", "near_miss", "citation", "stock", "same_agency"]
Outcome = Literal["failed", "partial", "read", "passed_over", "ignored"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A project as a file prints it; `indicators` counts the rows of the file, both halves of a row as one."""

    name: str
    indicators: int


@dataclass(frozen=True, slots=True)
class DocumentTruth:
    """One submission. `path` goes on into archives (甲局/报送.zip/乙站/表.xlsx). `agency` is the name in full, `printed` how the
    file itself calls it ('' where it does not), `said_by` the weakest place that is enough to know it."""

    path: str
    agency: str
    printed: str
    said_by: SaidBy
    year: int
    layout: str
    edition: str
    projects: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One place of a copy: `field` '' for the whole set of indicators. `similarity` to the first member."""

    agency: str
    project: str
    path: str
    field: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts (B205) or indicator sets (B209) that belong together; `reported`: whether the rule must find them.

    near_miss: too different (every pair of them). citation, stock: the same everywhere, and allowed to be once the
    phrases of `Truth.stock_phrases` are told to the policy. same_agency: both of one agency, under its two spellings.
    """

    kind: Alike
    reported: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """B206: a project and the one of the year before it comes from. `reported`: only the year was changed."""

    agency: str
    project: str
    path: str
    last_project: str
    last_path: str
    reported: bool


@dataclass(frozen=True, slots=True)
class Outlier:
    """V407: a target far from those of the `agencies` agencies that use the same name."""

    agency: str
    project: str
    path: str
    name: str
    target: str
    agencies: int


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile or broken file and what must come of it.

    failed: reported as failed (of an archive: it or its bad member). partial: failed, read in part, or without any
    form; never lost or fatal. read: as harmless as any, `documents` forms to be read from it. passed_over: named as no
    document. ignored: not even spoken of.
    """

    path: str
    kind: str
    outcome: Outcome
    documents: int = 0


@dataclass(frozen=True, slots=True)
class AgencyTruth:
    name: str
    department: str
    alias: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything about one intake. `duplicates`: pairs of paths with the same bytes, the second the one too many."""

    folder: str
    year: int
    seed: int
    agencies: tuple[AgencyTruth, ...]
    documents: tuple[DocumentTruth, ...]
    copies: tuple[Copies, ...]
    indicator_sets: tuple[Copies, ...]
    repeats: tuple[Repeat, ...]
    outliers: tuple[Outlier, ...]
    duplicates: tuple[tuple[str, str], ...]
    hostile: tuple[Hostile, ...]
    manifest: tuple[str, ...]
    stock_phrases: tuple[str, ...]

    def write(self) -> Path:
        path = truth_path(Path(self.folder))
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self)))
        return path


def truth_path(folder: Path) -> Path:
    return folder.parent / f"{folder.name}.truth.json"


def alias_path(folder: Path) -> Path:
    return folder.parent / f"{folder.name}.单位表.csv"


def read_truth(folder: Path) -> Truth:
    """The truth beside an intake. Raises FileNotFoundError."""
    return msgspec.json.decode(truth_path(folder).read_bytes(), type=Truth)
