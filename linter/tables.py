"""Loads the tables of `linter/data` (TOML); each is read once and cached."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML table `linter/data/<name>.toml`."""
    return tomllib.loads(files("linter").joinpath("data", f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A word list of a table, for membership tests. `key` may be dotted."""
    found: Any = table(name)
    for part in key.split("."):
        found = found[part]
    return frozenset(found)
