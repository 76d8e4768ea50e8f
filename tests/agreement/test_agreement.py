"""The same document in every layout × container is the same submission: all that the layout carries, exactly."""

from __future__ import annotations

import pytest

from tests.agreement.carried import differences, read, told
from tests.agreement.editions import EDITIONS, REFERENCE, carried_by, printed
from tests.agreement.parsed import CASES, LAYOUTS, common, edition, parsed, reference
from tests.sheets import Case, sheet_of

_FAST = ("template", "education")  # the smallest and the one with most in it


def every() -> list[object]:
    params = []
    for case in CASES:
        for layout in LAYOUTS:
            for name in EDITIONS:
                if not carried_by(name, LAYOUTS[layout]):
                    continue
                marks = [] if case in _FAST else [pytest.mark.slow]
                params.append(pytest.param(case, layout, name, id=f"{layout}-{name}-{case}", marks=marks))
    return params


@pytest.mark.parametrize(("case", "layout", "name"), every())
def test_is_the_same_submission(case: str, layout: str, name: str) -> None:
    found = edition(case, layout, name)
    assert (found["status"], found["notes"]) == ("ok", [])
    assert differences(told(CASES[case], LAYOUTS[layout]), read(found, LAYOUTS[layout])) == []
    spaces = EDITIONS[name].suffix != "pdf"
    assert differences(common(reference(case, layout), spaces=spaces), common(found, spaces=spaces)) == []


@pytest.mark.parametrize("layout", [layout for layout, form in LAYOUTS.items() if form.write])
@pytest.mark.parametrize("name", ["xlsx", "docx", "pdf"])
def test_an_empty_name_is_an_empty_field(name: str, layout: str) -> None:
    blank = Case("blank", 1, False, "没有写项目名称", (sheet_of({"name": ""}),))
    found = parsed(printed(blank, LAYOUTS[layout], EDITIONS[name]), f"blank.{EDITIONS[name].suffix}")
    wanted = parsed(printed(blank, LAYOUTS[layout], REFERENCE), "blank.html")
    assert wanted["tables"][0]["project_name"] is None
    assert differences(common(wanted, spaces=False), common(found, spaces=False)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
def test_reference_is_right(case: str, layout: str) -> None:
    found = reference(case, layout)
    assert (found["status"], found["notes"]) == ("ok", [])
    assert differences(told(CASES[case], LAYOUTS[layout]), read(found, LAYOUTS[layout])) == []
