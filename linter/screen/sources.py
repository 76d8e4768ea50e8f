"""What the user names → `Source`s in natural order: files, and parts of large zips, without opening any document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import Literal
from zipfile import ZipFile

from linter.errors import ReadError
from linter.reading.inputs import files_below
from linter.reading.naming import is_archive, is_document, spoken_of
from linter.reading.opening import opened, shown_name, unreadable
from linter.reading.package import ZIP_FAULTS
from linter.tables import table

Round = Literal["now", "last"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file on the disk, or the members `start` to `stop` of a zip. `name`: what results call it, from the folder the user named.

    `size` and `modified` (nanoseconds) tell whether it has changed since. `error`: why it cannot be reached; `passed_over`: it is no document.
    """

    path: str
    name: str
    round: Round = "now"
    start: int = 0
    stop: int | None = None
    size: int = 0
    modified: int = 0
    error: ReadError | None = None
    passed_over: bool = False

    @property
    def part(self) -> slice:
        return slice(self.start, self.stop)

    @property
    def archive(self) -> bool:
        return is_archive(self.name)


def sources(tops: Sequence[Path], round: Round = "now", *, outside: Sequence[Path] = ()) -> Iterator[Source]:
    """The sources that files and folders mean, each once; none that is or lies in one of `outside`: the results, the register …"""
    kept_out = tuple(path.resolve() for path in outside)
    given = {top.resolve() for top in tops}
    for top in dict.fromkeys(tops):
        if not given.isdisjoint(top.resolve().parents):
            continue  # it lies in another that was given
        if top.is_dir():
            yield from _below(top, round, kept_out)
        else:
            yield from _parts(top.absolute(), shown_name(top), round, named=True)


def _below(top: Path, round: Round, kept_out: Sequence[Path]) -> Iterator[Source]:
    shown = shown_name(top)
    prefix = PurePosixPath("" if shown in (".", "..") else shown)
    ours = [path for path in kept_out if path.is_relative_to(top.resolve())]

    by_name: dict[PurePosixPath, Path] = {}
    for found in files_below(top.absolute()):
        if found.error:
            yield Source(str(found.path), str(prefix / found.inside), round, error=found.error)
        elif not any(found.path.resolve().is_relative_to(path) for path in ours):
            by_name[found.inside] = found.path
    for name in spoken_of(by_name):
        yield from _parts(by_name[name], str(prefix / name), round)


def _parts(path: Path, name: str, round: Round, *, named: bool = False) -> Iterator[Source]:
    """One source, or several of a zip with many members. A file the user has `named` is a document whatever its ending."""
    try:
        about = path.stat()
    except OSError as error:
        yield Source(str(path), name, round, error=unreadable(error))
        return
    if not S_ISREG(about.st_mode) or not (named or is_document(name) or is_archive(name)):
        yield Source(str(path), name, round, passed_over=True)
        return
    whole = Source(str(path), name, round, size=about.st_size, modified=about.st_mtime_ns)
    most = int(table("screen")["shards"]["part"])
    count = _members(path) if whole.archive else 0
    if count <= most:
        yield whole
        return
    for start in range(0, count, most):
        last = start + most >= count
        yield Source(str(path), name, round, start, None if last else start + most, about.st_size, about.st_mtime_ns)


def _members(path: Path) -> int:
    """How many members a zip says it has; 0 where it does not, its reader will say why."""
    try:
        with opened(path) as (file, _), ZipFile(file) as archive:
            return len(archive.infolist())
    except (ReadError, *ZIP_FAULTS):
        return 0
