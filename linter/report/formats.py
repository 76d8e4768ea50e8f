"""The outputs of `check`: one module each. A new one is a line here and a function of `Report`."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # the command line looks this table up before any work
    from linter.report.report import Report


class Format(NamedTuple):
    """`function` of `module` makes it; `endings` of an output file's name choose it."""

    module: str
    function: str
    endings: tuple[str, ...]
    said: str


FORMATS: dict[str, Format] = {
    "text": Format("linter.report.text", "text", ("txt",), "文字"),
    "json": Format("linter.report.check_json", "check_json", ("json",), "JSON"),
    "jsonl": Format("linter.report.check_json", "check_jsonl", ("jsonl",), "一行一个 JSON"),
    "csv": Format("linter.report.findings_csv", "findings_csv", ("csv",), "一行一处问题，Excel 可打开"),
    "md": Format("linter.report.markdown", "markdown", ("md",), "Markdown"),
    "html": Format("linter.report.html", "html", ("html", "htm"), "网页，可打印"),
    "sarif": Format("linter.report.sarif", "sarif", ("sarif",), "SARIF 2.1.0"),
    "xlsx": Format("linter.report.xlsx", "xlsx", ("xlsx",), "Excel 工作簿"),
    "docx": Format("linter.report.docx", "docx", ("docx",), "审核意见书，Word"),
}


def format_of(name: str) -> str | None:
    """The format an output file's name asks for, None when its ending asks for none."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    return next((key for key, each in FORMATS.items() if ending in each.endings), None)


def render(report: Report, format: str) -> str | bytes:
    """The report in one of FORMATS."""
    chosen = FORMATS[format]
    function: Any = getattr(import_module(chosen.module), chosen.function)
    made: str | bytes = function(report)
    return made
