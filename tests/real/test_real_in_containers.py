"""Published documents laid out anew as Excel, Word, PDF: the findings are those on what was read of them.

Runs where JIXIAO_REAL names a folder with gold/parse; what it writes stays in a temporary folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from linter.api import check, parse
from linter.contract.check_v1 import CheckV1, check_to_contract
from linter.form.layout import text_of
from linter.reading.readers import READERS
from linter.settings import Settings
from linter.submission import Submission
from tests.containers.excel import as_workbook
from tests.containers.pdf import Look, as_pages
from tests.containers.word import as_document
from tests.layouts import Part, as_html
from tests.real.laid_out import laid_out

FOLDER = os.environ.get("JIXIAO_REAL")
pytestmark = pytest.mark.skipif(not FOLDER, reason="JIXIAO_REAL is not set")
GOLD = sorted(Path(FOLDER, "gold", "parse").glob("*.json")) if FOLDER else []
WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "html": lambda parts: as_html(parts).encode(), "xlsx": as_workbook, "docx": as_document,
    "pdf": lambda parts: as_pages(parts, Look(page_numbers=True)),
}


def whole(gold: Path, folder: Path, kind: str) -> Path:
    """The gold parse as a file of `jixiao parse` of a source that keeps its cells: what a transcript need not say is
    added, and spaces that only the layout of the source put into texts are gone, as the contract has it. For a PDF all
    are: it does not say whether a line ends with one."""
    data = json.loads(gold.read_text("utf-8"))
    tables = [_tidied(table, kind) | {"spans_known": True} for table in data["tables"]]
    stored = folder / f"{gold.stem}.json"
    stored.write_text(json.dumps(data | {"status": "ok", "notes": [], "tables": tables}), "utf-8")
    return stored


def _tidied(value: Any, kind: str) -> Any:
    if isinstance(value, dict):
        return {key: _tidied(each, kind) for key, each in value.items()}
    if isinstance(value, list):
        return [_tidied(each, kind) for each in value]
    if not isinstance(value, str):
        return value
    return "".join(value.split()) if kind == "pdf" else text_of(value)


def findings(result: CheckV1, without: Container[str]) -> list[tuple[Any, ...]]:
    """What stands in the report, without places, in an order of its own."""
    assert result.status == "ok", result.notes[:5]
    return sorted(
        (each.code, each.table_index if each.table_index is not None else -1, each.locus.kind, each.locus.name or "", each.locus.period or "",
         each.locus.category or "", each.message, each.evidence)
        for each in result.findings if each.code not in without
    )


def checked(path: Path) -> CheckV1:
    return check_to_contract(check(path, settings=Settings(profile="all"), strict=True))


@pytest.mark.parametrize("gold", GOLD, ids=[path.stem for path in GOLD])
@pytest.mark.parametrize("kind", WRITERS)
def test_findings_are_those_on_the_parse(kind: str, gold: Path, tmp_path: Path) -> None:
    if kind not in READERS:
        pytest.skip(f"no reader of {kind}")
    stored, document = whole(gold, tmp_path, kind), tmp_path / f"{gold.stem}.{kind}"
    document.write_bytes(WRITERS[kind](laid_out(parse(stored))))
    wanted = checked(stored)
    without = {entry.code for entry in wanted.ledger if "没有说明文字" in entry.reason}  # a parse keeps no running text
    assert findings(checked(document), without) == findings(wanted, without)
    assert figures(parse(document)) == figures(parse(stored))


def figures(submission: Submission) -> dict[str, Decimal]:
    """What the running text claims."""
    return {key: claim.value for key, claim in submission.claims.items()}
