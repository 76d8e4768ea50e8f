"""`--format json` and `--format jsonl`: the check contract of each document."""

from __future__ import annotations

from linter.contract.check_v1 import check_to_contract
from linter.report.json import json
from linter.report.jsonl import jsonl
from linter.report.report import Report


def check_json(report: Report) -> bytes:
    """One object for one document, an array for several."""
    return json([check_to_contract(result) for result in report.results], several=report.several)


def check_jsonl(report: Report) -> bytes:
    """One object a line."""
    return jsonl([check_to_contract(result) for result in report.results])
