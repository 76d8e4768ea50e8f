"""`blank`: an empty workbook with this program's font, in which texts stay texts. Nothing but what is asked for goes to the disk."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from linter.report.xlsx.styles import FONT

_CREATED = datetime(2025, 1, 1)  # a fixed date: what a workbook holds does not depend on the clock


def blank(out: io.BytesIO, title: str, *, lean: bool = False) -> Any:
    """A workbook written to `out`. `lean`: rows go to the disk as they are written, however many; they must come in order."""
    book = xlsxwriter.Workbook(out, {
        ("constant_memory" if lean else "in_memory"): True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    })
    book.set_properties({"title": title, "comments": "机器初审，供参考", "created": _CREATED})
    return book
