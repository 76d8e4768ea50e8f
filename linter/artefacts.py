"""Finds what is made outside the package and shipped with it: `models/` and `corpus/` of a checkout, `_models` and `_corpus` of a wheel."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal


def artefact(kind: Literal["models", "corpus"], *parts: str) -> Traversable | None:
    """The file `<kind>/<parts…>`, None when this install has none.

    The wheel's own copy comes first: beside an installed package a folder called models may be anyone's.
    """
    shipped = files("linter").joinpath(f"_{kind}", *parts)
    if shipped.is_file():
        return shipped
    beside = Path(__file__).resolve().parents[1].joinpath(kind, *parts)
    return beside if beside.is_file() else None
