"""`jixiao ignore --generate`: entries for the findings there are, each waiting for its reason."""

from __future__ import annotations

from pathlib import PurePosixPath

from linter.masking import masked
from linter.result import Result
from linter.suppress.ignore_file import REASON_TO_FILL
from linter.suppress.place import SEPARATOR, Places

HEADER = f"""# 忽略清单：同一文件夹里，这些问题不再列出，但仍计入“已忽略”的处数。
# 每行：文件 规则 [位置] # 理由 [until 日期]。规则可写编号、名称或 *；日期写法如 until 2025-12-31，过期后重新报出。
# 请把每一处“{REASON_TO_FILL}”改成理由；应当改正的问题，把那一行删掉。
"""


def entries_for(result: Result) -> tuple[list[str], int]:
    """The lines for the findings of one document, under each message as a comment, and the number of entries.

    Findings of one rule at one place are one entry.
    """
    places = Places(result.submission)
    entries: dict[str, list[str]] = {}
    for finding in result.verdict.findings:
        place = SEPARATOR.join(places.of(finding))
        entry = f"{_file(PurePosixPath(result.submission.source).name)} {finding.code} {place} # {REASON_TO_FILL}"
        message = " ".join(masked(finding.message).split())
        if message not in entries.setdefault(entry, []):
            entries[entry].append(message)
    lines = []
    for entry, messages in entries.items():
        lines += [f"# {message}" for message in messages]
        lines.append(entry)
    return lines, len(entries)


def _file(name: str) -> str:
    """A name that begins like a comment or holds white space stands in quotation marks; a mark in it becomes `?`."""
    if any(char.isspace() for char in name) or name[0] in "#＃\"“":
        return f'"{name.replace(chr(34), "?")}"'
    return name
