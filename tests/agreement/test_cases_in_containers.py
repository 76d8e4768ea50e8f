"""Every case of `corpus/cases` in every layout that carries it, in containers by turns: parsed as from HTML."""

from __future__ import annotations

from itertools import count

import pytest

from tests.agreement.carried import differences
from tests.agreement.editions import EDITIONS, REFERENCE, printed
from tests.agreement.parsed import common, parsed
from tests.layouts import editions
from tests.sheets import CASES, cases_of

pytestmark = pytest.mark.slow
_TURNS = 2  # of the containers, for each case and layout


@pytest.mark.parametrize("code", [path.stem for path in sorted(CASES.glob("*.toml"))])
def test_cases_parse_the_same(code: str) -> None:
    names = [name for name in EDITIONS if name != "txt"]
    turn, wrong = count(), []
    for case in cases_of(CASES / f"{code}.toml"):
        for layout in dict.fromkeys(layout for layout, _ in editions(case)):
            wanted = parsed(printed(case, layout, REFERENCE), "case.html")
            for _ in range(_TURNS):
                name = names[next(turn) % len(names)]
                found = parsed(printed(case, layout, EDITIONS[name]), f"case.{EDITIONS[name].suffix}")
                spaces = EDITIONS[name].suffix != "pdf"
                lines = differences(common(wanted, spaces=spaces), common(found, spaces=spaces))
                wrong += [f"{case.say} {layout.name} {name} {line}" for line in lines[:2]]
    assert wrong == []
