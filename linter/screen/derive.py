"""From results to tables: whose documents they are, and their projects, indicators and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linter import tabular
from linter.screen.agencies import AgencyTable, folder_of, inferred_parents
from linter.screen.intake import Intake
from linter.screen.manifest import Manifest
from linter.screen.store import Store
from linter.tables import table

_INTEGERS = frozenset({"table", "fiscal_year", "indicators", "errors", "warnings", "infos"})
_NUMBERS = frozenset({"score", "number", "upper", *(column for column in tabular.PROJECTS if column.startswith("amount_"))})
_COLUMNS = {"projects": tabular.PROJECTS, "indicators": tabular.INDICATORS, "findings": tabular.FINDINGS, "unchecked": tabular.UNCHECKED}
_PORTION = 250  # documents whose rows are taken apart at once: DuckDB holds them all in memory while it does
_NOT_OURS = frozenset({"agency"})  # the document's, told apart from what a form calls it


@dataclass(frozen=True, slots=True)
class _Result:
    status: str
    reason: str
    remedy: str
    agency: str
    department: str
    year: int | None
    seconds: float
    megabytes: int


def derive(store: Store, intake: Intake, manifest: Manifest, agencies: AgencyTable) -> None:
    """Makes `documents`, `every_project`, `every_indicator` and `findings` anew from the intake."""
    _documents(store, intake, manifest, agencies)
    values: dict[str, str] = {}
    for kind, columns in _COLUMNS.items():
        kept = {column: _type(column) for column in columns if column not in _NOT_OURS}
        values[kind] = ", ".join(f'p."{column}"' for column in kept)
        values[f"{kind}_typed"] = ", ".join(f'"{column}" {of}' for column, of in kept.items())
        values[f"{kind}_type"] = "[{" + ", ".join(f'"{column}": "{of}"' for column, of in kept.items()) + "}]"
    store.run_script("tables", **values)
    most = store.one("SELECT coalesce(max(document), 0) FROM documents")[0]
    for first in range(1, most + 1, _PORTION):
        store.run_script("derive", first=str(first), last=str(first + _PORTION - 1), **values)


def _type(column: str) -> str:
    return "INTEGER" if column in _INTEGERS else "DOUBLE" if column in _NUMBERS else "VARCHAR"


def _documents(store: Store, intake: Intake, manifest: Manifest, agencies: AgencyTable) -> None:
    import pandas as pd

    results = {
        row[0]: _Result(*row[1:])
        for row in store.rows("SELECT key, status, reason, remedy, agency, department, fiscal_year, seconds, megabytes FROM results")
    }
    nameless = str(table("screen")["agency"]["nameless"])
    rows: list[tuple[object, ...]] = []
    departments: list[tuple[str, str]] = []
    first: dict[tuple[str, str], int] = {}
    for met in intake.documents():
        result = results.get(met.key)
        if result is None:
            continue  # no document
        entry = manifest.of(met.source.path, met.about.name)
        agency, said_by = next(
            ((name, by) for by, name in (
                ("manifest", agencies.name(entry.agency) if entry else ""), ("document", agencies.name(result.agency)),
                ("folder", agencies.name(folder_of(met.about.name))),
            ) if name), (nameless, "none"),
        )
        departments.append((agency, agencies.name(result.department)))
        year = entry.year if entry and entry.year else result.year
        number = len(rows) + 1
        original = first.setdefault((met.key, agency), number) if met.about.digest else number
        rows.append((
            number, met.source.round, met.about.name, met.source.path, met.key, agency, said_by, "", year, result.status, result.reason,
            result.remedy, None if original == number else original, result.seconds, result.megabytes,
        ))
    columns = ("document", "round", "name", "path", "key", "agency", "agency_by", "parent", "fiscal_year", "status", "reason", "remedy",
               "duplicate_of", "seconds", "megabytes")
    parents = inferred_parents(departments) | dict(agencies.parents)
    frame = pd.DataFrame(rows, columns=list(columns)).astype({"fiscal_year": "Int32", "duplicate_of": "Int32"})
    frame["parent"] = [parents.get(agency, "") for agency in frame["agency"]]
    store.connection.register("met", frame)
    store.connection.execute("CREATE OR REPLACE TABLE documents AS SELECT * FROM met ORDER BY document")
    store.connection.unregister("met")
    _tree(store, parents, set(frame["agency"]))


def _tree(store: Store, parents: Mapping[str, str], agencies: set[str]) -> None:
    """The tables `tree`: every agency that has handed something in and each department above one, with what is above it; and `above`:
    each agency with all that are above it."""
    import pandas as pd

    above = {agency: list(_above(agency, parents)) for agency in agencies}
    names = sorted(agencies.union(*above.values()))
    tree = [(name, parents.get(name, ""), (list(_above(name, parents)) or [name])[-1]) for name in names]
    tables = {
        "tree": pd.DataFrame(tree, columns=["agency", "parent", "top"], dtype=object),
        "above": pd.DataFrame([(agency, name) for agency in sorted(above) for name in above[agency]], columns=["agency", "above"], dtype=object),
    }
    for name, frame in tables.items():
        columns = ", ".join(f"CAST({column} AS VARCHAR) AS {column}" for column in frame.columns)
        store.connection.register("known", frame)
        store.connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {columns} FROM known")
        store.connection.unregister("known")


def _above(agency: str, parents: Mapping[str, str]) -> Iterator[str]:
    """What is above an agency, the nearest first."""
    seen = {agency}
    while (agency := parents.get(agency, "")) and agency not in seen:
        seen.add(agency)
        yield agency
