"""The bureau's agencies: departments of several cities and trades with the units below them, some known by two names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_HERE = Path(__file__).parent


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the tables beside this module."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Agency:
    """`sector`: which of sectors.toml; `alias`: its other spelling, '' where it has one name only.

    `carelessness`: how many times as many faults as usual its projects have.
    """

    name: str
    department: str
    city: str
    sector: int
    code: str
    alias: str
    carelessness: float


def agencies(count: int, seed: int) -> list[Agency]:
    """`count` agencies, each department followed by its units; some departments come without units."""
    rng = Random(f"{seed}/agencies")
    sectors = table("sectors")["sector"]
    offices = [(city, n) for city in table("names")["places"]["cities"] for n in range(len(sectors))]
    rng.shuffle(offices)
    found: list[Agency] = []
    for number, (city, sector) in enumerate(offices, 1):
        department = city + sectors[sector]["office"]
        units = rng.sample(sectors[sector]["units"], rng.randint(1, len(sectors[sector]["units"])))
        for place, name in enumerate([department, *(city + unit for unit in units)]):
            if len(found) < count:
                alias = _alias(name, city) if rng.random() < 0.5 else ""
                found.append(Agency(name, department, city, sector, f"{100 + number}{place:03}", alias, rng.lognormvariate(0.5, 1.0)))
    if len(found) < count:
        raise ValueError(f"at most {len(found)} agencies can be made up, not {count}")
    return found


def _alias(name: str, city: str) -> str:
    """The name as colleagues write it: in short, else without the word for a city."""
    short = name
    for whole, said in table("names")["agencies"]["short"]:
        short = short.replace(whole, said)
    return short if short != name else name.replace(city, city.removesuffix("市"))
