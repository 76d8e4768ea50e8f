"""Whether what a letter says of findings reads like Chinese: whole sentences, slots filled, quotation marks in pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linter.report.docx.opinions import Placed, opinions


def reads_well(found: Sequence[Placed]) -> None:
    """`found` are findings of one rule and severity. One of them, all in one project, all in their own."""
    alone = [replace(each, project="甲") for each in found]
    for held in ([found[0]], alone, found):
        (opinion,) = opinions(held, 2025)
        for text in (opinion.problem, opinion.advice):
            assert text.endswith("。"), text
            assert not re.search("。。|：。|（）", text), text
            assert not re.search(r"\{\w|“”", text), text
        assert opinion.advice.count("“") == opinion.advice.count("”")
