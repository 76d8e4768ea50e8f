"""V405: values that are written wrongly."""

from __future__ import annotations

import pytest

from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.measurability import RULES as MEASURABILITY
from linter.checks.sanity.malformed_target import MalformedTarget
from linter.finding import Finding
from linter.submission import Category


def found(category: Category, name: str, target: str) -> list[Finding]:
    table = form(ind(category, name, target))
    return list(run([MalformedTarget(), *(rule() for rule in MEASURABILITY)], Context(document(table)), strict=True).findings)


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("优质优质", "两遍"), ("≥90%≥90%", "两遍"), ("≥", "只有比较符号"), ("≤%", "只有比较符号"), ("≥=≤30人", "比较符号"), ("≥5%较去年有所减少", "粘在一起"),
    ],
)
def test_what_is_said_about_a_malformed_value(target: str, word: str) -> None:
    (finding,) = found("quality", "灌溉水质", target)
    assert finding.code == "V405"
    assert word in finding.message


def test_a_doubled_number_can_be_mended_a_doubled_word_cannot() -> None:
    assert found("quality", "出勤率", "≥95%≥95%")[0].fixes[0].replacement == "≥95%"
    assert found("quality", "档案", "完整完整")[0].fixes == ()


@pytest.mark.parametrize("category", ["timeliness", "satisfaction", "cost", "quality"])
def test_the_remedy_suits_the_category(category: Category) -> None:
    (finding,) = found(category, "供暖", "按时按时")
    assert {"timeliness": "日前", "satisfaction": "≥90%", "cost": "万元", "quality": "≥95%"}[category] in finding.help


@pytest.mark.parametrize("target", ["促进校际交流提高", "≥95%", "每月≥2次", "10万元-15万元", "清清楚楚", "≥80%（含线上）", "95%以上"])
def test_other_values_are_not_malformed(target: str) -> None:
    assert "V405" not in [finding.code for finding in found("quality", "讲座", target)]
