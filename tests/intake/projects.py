"""A made-up project: what it is about, how much it costs, its texts out of phrases.toml and its indicators."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from linter.submission import TEXT_FIELDS
from tests.intake.agencies import Agency, table
from tests.layouts import in_ten_thousand
from tests.sheets import Line, Sheet

_LIBRARY = Path(__file__).parents[2] / "corpus" / "indicator_library.tsv"
_BENEFITS = ("economic", "social", "ecological", "sustainability")
_YEARS = 3  # of a project that goes on
_RETRIES = 8
_DIGITS = str.maketrans("", "", "0123456789")
_PERSONS = "赵钱孙李周吴郑王冯陈"
_DRAWN = {"k": (2, 9), "share": (88, 99), "number": (2, 96)}


class Facts(dict[str, str]):
    """What fills the braces of the tables. Small things are drawn anew wherever they are asked for."""

    def __init__(self, known: Mapping[str, str], rng: Random) -> None:
        super().__init__(known)
        self.rng = rng

    def __missing__(self, key: str) -> str:
        if key == "spot":
            return _place(self.rng)
        if key == "doc":
            return str(self.rng.choice(table("phrases")["doc"]["first"]).format_map(self))
        if key == "person":
            return self.rng.choice(_PERSONS)
        least, most = _DRAWN[key]
        return str(self.rng.randint(least, most))


def project(agency: Agency, year: int, rng: Random, said: set[str]) -> Sheet:
    """A decent project of the agency, with a natural fault now and then.

    `said`: what the texts of other projects say without their figures; those of this one are added, and differ.
    """
    facts, annual = _facts(agency, year, rng)
    goes_on = rng.random() < 0.15
    name = rng.choice(table("names")["projects"]["patterns"]).format_map(facts)
    texts = {key: _new_text(key, facts, rng, said) for key in TEXT_FIELDS}
    lines = _lines(agency, facts, rng, goes_on)
    start, years = (year - 1, _YEARS) if goes_on else (year, 1)
    texts, lines = _with_faults(texts, lines, facts, agency.carelessness, rng)
    return Sheet(
        name=name, annual=annual, total=annual * years, lines=weighted(lines), texts=texts,
        attribute="延续性项目" if goes_on else "一次性项目（1年结束）", period=f"{years}年", start=f"{start}-01-01", end=f"{start + years - 1}-12-31",
        needs=frozenset({"weight"}),
    )


def _facts(agency: Agency, year: int, rng: Random) -> tuple[Facts, Decimal]:
    """What fills the braces of the tables, and the year's money: the quantity times the price."""
    sector = table("sectors")["sector"][agency.sector]
    thing, unit, least, most, cheap, dear = rng.choice(sector["objects"])
    count = round(_between(least, most, rng))
    price = round(_between(cheap, dear, rng))
    price -= price % max(1, 10 ** (len(str(price)) - 2))
    lack, other = rng.sample(sector["lacks"], 2)
    annual = Decimal(count * price)
    facts = {
        "agency": agency.name, "city": agency.city, "office": agency.department, "short": agency.city[0] + "政", "year": str(year),
        "last": str(year - 1), "past": str(year - rng.randint(1, 6)), "object": thing, "unit": unit, "n": str(count), "price": str(price),
        "amount": in_ten_thousand(annual), "place": _place(rng),
        "work": rng.choice([work for work in sector["works"] if work not in thing]), "people": rng.choice(sector["people"]), "lack": lack, "lack2": other,
        "law": rng.choice(sector["laws"]), "m1": str(rng.randint(1, 4)), "m2": str(rng.randint(5, 7)), "m3": str(rng.randint(9, 11)),
        "satisfied": str(rng.randint(86, 98)), "passed": str(rng.randint(94, 99)),
    }
    return Facts(facts, rng), annual


def _place(rng: Random) -> str:
    places = table("names")["places"]
    return str(rng.choice(places["heads"]) + rng.choice(places["tails"]) + rng.choice(places["kinds"]))


def _between(least: float, most: float, rng: Random) -> float:
    """Small numbers are more frequent than great ones."""
    return math.exp(rng.uniform(math.log(least), math.log(most)))


def _new_text(key: str, facts: Facts, rng: Random, said: set[str]) -> str:
    """A text that no other project has said in this field but for figures, unless chance will not have it."""
    for _ in range(_RETRIES):
        text = _text(key, facts, rng)
        skeleton = f"{key} {text.translate(_DIGITS)}"
        if skeleton not in said:
            break
    said.add(skeleton)
    return text


def _text(key: str, facts: Facts, rng: Random) -> str:
    said = table("phrases")[key]
    least, most = said["between"]
    parts = [rng.choice(said["first"]), *rng.sample(said["middle"], min(rng.randint(least, most), len(said["middle"])))]
    joint: str = said.get("joint", "")
    return joint.join(part.format_map(facts) for part in parts) + rng.choice(said["last"]).format_map(facts)


# --- indicators ----------------------------------------------------------------------------------------------------------


@cache
def _library() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Sector → rows of the indicator library that ask for no money: costs are the project's own."""
    found: dict[str, list[Mapping[str, str]]] = {}
    with _LIBRARY.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["category"] != "cost":
                found.setdefault(row["sector"], []).append(row)
    return found


def _lines(agency: Agency, facts: Facts, rng: Random, goes_on: bool) -> list[Line]:
    own = table("lines")["own"]
    lines = []
    for category, choices in own.items():
        name, target = rng.choice(choices)
        line = Line(category, name.format_map(facts), target.format_map(facts))
        if goes_on and category == "quantity":
            line = replace(line, target=target.format_map(Facts(facts | {"n": str(int(facts["n"]) * _YEARS)}, rng)), annual=(line.level3, line.target))
        if goes_on and category == "cost" and "amount" in target:
            whole = in_ten_thousand(Decimal(int(facts["n"]) * int(facts["price"])) * _YEARS)
            line = replace(line, target=f"≤{whole}万元", annual=(line.level3, line.target))
        lines.append(line)
    rows = _library()[table("sectors")["sector"][agency.sector]["library"]]
    benefit = rng.choice([row for row in rows if row["category"] in _BENEFITS])
    held = {line.level3 for line in lines}
    chosen = [benefit, *(row for row in rng.sample(rows, rng.randint(0, 6)) if row is not benefit and row["name"] not in held)]
    lines += [Line(row["category"], row["name"], _varied(row, rng)) for row in chosen]
    lines += [common_line(each, rng) for each in rng.sample(table("lines")["common"], rng.randint(1, 2))]
    beside = table("lines")["beside"]
    return [
        replace(line, description=rng.choice(beside["description"]).format_map(facts), basis=rng.choice(beside["basis"]).format_map(facts))
        for line in lines
    ]


def common_line(common: Mapping[str, Any], rng: Random, times: int = 1) -> Line:
    """One of the indicators that all agencies use; `times`: as many times its highest usual value."""
    low, high = common["range"]
    value = high * times if times > 1 else round(_between(low, high, rng))
    return Line(common["category"], common["name"], f"{common['sign']}{value}{common['unit']}")


def _varied(row: Mapping[str, str], rng: Random) -> str:
    """The target of a row of the library with a value of its own."""
    value = row["value"]
    try:
        number = float(value)
    except ValueError:
        return value
    if row["unit"] == "%" and number < 100:
        number = max(1, min(99, number + rng.randint(-4, 4)))
    elif row["comparator"] != "=" and number not in (0, 100):
        number *= _between(0.5, 2, rng)
    shown = f"{number:.0f}" if number >= 10 else f"{number:.2f}".rstrip("0").rstrip(".")
    return f"{row['comparator']}{shown}{row['unit']}"


def weighted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Weights that add up to 90."""
    each, left = divmod(90, len(lines))
    return tuple(replace(line, weight=str(each + (n < left))) for n, line in enumerate(lines))


# --- natural faults ------------------------------------------------------------------------------------------------------


def _with_faults(texts: dict[str, str], lines: list[Line], facts: Facts, carelessness: float, rng: Random) -> tuple[dict[str, str], list[Line]]:
    """`carelessness`: how many times as many faults as an ordinary agency makes."""
    for fault in table("lines")["fault"]:
        at = next((n for n, line in enumerate(lines) if line.category == fault["category"]), None)
        if at is not None and not lines[at].annual and rng.random() < fault["share"] * carelessness:
            lines[at] = replace(lines[at], target=rng.choice(fault["target"]).format_map(facts))
    for fault in table("lines")["text_fault"]:
        if rng.random() < fault["share"] * carelessness:
            texts[fault["field"]] = texts[fault["same"]] if "same" in fault else rng.choice(fault["say"])
    return texts, lines
