"""`Edit`: the new text of one cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """`cell` is the key of its `Address` in the form of table `table`."""

    table: int
    cell: str
    text: str
