"""`--manifest`: which files there are, whose they are and of what year, as the bureau's own register says it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath

from linter.errors import SettingsError
from linter.reading.opening import shown_name
from linter.screen.listed import listed
from linter.tables import table

_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of a file, or of all files in a folder or zip."""

    agency: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The register. `paths`: the files and folders it names, in its order."""

    paths: tuple[Path, ...] = ()
    _entries: dict[str, Entry] = field(default_factory=dict)

    def of(self, path: str, name: str) -> Entry | None:
        """What it says of a document: `path` on the disk, `name` with the members of zips. The nearest entry above it counts."""
        inside = PurePosixPath(name).parts
        file = _key(Path(path))
        for candidate in (*_members(file, inside), *_above(file)):
            if candidate in self._entries:
                return self._entries[candidate]
        return None


def _members(file: str, inside: tuple[str, ...]) -> Iterator[str]:
    """The document as a member of the zip `file`, and the folders in that zip, from the inside out."""
    archive = PurePath(file).name
    if archive in inside[:-1]:
        within = inside[inside.index(archive) + 1 :]
        for last in range(len(within), 0, -1):
            yield str(PurePath(file, *within[:last]))


def _above(file: str) -> Iterator[str]:
    yield file
    yield from map(str, PurePath(file).parents)


def _key(path: Path) -> str:
    return os.path.normpath(path.absolute())


def read_manifest(path: Path) -> Manifest:
    """The register in a file; its paths are from its own folder. Raises SettingsError that names file, place and remedy."""
    entries: dict[str, Entry] = {}
    paths: dict[str, Path] = {}
    source = shown_name(path)
    for row in listed(path, table("screen")["columns"]["manifest"], ("path",), "文件清单"):
        said = row["path"].replace("\\", "/")
        if not said:
            raise SettingsError("这一行没有写文件", source=source, place=row.place, remedy="请补上文件路径，或者删去这一行。")
        here = path.parent / said
        year = row["year"].removesuffix("年").removesuffix("年度")
        if year and not (year.isascii() and year.isdecimal() and int(year) in _YEARS):
            raise SettingsError(f"年度“{row['year']}”看不懂", source=source, place=row.place, remedy="请写四位数的年份，如 2025。")
        entries[_key(here)] = Entry(row["agency"], int(year) if year else None)
        member = next((parent for parent in here.parents if parent.is_file()), None)  # a document in a zip: the zip is what is opened
        paths.setdefault(_key(member or here), member or here)
    return Manifest(tuple(paths.values()), entries)
