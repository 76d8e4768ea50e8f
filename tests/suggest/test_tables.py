"""The tables behind suggestions fit each other and the library."""

from __future__ import annotations

import re

import pytest

from linter.checks.registry import RULES
from linter.form.value import parse_target, unit_kind
from linter.suggest.library import library_of
from linter.suggest.measure_words import price_of, typical
from linter.suggest.targets import dated, filled
from linter.tables import table

MEASURED = ("number", "range", "date", "period")
_TARGETS = table("suggest_targets")


def test_sectors_are_those_of_the_library() -> None:
    held = {entry.sector for entry in library_of().entries}
    named = set(table("suggest_sectors")["sectors"])
    assert named <= held
    assert held - named == {"通用管理"}


def test_units_of_counts_are_known_and_have_a_number() -> None:
    words = table("measure_words")
    for unit in {*words["endings"].values(), *words["things"].values()}:
        assert typical(unit), unit
        assert parse_target(f"≥{typical(unit)}{unit}").kind == "number"
        assert unit_kind(parse_target(f"≥{typical(unit)}{unit}").unit), unit
    for unit in words["price"]:
        assert unit_kind(parse_target(f"≤{price_of(unit)}元/{unit}").unit) == "price", unit


def templates() -> list[str]:
    held = [text for kind in _TARGETS["kind"].values() for text in kind]
    held += [text for kind in _TARGETS["category"].values() for text in kind]
    held += [text for noun in _TARGETS["noun"] for text in noun["targets"]]
    return [*held, *_TARGETS["word_rate"].values(), *_TARGETS["elsewhere"]["time"]]


@pytest.mark.parametrize("year", [2024, None])
def test_every_template_can_be_measured(year: int | None) -> None:
    for text in filled(templates(), year):
        assert "{" not in text
        if text != "通过专家组验收":
            assert parse_target(text).kind in MEASURED, text


def test_the_rules_named_exist() -> None:
    known = {rule.code for rule in RULES}
    rules = table("suggest_rules")
    assert set(rules["codes"]) <= known
    assert set(rules["number_stays"]) <= set(rules["codes"])


@pytest.mark.parametrize(
    ("target", "year", "said"),
    [("11月30日前", 2024, "2024年11月30日前"), ("11月30日前", None, "11月30日前"), ("每月15日前", 2024, "每月15日前"), ("≥98%", 2024, "≥98%")],
)
def test_a_bare_date_gets_the_year(target: str, year: int | None, said: str) -> None:
    assert dated(target, year) == said


def test_no_sentence_of_a_document_is_in_the_tables() -> None:
    longest = max((len(word) for words in table("suggest_names").values() if isinstance(words, dict)
                   for group in words.values() for word in group), default=0)
    assert longest <= 12
    assert not any(re.search(r"\d{4}年", entry.name) for entry in library_of().entries)
