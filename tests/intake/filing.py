"""The files of an intake on the disk: in folders and archives, some twice, with a manifest for a part of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from random import Random

from tests.containers.packed import packed
from tests.intake.agencies import Agency, table
from tests.intake.planning import Submission

MANIFEST = "manifest.csv"
_LISTED, _TWICE, _ODDLY_NAMED = 0.10, 0.01, 0.005


def archive_of(path: str) -> str:
    """The archive on the disk that holds this path, '' for a file that lies in a folder."""
    head, found, _ = path.partition(".zip/")
    return head + ".zip" if found else ""


def pack(held: Mapping[str, bytes], archive: str) -> bytes:
    """The archive of these paths; the archives within it as well."""
    files: dict[str, bytes] = {}
    within: dict[str, dict[str, bytes]] = {}
    for path, data in held.items():
        inside = path.removeprefix(f"{archive}/")
        inner = archive_of(inside)
        if inner:
            within.setdefault(inner, {})[inside] = data
        else:
            files[inside] = data
    return packed(files | {inner: pack(each, inner) for inner, each in within.items()})


def oddly_named(submissions: Sequence[Submission], seed: int) -> dict[int, str]:
    """Submission number → another path, with a name that a careless program trips over."""
    rng = Random(f"{seed}/names")
    loose = [each for each in submissions if not archive_of(each.path) and each.said_by == "document"]
    names = table("hostile")["names"]
    count = min(len(names), len(loose), max(1, round(len(submissions) * _ODDLY_NAMED)))
    chosen = rng.sample(loose, count)
    return {each.number: str(PurePosixPath(each.path).with_name(name + PurePosixPath(each.path).suffix)) for each, name in zip(chosen, names, strict=False)}


def copied_twice(submissions: Sequence[Submission], seed: int) -> Iterator[tuple[Submission, str]]:
    """Submissions whose bytes come in once more, and the path of the copy: beside them, or loose as well as in an archive."""
    rng = Random(f"{seed}/twice")
    for each in rng.sample(list(submissions), max(1, round(len(submissions) * _TWICE))):
        path = PurePosixPath(each.path)
        yield each, f"{each.agency.department}/{each.agency.name}/{path.stem[:40]} - 副本{each.number}{path.suffix}"


def listed(submissions: Sequence[Submission], seed: int) -> list[Submission]:
    """Those the manifest names: all whose agency nothing else tells, and some more."""
    rng = Random(f"{seed}/manifest")
    return [each for each in submissions if each.said_by == "manifest" or rng.random() < _LISTED]


def manifest(submissions: Iterable[Submission], year: int) -> bytes:
    return _csv(("path", "agency", "year"), ((each.path, each.agency.name, str(year)) for each in submissions))


def aliases(agencies: Iterable[Agency]) -> bytes:
    return _csv(("单位", "别名", "主管部门"), ((each.name, each.alias, each.department) for each in agencies))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def write(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
