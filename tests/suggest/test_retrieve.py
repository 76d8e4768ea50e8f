"""Near names: what is near is found, what is about something else is not; the figures on the held-out list."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.form.value import parse_target, unit_kind
from linter.suggest.ask import advise
from linter.suggest.library import library_of
from linter.suggest.retrieve import Index, pairs_of_characters
from linter.suggest.targets import Adviser

HELD_OUT = [line.split("\t") for line in (Path(__file__).parent / "held_out.tsv").read_text("utf-8").splitlines()[1:]]
_KINDS = {"rate": "rate", "ratio": "rate", "money": "money", "price": "money", "time": "time"}


def kind_of(target: str) -> str:
    """rate, money, time or count."""
    value = parse_target(target)
    return "time" if value.kind in ("date", "period") else _KINDS.get(unit_kind(value.unit) or "", "count")


def test_the_same_name_is_nearest_and_scores_one() -> None:
    names = ["鱼苗投放数量", "鱼苗检疫合格率", "渔船检验艘数"]
    near = Index(names, names).nearest("鱼苗检疫合格率", 3)
    assert near[0].item == "鱼苗检疫合格率"
    assert near[0].score == pytest.approx(1.0)
    assert [found.score for found in near] == sorted((found.score for found in near), reverse=True)


def test_brackets_behind_a_name_do_not_count() -> None:
    names = ["鱼苗检疫合格率", "渔船检验艘数"]
    assert Index(names, names).nearest("鱼苗检疫合格率（%）", 1)[0].score == pytest.approx(1.0)


def test_what_is_let_through_is_asked_for() -> None:
    names = ["鱼苗投放数量", "鱼苗检疫合格率"]
    assert [f.item for f in Index(names, names).nearest("鱼苗", 5, fits=lambda name: name.endswith("率"))] == ["鱼苗检疫合格率"]


def test_a_longer_text_contains_a_name_in_part_or_whole() -> None:
    names = ["鱼苗投放数量", "渔船检验艘数"]
    said = Index(names, names).contained(pairs_of_characters("全年鱼苗投放数量不少于二百万尾"))
    assert said == {0: pytest.approx(1.0)}


@pytest.mark.parametrize("text", ["天气晴朗", "你好世界", "股票涨停", "明月几时有", "abcdef", "!!!", "一"])
def test_nonsense_is_given_nothing(text: str) -> None:
    advice = advise(text, library_of())
    assert advice.near == ()
    assert advice.targets == ()


def test_the_list_is_held_out() -> None:
    known = {entry.name for entry in library_of().entries}
    assert len(HELD_OUT) >= 200
    assert not known & {name for name, _, _ in HELD_OUT}


def test_near_indicators_are_of_the_right_category_and_measured_the_right_way() -> None:
    right_category = right_kind = 0
    for name, category, kind in HELD_OUT:
        near = [found.item for found in advise(name, library_of(), count=3).near]
        right_category += category in {entry.category for entry in near}
        right_kind += kind in {kind_of(entry.target) for entry in near}
    assert right_category / len(HELD_OUT) >= 0.87
    assert right_kind / len(HELD_OUT) >= 0.91


def test_values_are_measured_the_way_the_name_asks() -> None:
    adviser = Adviser(library_of())
    offered = [(kind, adviser.targets(name, category, year=2024)) for name, category, kind in HELD_OUT]
    assert sum(bool(targets) for _, targets in offered) / len(HELD_OUT) >= 0.96
    assert sum(bool(targets) and kind_of(targets[0]) == kind for kind, targets in offered) / len(HELD_OUT) >= 0.96
