"""Misreadings put right, and what must stay."""

from __future__ import annotations

import pytest

from linter.reading.scan.mending import is_sign, may_be_other, mended
from linter.tables import table


@pytest.mark.parametrize(("read", "printed"), [
    (">=90%", "≥90%"),
    ("》=1200人次", "≥1200人次"),
    ("》95%", "≥95%"),
    ("《25元/人", "≤25元/人"),
    ("10O%", "100%"),
    ("≤0.1%o", "≤0.1‰"),
    ("≤0.1%0", "≤0.1‰"),
    ("3O,000", "30,000"),
    ("1l5户", "115户"),
    ("处置时间(小时)", "处置时间（小时）"),
    ("资金支出计划(%)", "资金支出计划（%）"),
    ("(2024年度)", "（2024年度）"),
    ("(1)完成验收", "（1）完成验收"),
    ("其中:财政资金", "其中：财政资金"),
    ("验收合格,按期交付", "验收合格，按期交付"),
])
def test_signs_are_put_right(read: str, printed: str) -> None:
    assert mended(read) == printed


@pytest.mark.parametrize("text", [
    "《中华人民共和国档案法》第3条", "H2O检测", "CO2浓度", "8:30", "A(B)C", "1,200.50", "OK", "IL-6检测", "2024-01-01", "3>2", "一户一档",
])
def test_what_is_right_stays(text: str) -> None:
    assert mended(text) == text


def test_every_mend_has_a_reason_and_never_makes_words() -> None:
    for mend in table("ocr_mends")["mend"]:
        assert mend["reason"]
        assert not any("一" <= c <= "龥" for c in mend["printed"])


def test_lone_signs() -> None:
    assert is_sign("≥")
    assert not is_sign("V")


@pytest.mark.parametrize(("text", "doubted"), [
    ("≤0.1%", True), ("≤.5%", True), ("差错率≤0.3％", True), ("≥98%", False), ("10.5%", False), ("0.1万元", False), ("100.25%", False),
])
def test_shares_below_one_percent_may_be_per_mille(text: str, doubted: bool) -> None:
    assert may_be_other(text) is doubted
