"""The same through LibreOffice: PDF from Word and from Excel, and the older formats. Each test is one call of soffice."""

from __future__ import annotations

import pytest

from linter.reading.readers import READERS
from tests.agreement.carried import differences, read, told
from tests.agreement.editions import EDITIONS, printed
from tests.agreement.known import why_wrong
from tests.agreement.parsed import CASES, LAYOUTS, common, parsed, reference
from tests.containers.office import PROGRAM, converted

pytestmark = [pytest.mark.slow, pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")]


_OLDER = ("doc", "odt", "rtf")  # read by converting each anew: two layouts say enough
_FEW = ("described", "two_halves")


@pytest.mark.parametrize(("name", "to"), [
    ("docx", "pdf"), ("docx_upright", "pdf"), ("docx_heads", "pdf"), ("xlsx", "pdf"), ("xlsx_sheets", "pdf"),
    ("xlsx_numbers", "xls"), ("xlsx_numbers", "ods"), ("docx", "html"), ("xlsx_sheets", "html"),
    ("docx_upright", "doc"), ("docx", "odt"), ("docx", "rtf"),
])
def test_is_the_same_submission(name: str, to: str) -> None:
    if to not in READERS:
        pytest.skip(f"no reader of {to}")
    suffix = EDITIONS[name].suffix
    wanted = [(layout, case) for layout in LAYOUTS for case in CASES if to not in _OLDER or (layout in _FEW and case == "culture")]
    made = converted({f"{layout}-{case}.{suffix}": printed(CASES[case], LAYOUTS[layout], EDITIONS[name]) for layout, case in wanted}, to)
    wrong: dict[str, list[str]] = {}
    for layout, case in wanted:
        found = parsed(made[f"{layout}-{case}.{suffix}"], f"{case}.{to}")
        if to in _OLDER:  # says how it was read
            found = found | {"status": "ok", "notes": found["notes"][1:]}
        lines = differences(told(CASES[case], LAYOUTS[layout]), read(found, LAYOUTS[layout]))
        lines += differences(common(reference(case, layout), spaces=to != "pdf"), common(found, spaces=to != "pdf"))
        if lines:
            wrong[f"{layout}/{case}"] = lines[:3]
    known = {f"{layout}/{case}" for layout, case in wanted if why_wrong(f"{name}→{to}", layout, case)}
    assert {key: lines for key, lines in wrong.items() if key not in known} == {}
    assert known <= wrong.keys(), "reads these right now"
