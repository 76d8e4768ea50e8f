"""The made-up submissions (`submissions/*.toml`): whole documents of one agency, richer than the cases of `corpus/cases`."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tests.sheets import Case, sheet_of, yuan

_FOLDER = Path(__file__).parent / "submissions"
NAMES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def submission(name: str) -> Case:
    """One submission as a case that expects nothing."""
    given: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    listed = {
        key: tuple((project, yuan(amount) or Decimal(0)) for project, amount in given.get(key, ())) for key in ("budget", "carryover")
    }
    return Case(
        code=name, number=1, bad=False, say="", sheets=tuple(map(sheet_of, given["sheets"])), year=given["year"],
        paragraphs=tuple(given.get("paragraphs", ())), notes=tuple(given.get("notes", ())), **listed,
    )
