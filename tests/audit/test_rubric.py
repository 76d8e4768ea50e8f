"""The table the form is scored by, and what the settings may change of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.api import rules_of, settings_for
from linter.audit import rubric
from linter.checks.base import FIELD_SAID
from linter.checks.registry import RULES
from linter.errors import SettingsError
from linter.finding import SEVERITY_SAID
from linter.settings import Settings, load
from linter.tables import table
from tests.audit.forms import by_name, checked, sound

DATA = table("audit")
CODES = {rule.code for rule in RULES}


def written(folder: Path, text: str) -> Path:
    path = folder / "jixiao.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_official_form() -> None:
    items = DATA["items"]
    assert [item["points"] for item in items] == [10, 10, 15, 15, 15, 15, 10, 10]
    assert [item["dimension"] for item in items] == ["完整性"] * 2 + ["相关性"] * 2 + ["适当性"] * 2 + ["可行性"] * 2
    assert [(grade["name"], grade["from"]) for grade in DATA["grades"]] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]


def test_every_code_and_place_of_the_table_exists() -> None:
    codes = {code for item in DATA["items"] for code in item["judged_by"]} | {code for also in DATA["also"] for code in also["codes"]}
    assert codes | (DATA["deductions"].keys() - SEVERITY_SAID.keys()) <= CODES
    names = {item["name"] for item in DATA["items"]}
    assert all(names.issuperset(also["items"]) for also in DATA["also"])
    places = {place for item in DATA["items"] for place in item.get("places", ())}
    assert places <= FIELD_SAID.keys() | {"cost_amount"}


def test_what_judges_an_item_counts_against_it() -> None:
    """An item that one rule judges must lose points by that rule, else full points would mean nothing."""
    of_rule = {rule.code: rule.audit_item for rule in RULES}
    for item in rubric().items:
        for code in item.judged_by:
            assert of_rule[code] == item.name or any(code in also.codes and item.name in also.items for also in rubric().also)


def test_graver_costs_more() -> None:
    deductions = DATA["deductions"]
    assert deductions["info"] < deductions["warning"] < deductions["error"] < 100
    assert all(percent > deductions["warning"] for code, percent in deductions.items() if code not in ("warning", "info"))


def test_points_and_deductions_of_the_settings(tmp_path: Path) -> None:
    settings = load(written(tmp_path, '[audit.points]\n"资金匹配性" = 30\n[audit.deductions]\nwarning = 50\nm304 = 0\nB201 = 33.5\n'))
    assert settings.audit == {"points": {"资金匹配性": 30}, "deductions": {"warning": 50, "M304": 0, "B201": 33.5}}
    chosen = rubric(settings.audit)
    assert chosen.deductions["warning"] == 0.5
    assert chosen.deductions["error"] == rubric().deductions["error"]
    (audit,) = checked(sound(), settings=settings).audits
    assert by_name(audit)["资金匹配性"].points == 30
    assert audit.points_assessed == 90


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("audit = 3", "请写成 [audit] 一节"),
        ("[audit.point]", "您是不是想写“points”？"),
        ('[audit.points]\n"资金匹配" = 10', "您是不是想写“资金匹配性”？"),
        ('[audit.points]\n"资金匹配性" = 0', "“audit.points.资金匹配性”应当是1 到 100 的整数"),
        ('[audit.points]\n"资金匹配性" = true', "应当是1 到 100 的整数"),
        ("[audit.deductions]\nerror = -1", "“audit.deductions.error”应当是0 到 100 的数"),
        ('[audit.deductions]\nerror = "多"', "应当是0 到 100 的数"),
        ("[audit]\ndeductions = 5", "请写成 [audit.deductions] 一节"),
    ],
)
def test_mistakes_in_the_settings(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(written(tmp_path, text))
    assert said in str(caught.value)


def test_an_unknown_rule_is_said_before_any_document_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "[audit.deductions]\nB299 = 5\n")
    with pytest.raises(SettingsError, match="没有规则“B299”"):
        settings_for(tmp_path / "表.txt", path)
    rules_of(Settings(audit={"deductions": {"B201": 5, "info": 0}}))
