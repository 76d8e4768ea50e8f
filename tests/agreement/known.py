"""Where a reader is known to be wrong for now, in what LibreOffice makes: edition → layout, or layout/case → why.

Each fails loudly when it improves.
"""

from __future__ import annotations

from collections.abc import Mapping

_SPLIT_ROW = "PDF reader: cells whose lines LibreOffice breaks over two pages, beside merged ones, are not put together"
KNOWN: Mapping[str, Mapping[str, str]] = {
    "docx→pdf": {"overall/health": _SPLIT_ROW},
    "docx_upright→pdf": {"two_halves/education": _SPLIT_ROW},
}


def why_wrong(edition: str, layout: str, case: str) -> str | None:
    """The reason this edition is known to be read wrong, None where it must be right."""
    known = KNOWN.get(edition, {})
    return known.get(layout) or known.get(f"{layout}/{case}")
