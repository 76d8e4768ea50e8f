"""`check --format csv`: one row a finding. UTF-8 with a byte order mark, every cell quoted, CRLF: opens in a spreadsheet."""

from __future__ import annotations

import csv
import io

from linter.report.guarded import guarded
from linter.report.report import Report
from linter.report.rows import HEADERS, FindingRow, rows

_FAILED = "无法检查"


def findings_csv(report: Report) -> bytes:
    """The findings of all documents. A file that could not be read has a row that says so."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*HEADERS.values(), "整改情况"])
    for row in rows(report):
        writer.writerow([*_cells(row), ""])
    for result in report.results:
        if result.failed:
            said = {"source": result.submission.source, "severity": _FAILED, "message": "；".join(note.text for note in result.submission.notes)}
            writer.writerow([*(guarded(said.get(key, "")) for key in HEADERS), ""])
    return out.getvalue().encode("utf-8-sig")


def _cells(row: FindingRow) -> list[str]:
    return [guarded(getattr(row, key)) for key in HEADERS]
