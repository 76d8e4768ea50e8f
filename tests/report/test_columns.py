"""The character grid: widths, line breaks by the rules of Chinese typesetting, aligned columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.report.columns import clip, grid, hang, pad, width, wrap

CLOSING = "，。、；：？！）》」”％"
OPENING = "（《「“"
# Text as reports hold it: Chinese, marks, figures, Latin words.
TEXT = st.text(st.sampled_from("绩效目标完成率台人次项目" + CLOSING + OPENING + "0123456789≥%abc "), max_size=120)


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [("abc", 3, 3), ("绩效", 4, 4), ("“绩效”", 6, 8), ("≥95%", 4, 5), ("１２", 4, 4), ("e\u0301", 1, 1), ("a\u200bb", 2, 2), ("", 0, 0)],
)
def test_width(text: str, narrow: int, wide: int) -> None:
    assert (width(text), width(text, ambiguous=2)) == (narrow, wide)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "请写明所依据的文件名称、文号（如《某某办法》），以及“指标值”的来源。"
    for columns in range(12, 40):
        for line in wrap(text, columns):
            assert line[0] not in CLOSING
            assert line[-1] not in OPENING


def test_figures_stay_whole_with_their_unit() -> None:
    lines = [wrap("本年为社区卫生服务中心配备心电图机1200台", columns) for columns in range(12, 44)]
    assert all(any("1200台" in line for line in broken) for broken in lines)


@given(TEXT, st.integers(10, 60), st.sampled_from([1, 2]))
def test_wrapping_loses_nothing_and_keeps_within_the_line(text: str, columns: int, ambiguous: int) -> None:
    lines = wrap(text, columns, ambiguous=ambiguous)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line, ambiguous) <= columns for line in lines)


def test_line_breaks_of_the_text_stay() -> None:
    assert wrap("一\n二", 20) == ["一", "二"]


def test_a_hanging_indent_counts_in_columns() -> None:
    assert hang("目标目标目标目标", 16, first="改法：", rest="      ") == ["改法：目标目标目", "      标目标"]


@given(TEXT, st.integers(3, 40))
def test_clipped_text_fits(text: str, columns: int) -> None:
    cut = clip(text, columns)
    assert width(cut) <= columns
    assert cut == text or cut.endswith("…")


def test_columns_are_aligned() -> None:
    rows = grid([("", "错误", "项目"), ("表1", "12", "图书采购"), ("表10", "3", "x")], right=frozenset({1}))
    assert rows == ["      错误  项目", "表1     12  图书采购", "表10     3  x"]


def test_padding_never_cuts() -> None:
    assert pad("图书采购", 4) == "图书采购"
    assert pad("图书", 6, right=True) == "  图书"
