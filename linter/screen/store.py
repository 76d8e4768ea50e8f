"""`Store`: the one DuckDB file of a screening. Every result is committed as it comes; a run that was killed loses none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import msgspec
import psutil

from linter.errors import JixiaoError
from linter.screen.sources import Source
from linter.screen.work import About, Outcome
from linter.settings import Settings

FILE_NAME = "screening.duckdb"
SCHEMA = "1"
_SHARE, _LEAST_MEGABYTES = 0.3, 1024  # of the machine's memory, for DuckDB
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}  # nothing is ever fetched


class Store:
    """Open for one program at a time. `connection` is DuckDB's own, for the stages that work in SQL."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder, self.path = folder, folder / FILE_NAME
        self.connection = _connected(self.path, read_only)
        if read_only:
            return
        self.run_script("base")
        found = self.meta("schema")
        if found and found != SCHEMA:
            self.close()
            raise JixiaoError(f"“{self.path}”是另一版程序写的", remedy="请换一个结果文件夹，或者删去这个文件再运行。")
        self.note(schema=SCHEMA)

    @classmethod
    def in_memory(cls) -> Store:
        """A store on no disk, without tables."""
        store = cls.__new__(cls)
        store.folder, store.path, store.connection = Path(), Path(), duckdb.connect(config=_CONFIG)
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Closed for a while, so that other processes may read it."""
        self.connection.close()
        try:
            yield
        finally:
            self.connection = _connected(self.path, read_only=False)

    def run_script(self, name: str, **values: str) -> None:
        """Runs `sql/<name>.sql`; `{key}` in it stands for the value."""
        script = files("linter").joinpath("screen", "sql", f"{name}.sql").read_text("utf-8")
        for key, value in values.items():
            script = script.replace(f"{{{key}}}", value)
        self.connection.execute(script)

    def rows(self, query: str, values: Sequence[Any] = (), *, chunk: int = 2000) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, in chunks, on a cursor of its own: others may run meanwhile."""
        cursor = self.connection.cursor().execute(query, values)
        while held := cursor.fetchmany(chunk):
            yield from held
        cursor.close()

    def one(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
        """The only row of a query."""
        found = self.connection.execute(query, values).fetchone()
        return found or ()

    def meta(self, key: str) -> str:
        """A noted value, '' where it is not."""
        found = self.one("SELECT value FROM meta WHERE key = ?", [key])
        return str(found[0]) if found else ""

    def note(self, **values: str) -> None:
        for key, value in values.items():
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def keep_settings(self, settings: Settings) -> None:
        """Notes the settings that the results were made by."""
        self.note(settings=msgspec.json.encode(settings).decode())

    def settings(self) -> Settings:
        """The settings that the results were made by. Raises JixiaoError where the screening was never finished."""
        said = self.meta("settings")
        if not said or not self.meta("finished"):
            raise JixiaoError(f"“{self.folder}”里的筛查还没有完成", remedy="请先把 jixiao screen 运行完。")
        return msgspec.json.decode(said, type=Settings)

    # --- results ---------------------------------------------------------------------------------------------------------

    def keys(self) -> dict[str, tuple[str, float, int]]:
        """Every result there is: key → what ended it ('' where nothing did), seconds and megabytes it had."""
        return {key: (lost, seconds, megabytes) for key, lost, seconds, megabytes in self.rows("SELECT key, lost, seconds, megabytes FROM results")}

    def keep(self, key: str, made: Outcome, seconds: float, megabytes: int, lost: str = "") -> None:
        """Commits one result."""
        self.connection.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [key, made.status, made.reason, made.remedy, made.agency, made.department, made.fiscal_year, round(seconds, 3), megabytes, lost,
             made.rows.decode(), made.result],
        )

    def forget(self, ruleset: str) -> None:
        """Drops all results and memories of a ruleset."""
        self.connection.execute("DELETE FROM results WHERE contains(key, ?)", [f"|{ruleset}"])
        self.connection.execute("DELETE FROM sources WHERE starts_with(ruleset, ?)", [ruleset])

    # --- sources ---------------------------------------------------------------------------------------------------------

    def remembered(self, ruleset: str) -> dict[tuple[str, int], tuple[int, int, str]]:
        """Path and start → size, time of change, items of the sources gone through before."""
        found = self.rows("SELECT path, start, size, modified, items FROM sources WHERE ruleset = ?", [ruleset])
        return {(path, start): (size, modified, items) for path, start, size, modified, items in found}

    def remember(self, source: Source, ruleset: str, items: Iterable[About]) -> None:
        """Commits what a source held."""
        said = msgspec.json.encode([(about.name, about.digest, about.passed_over) for about in items]).decode()
        self.connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?)", [source.path, source.start, source.size, source.modified, ruleset, said]
        )


def items_of(said: str) -> list[About]:
    """What `remember` kept of a source."""
    return [About(*each) for each in msgspec.json.decode(said, type=list[tuple[str, str, bool]])]


def _connected(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        if not read_only:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.is_file():
            raise JixiaoError(f"“{path.parent}”里没有筛查结果（{FILE_NAME}）", remedy="请写 jixiao screen -o 后面的那个文件夹。")
        connection = duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
    except OSError as error:
        raise JixiaoError(f"无法写到“{path.parent}”", remedy="请检查路径是否存在、有没有写入权限、磁盘是否已满。") from error
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise JixiaoError(f"“{path}”正被另一个 jixiao 使用", remedy="请等它运行完，或者换一个结果文件夹。") from error
        raise JixiaoError(f"打不开“{path}”，文件可能已损坏", remedy="请删去这个文件再运行，全部文件会重查一遍。") from error
    except duckdb.Error as error:
        raise JixiaoError(f"打不开“{path}”，文件可能已损坏", remedy="请删去这个文件再运行，全部文件会重查一遍。") from error
    # what does not fit goes to the disk beside the file; the workers need memory as well
    most = max(_LEAST_MEGABYTES, int(psutil.virtual_memory().total * _SHARE) >> 20)
    connection.execute(f"SET memory_limit = '{most}MB'; SET preserve_insertion_order = false")
    return connection
