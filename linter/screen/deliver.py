"""The results folder: workbook, dashboard, agencies' pages, letters, Parquet. What someone has changed since is set aside, never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from linter.errors import JixiaoError
from linter.report.docx.projects import agencies as by_agency
from linter.report.docx.report import LETTER, LETTER_SAID, letters
from linter.report.docx.template import WordTemplate
from linter.report.screening.agency import agency_page
from linter.report.screening.dashboard import dashboard
from linter.report.screening.files import DASHBOARD, page_name
from linter.report.screening.workbook import workbook
from linter.screen.final import results_of
from linter.screen.gather import Gathering
from linter.screen.marks import MARK
from linter.screen.store import Store
from linter.settings import Settings

WORKBOOK, PAGES, LETTERS, DATA = "screening.xlsx", "agencies", "letters", "data"
PAGE_ENDING = ".html"
_PARQUET = {
    "documents": "SELECT * EXCLUDE (key, seconds, megabytes) FROM documents ORDER BY document",
    "projects": "SELECT * FROM projects ORDER BY project", "indicators": "SELECT * FROM indicators ORDER BY indicator",
    "findings": f"SELECT {MARK} AS mark, * FROM findings f ORDER BY document, number", "clusters": "SELECT * FROM clusters ORDER BY cluster, project",
    "agencies": "SELECT * FROM agencies ORDER BY agency", "unchecked": "SELECT * FROM unchecked ORDER BY ALL",
}


@dataclass(slots=True)
class Delivered:
    """What was written, and what had been changed by others and was kept under another name."""

    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def written(out: Path) -> bool:
    """Whether the results stand there."""
    return all((out / name).is_file() for name in (WORKBOOK, DASHBOARD, *(f"{DATA}/{name}.parquet" for name in _PARQUET)))


def deliver(store: Store, settings: Settings, titles: Mapping[str, str], facts: Mapping[str, str]) -> Delivered:
    """Writes everything."""
    files = _files(store)
    gathering = Gathering(store, settings, titles, files)
    screening = gathering.screening(facts)
    out = _Out(store)
    for name, query in _PARQUET.items():
        out.parquet(f"{DATA}/{name}.parquet", query)
    out.write(WORKBOOK, workbook(screening))
    out.write(DASHBOARD, dashboard(screening).encode())
    lines = {line.agency: line for line in screening.agencies}
    told: set[str] = set()
    for agency, projects, findings in gathering.by_agency():
        told.add(agency)
        out.write(lines[agency].page, agency_page(screening, lines[agency], projects, findings).encode())
    for line in screening.agencies:
        if line.agency not in told:
            out.write(line.page, agency_page(screening, line, (), ()).encode())
    template = WordTemplate.own(LETTER)
    for agency, results in groupby(results_of(store, settings), key=lambda result: result.submission.agency or ""):
        if lines[agency].letter:
            out.write(lines[agency].letter, letters(by_agency(results), template, opinions=settings.opinions))
    out.clear((PAGES, LETTERS))
    return out.delivered


def _files(store: Store) -> dict[str, tuple[str, str]]:
    """Agency → its page and its letter, '' where there is nothing to write of."""
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for agency, projects in store.rows("SELECT agency, projects FROM agencies ORDER BY agency"):
        page = page_name(agency, taken)
        taken.add(page)
        found[agency] = f"{PAGES}/{page}", f"{LETTERS}/{page.removesuffix(PAGE_ENDING)} {LETTER_SAID}.docx" if projects else ""
    return found


class _Out:
    """The results folder. It knows by their digests which files are as they were written."""

    def __init__(self, store: Store) -> None:
        self.store, self.folder, self.delivered = store, store.folder, Delivered()
        store.connection.execute("CREATE TABLE IF NOT EXISTS outputs (name VARCHAR PRIMARY KEY, digest VARCHAR)")
        self._before: dict[str, str] = dict(store.rows("SELECT name, digest FROM outputs"))
        self._now = datetime.now().strftime("%Y-%m-%d %H%M%S")

    def write(self, name: str, data: bytes) -> None:
        """Writes a file whole or not at all."""
        path = self.folder / name
        with _said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._set_aside(path, name)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_bytes(data)
            fresh.replace(path)
        self._note(name, hashlib.sha256(data).hexdigest())

    def parquet(self, name: str, query: str) -> None:
        path = self.folder / name
        with _said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            self.store.connection.execute(f"COPY ({query}) TO ? (FORMAT parquet, COMPRESSION zstd)", [str(fresh)])
            fresh.replace(path)
        self.delivered.written.append(path)

    def _note(self, name: str, digest: str) -> None:
        self.store.connection.execute("INSERT OR REPLACE INTO outputs VALUES (?, ?)", [name, digest])
        self.delivered.written.append(self.folder / name)

    def _set_aside(self, path: Path, name: str) -> None:
        """Keeps a file that is not as it was written: someone has worked on it."""
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != self._before.get(name):
            kept = path.with_name(f"{path.stem}（改过的 {self._now}）{path.suffix}")
            path.replace(kept)
            self.delivered.kept.append(kept)

    def clear(self, folders: Sequence[str]) -> None:
        """Removes what an earlier run wrote in these folders and this one did not; what someone has changed stays."""
        now = {str(path.relative_to(self.folder).as_posix()) for path in self.delivered.written}
        for name, digest in self._before.items():
            path = self.folder / name
            if name not in now and name.partition("/")[0] in folders:
                if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                    path.unlink()
                self.store.connection.execute("DELETE FROM outputs WHERE name = ?", [name])


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JixiaoError(
            f"无法写入“{path}”", remedy="请检查有没有写入权限、磁盘是否已满、文件是否正被别的程序（如 Excel、WPS）打开，然后重新运行，已查过的不会重查。"
        ) from error
