"""What the user names → documents: a file is one, a folder or a zip holds any number (zips within them too).

Nothing is unpacked to the disk: a member's name is only ever shown. What lies in a folder and is no document by its
ending (linter/data/documents.toml) is passed over, and said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.limits import SNIFF_BYTES, too_large, too_many_files
from linter.reading.members import WHOLE, Room, members
from linter.reading.naming import is_archive, is_document, spoken_of
from linter.reading.opening import opened, shown_name, unreadable
from linter.reading.sniff import sniff


@dataclass(frozen=True, slots=True)
class Input:
    """One document. `path`: the file on the disk, or the archive that holds it as `data`; `name`: what results call it.

    `error`: why it could not be reached. `passed_over`: no document, not to be checked.
    """

    path: Path
    name: str
    data: bytes | None = field(default=None, repr=False)
    error: ReadError | None = None
    passed_over: bool = False


def inputs(given: Path, limits: Limits) -> Iterator[Input]:
    """The documents that a path on the command line means, one at a time, in natural order of their names."""
    try:
        mode = given.stat().st_mode
    except (OSError, ValueError):  # the reader says what is wrong with it
        mode = 0
    if S_ISDIR(mode):
        yield from _in_folder(given, limits)
    elif S_ISREG(mode) and _is_zip(given):
        yield from in_archive(given, shown_name(given), limits)
    else:
        yield Input(given, shown_name(given))


def _is_zip(path: Path) -> bool:
    """Whether it is a zip of files; what Office writes are zips as well, and not meant."""
    try:
        with opened(path) as (file, _):
            return sniff(file.read(SNIFF_BYTES), path.name) == "zip"
    except ReadError:
        return False


def _in_folder(top: Path, limits: Limits) -> Iterator[Input]:
    shown = shown_name(top)
    prefix = PurePosixPath("" if shown in (".", "..") else shown)
    found: list[Found] = []
    for each in files_below(top):
        found.append(each)
        if len(found) > limits.archive_files:
            yield Input(top, shown, error=too_many_files(limits.archive_files))
            return
    yield from (Input(each.path, str(each.inside), error=each.error) for each in found if each.error)
    by_name = {each.inside: each.path for each in found if not each.error}
    for inside in spoken_of(by_name):
        path, said = by_name[inside], str(prefix / inside)
        if is_archive(said):
            yield from in_archive(path, said, limits)
        else:
            yield Input(path, said, passed_over=not is_document(said))


@dataclass(frozen=True, slots=True)
class Found:
    """A file below a folder: `inside` is its path in it, as it can be printed. `error`: a folder that may not be entered."""

    path: Path
    inside: PurePosixPath
    error: ReadError | None = None


def files_below(top: Path) -> Iterator[Found]:
    """Every file in a folder and the folders in it, as the system gives them."""
    closed: list[Found] = []

    def cannot_enter(error: OSError) -> None:
        folder = Path(error.filename)
        closed.append(Found(folder, PurePosixPath(shown_name(folder)), unreadable(error)))

    for folder, _, names in os.walk(top, onerror=cannot_enter):
        for name in names:
            path = Path(folder, name)
            yield Found(path, PurePosixPath(*(shown_name(Path(part)) for part in path.relative_to(top).parts)))
        yield from closed
        closed.clear()
    yield from closed


def in_archive(path: Path, name: str, limits: Limits, part: slice = WHOLE) -> Iterator[Input]:
    """The documents of a zip, or of a `part` of its members."""
    try:
        with opened(path) as (file, size):
            most = limits.bytes_of("archive")
            if size > most:
                raise too_large(most, size)
            for member in members(file, name, Room.of(limits, size), part=part):
                skipped = member.data is None and member.error is None
                yield Input(path, member.name, member.data, member.error, passed_over=skipped)
    except ReadError as error:
        yield Input(path, name, error=error)
