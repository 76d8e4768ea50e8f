"""Guards on the set of rules: nothing unnamed, untested or unexplained gets in, nothing of the catalogue is missing."""

from __future__ import annotations

import inspect
import re
from collections import Counter

import pytest

from linter.checks.base import Rule
from linter.checks.registry import RULES
from linter.finding import SEVERITY_SAID
from linter.tables import table

# The families and rules of the catalogue that are in so far.
CATALOGUE = {
    *("C101", "C102", "C103", "C104", "C106", "C107", "C108", "C109", "C110"),
    *("D801", "D802"),
    *("S603", "S604", "S605", "S606", "S607", "S610",),
    *("S601", "S602", "S608", "S609"),
    *("B201", "B202", "B203", "B204", "B205", "B206", "B207", "B208", "B209"),
    *("M301", "M302", "M303", "M304", "M305"),
    *("F501", "F502", "F503", "F504", "F505", "F506", "F507", "F508", "F509", "F510"),
    *("L701", "L702", "L703", "L704"),
    *("V401", "V402", "V403", "V404", "V405", "V406", "V407"),
}
KEBAB = re.compile(r"[a-z]+(?:-[a-z]+)*")
CODE = re.compile(r"[A-Z]\d{3}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PARAGRAPHS = ("查什么：", "为什么：", "怎么改：")

each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def test_the_catalogue_is_complete_and_holds_nothing_else() -> None:
    assert {rule.code for rule in RULES} == CATALOGUE


def test_codes_and_names_are_unique() -> None:
    for attribute in ("code", "name", "title"):
        counted = Counter(getattr(rule, attribute) for rule in RULES)
        assert [value for value, times in counted.items() if times > 1] == []


@each_rule
def test_metadata(rule: type[Rule]) -> None:
    assert CODE.fullmatch(rule.code)
    assert KEBAB.fullmatch(rule.name)
    assert rule.severity in SEVERITY_SAID
    assert rule.confidence in ("high", "medium", "low")
    items = {item["name"] for item in table("audit")["items"]}
    assert rule.audit_item is None if rule.code[0] == "D" else rule.audit_item in items
    assert CHINESE.search(rule.title)
    assert not rule.title.endswith("。"), "a title is no sentence"
    assert rule.help.endswith("。"), "a remedy is a sentence"


@each_rule
def test_docstring_says_what_why_and_how(rule: type[Rule]) -> None:
    paragraphs = (inspect.getdoc(rule) or "").split("\n\n")
    assert [paragraph[:4] for paragraph in paragraphs] == list(PARAGRAPHS)
    assert all(len(paragraph) > 20 for paragraph in paragraphs)


@each_rule
def test_yields_only_to_rules_that_exist(rule: type[Rule]) -> None:
    assert set(rule.silent_under) <= CATALOGUE - {rule.code}


@each_rule
def test_has_bad_and_near_miss_cases(rule: type[Rule]) -> None:
    assert rule.bad
    assert rule.good
    for case in (*rule.bad, *rule.good):
        assert CHINESE.search(case.say)
    assert len({case.say for case in (*rule.bad, *rule.good)}) == len(rule.bad) + len(rule.good)


@each_rule
def test_one_rule_one_file_named_by_what_it_finds(rule: type[Rule]) -> None:
    rules_there = [other for other in RULES if other.__module__ == rule.__module__]
    assert rules_there == [rule]
    assert not CODE.search(rule.__module__.rpartition(".")[2].upper())
