"""The results folder: workbook, dashboard, agencies' pages, letters, Parquet. What someone has changed since is set aside, never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from linter.errors import JixiaoError
from linter.report.docx.report import LETTER_SAID
from linter.report.screening.files import DASHBOARD, page_name
from linter.screen.making import WORKBOOK, Order, Wanted, making
from linter.screen.marks import MARK
from linter.screen.store import Store
from linter.settings import Settings
from linter.workers import Budget, Crew, Done, Lost

PAGES, LETTERS, DATA = "agencies", "letters", "data"
_AGENCIES = 25  # whose pages and letters one worker makes at once
_BUDGET = Budget(3600, 8192)  # of one file; the workbook of a province takes minutes
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


def deliver(store: Store, settings: Settings, titles: Mapping[str, str], facts: Mapping[str, str], workers: int) -> Delivered:
    """Writes everything."""
    files = _files(store)
    out = _Out(store)
    for name, query in _PARQUET.items():
        out.parquet(f"{DATA}/{name}.parquet", query)
    names = sorted(files)
    wanted = [Wanted(whole=True), *(Wanted(names[start : start + _AGENCIES]) for start in range(0, len(names), _AGENCIES))]
    order = Order(store.folder, settings, titles, facts, files)
    with store.lent(), Crew(making, order, workers=min(workers, len(wanted)), budget=_BUDGET) as crew:
        for event in crew.run([[each] for each in wanted]):
            if isinstance(event, Done):
                out.write(event.about, event.made)
            elif isinstance(event, Lost):
                raise JixiaoError(f"写“{event.about or '结果'}”时出错（{event.detail}）", remedy="请关闭一些程序、看看磁盘是否已满，然后重新运行，已查过的不会重查。")
    out.finish((PAGES, LETTERS))
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
        self._after: dict[str, str] = {}
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
        self._after[name] = hashlib.sha256(data).hexdigest()
        self.delivered.written.append(path)

    def parquet(self, name: str, query: str) -> None:
        path = self.folder / name
        with _said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            self.store.connection.execute(f"COPY ({query}) TO ? (FORMAT parquet, COMPRESSION zstd)", [str(fresh)])
            fresh.replace(path)
        self.delivered.written.append(path)

    def _set_aside(self, path: Path, name: str) -> None:
        """Keeps a file that is not as it was written: someone has worked on it."""
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != self._before.get(name):
            kept = path.with_name(f"{path.stem}（改过的 {self._now}）{path.suffix}")
            path.replace(kept)
            self.delivered.kept.append(kept)

    def finish(self, folders: Sequence[str]) -> None:
        """Notes what was written. What an earlier run wrote in these folders and this one did not is removed, unless someone has changed it."""
        for name, digest in self._before.items():
            path = self.folder / name
            if name not in self._after and name.partition("/")[0] in folders and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                path.unlink()
        self.store.connection.execute("DELETE FROM outputs")
        self.store.connection.execute(
            "INSERT INTO outputs SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [list(self._after), list(self._after.values())]
        )


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise JixiaoError(
            f"无法写入“{path}”", remedy="请检查有没有写入权限、磁盘是否已满、文件是否正被别的程序（如 Excel、WPS）打开，然后重新运行，已查过的不会重查。"
        ) from error
