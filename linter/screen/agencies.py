"""Whose document it is (manifest > document > folder), under which of its names, and below which 主管部门."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from linter.errors import SettingsError
from linter.reading.naming import is_archive
from linter.reading.opening import shown_name
from linter.screen.listed import listed
from linter.tables import table
from linter.wording import squeeze

_SEPARATORS = re.compile(r"[、；;，,\n]+")


@dataclass(frozen=True, slots=True)
class AgencyTable:
    """单位表: other spelling → the agency's name, agency → its 主管部门 (''  where it has none)."""

    names: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    def name(self, said: str) -> str:
        """The agency's own name for a spelling of it, '' for ''."""
        plain = plain_name(said)
        return self.names.get(squeeze(plain), plain)


def plain_name(said: str) -> str:
    """A name without its code in front and the mark of the department's own level behind."""
    name = _code().sub("", " ".join(said.split()))
    for tail in table("screen")["agency"]["tails"]:
        name = name.removesuffix(tail)
    return name.strip()


@cache
def _code() -> re.Pattern[str]:
    return re.compile(table("screen")["agency"]["code"])


def read_agencies(path: Path) -> AgencyTable:
    """The table of agencies in a file. Raises SettingsError where a spelling is given to two agencies, or a tree runs in a circle."""
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    source = shown_name(path)
    for row in listed(path, table("screen")["columns"]["agencies"], ("agency",), "单位表"):
        agency, parent = plain_name(row["agency"]), plain_name(row["parent"])
        if not agency:
            raise SettingsError("这一行没有写单位", source=source, place=row.place, remedy="请补上单位名称，或者删去这一行。")
        for alias in (agency, *filter(None, map(plain_name, _SEPARATORS.split(row["alias"])))):
            if names.setdefault(squeeze(alias), agency) != agency:
                raise SettingsError(
                    f"“{alias}”既是“{names[squeeze(alias)]}”又是“{agency}”", source=source, place=row.place, remedy="一个名称只能归一个单位。"
                )
        if parent and parent != agency:
            parents[agency] = parent
    parents = {agency: names.get(squeeze(parent), parent) for agency, parent in parents.items()}
    for agency in parents:
        seen = {agency}
        above = parents[agency]
        while above in parents:
            if above in seen:
                raise SettingsError(f"“{agency}”的主管部门绕了一圈又回到自己", source=source, remedy="请改正主管部门一列。")
            seen.add(above)
            above = parents[above]
    return AgencyTable(names, parents)


def folder_of(name: str) -> str:
    """What the folders say: the last one above the document that is a name, zips by their names; '' where there is none."""
    folders = PurePosixPath(name).parts[1:-1]  # the first is the folder the user named
    for folder in reversed(folders):
        said = plain_name(folder.rpartition(".")[0] if is_archive(folder) else folder)
        if any("\u4e00" <= letter <= "\u9fff" for letter in said) and not _other_folder().fullmatch(said):
            return said
    return ""


@cache
def _other_folder() -> re.Pattern[str]:
    return re.compile("|".join(table("screen")["agency"]["other_folders"]))


def inferred_parents(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Agency → department, from what the documents' forms say (agency, 主管部门); where they differ, what most say."""
    counts: dict[str, Counter[str]] = {}
    for agency, department in said:
        if agency and department and department != agency:
            counts.setdefault(agency, Counter())[department] += 1
    found = {agency: max(own, key=lambda name: (own[name], name)) for agency, own in counts.items()}
    return {agency: parent for agency, parent in found.items() if found.get(parent) != agency}
