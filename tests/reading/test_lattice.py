"""Rules → tables of cells with spans, and words into them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from linter.reading.lattice import Rule, Slot, Word, ruled_tables


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [Rule(x, ys[0], x, ys[-1]) for x in xs] + [Rule(xs[0], y, xs[-1], y) for y in ys]


def word(text: str, x: float, y: float, size: float = 10) -> Word:
    return Word(text, x, y, x + size * len(text), y + size)


def test_full_grid() -> None:
    (found,) = ruled_tables(grid((0, 50, 100), (60, 40, 20)))
    assert found.slots == (Slot(0, 0, 1, 1), Slot(0, 1, 1, 1), Slot(1, 0, 1, 1), Slot(1, 1, 1, 1))
    assert found.box_of(found.slots[1]) == (50, 40, 100, 60)
    assert (found.open_top, found.open_bottom) == (False, False)


def test_missing_inner_rules_are_spans() -> None:
    rules = [*grid((0, 150), (90, 0)), Rule(50, 90, 50, 0), Rule(100, 60, 100, 0), Rule(50, 60, 150, 60), Rule(50, 30, 150, 30)]
    (found,) = ruled_tables(rules)
    assert found.slots == (Slot(0, 0, 3, 1), Slot(0, 1, 1, 2), Slot(1, 1, 1, 1), Slot(1, 2, 1, 1), Slot(2, 1, 1, 1), Slot(2, 2, 1, 1))


def test_tables_that_do_not_touch_are_apart() -> None:
    above, below = ruled_tables([*grid((0, 30, 90), (50, 40, 30)), *grid((0, 45, 90), (200, 180, 160))])
    assert (above.xs, below.xs) == ((0, 45, 90), (0, 30, 90))


def test_borders_drawn_cell_by_cell_and_double_lines() -> None:
    rules: list[Rule] = []
    for x in (0, 50):
        for y in (0, 20):
            rules += grid((x + 0.4, x + 49.6), (y + 19.6, y + 0.4))
    rules += [Rule(-2, -2, 102, -2), Rule(-2, 42, 102, 42), Rule(-2, -2, -2, 42), Rule(102, -2, 102, 42)]
    (found,) = ruled_tables(rules)
    assert len(found.slots) == 4


def test_sides_nobody_drew() -> None:
    rules = [Rule(0, y, 120, y) for y in (60, 40, 20)] + [Rule(40, 60, 40, 20), Rule(80, 60, 80, 20)]
    (found,) = ruled_tables(rules)
    assert found.xs == (0, 40, 80, 120)
    assert len(found.slots) == 6


def test_a_row_cut_by_the_page() -> None:
    (found,) = ruled_tables([*(Rule(x, 60, x, 0) for x in (0, 50, 100)), Rule(0, 60, 100, 60), Rule(0, 40, 100, 40)])
    assert found.open_bottom
    assert not found.open_top
    assert found.row_count == 2


@pytest.mark.parametrize("rules", [
    [], [Rule(0, 0, 100, 0)], grid((0, 100), (50, 0)), [Rule(0, 0, 100, 100)] * 3,
    [Rule(float(n), 0, float(n), 900) for n in range(0, 30_000, 7)],
])
def test_what_is_no_table(rules: list[Rule]) -> None:
    assert ruled_tables(rules) == []


def test_words_go_into_their_cells_and_others_are_left() -> None:
    (found,) = ruled_tables(grid((0, 50, 100), (60, 40, 20)))
    filled = found.fill([word("乙", 60, 45), word("外", 10, 100), word("甲", 5, 45), word("丁", 60, 25)])
    assert [(cell.row, cell.column, cell.text) for cell in filled.cells] == [(0, 0, "甲"), (0, 1, "乙"), (1, 1, "丁")]
    assert [one.text for one in filled.leftover] == ["外"]


@pytest.mark.parametrize(("width", "lines", "said"), [
    (40, ("产", "出", "指", "标"), "产出指标"),  # one character a line
    (46, ("数量指", "标"), "数量指标"),
    (106, ("培训乡村医生不少于", "五百人次"), "培训乡村医生不少于五百人次"),
    (200, ("县教育局", "县财政局"), "县教育局\n县财政局"),
    (200, ("一、完成改造。", "二、投入使用。"), "一、完成改造。\n二、投入使用。"),
    (46, ("1234", "567"), "1234567"),  # a number too long for its column
])
def test_wrapped_lines_are_joined_and_breaks_kept(width: float, lines: tuple[str, ...], said: str) -> None:
    (found,) = ruled_tables(grid((0, width, width + 50), (100, 0)))
    (cell,) = found.fill([word(line, 3, 80 - 14 * n) for n, line in enumerate(lines)]).cells
    assert cell.text == said


def test_a_letter_spaced_label_is_one_word() -> None:
    (found,) = ruled_tables(grid((0, 100, 200), (40, 20)))
    (cell,) = found.fill([word(letter, 5 + 28 * n, 25) for n, letter in enumerate("项目名称"[:3])]).cells
    assert cell.text == "项目名"


def test_ink_boxes_stand_on_the_line() -> None:
    (found,) = ruled_tables(grid((0, 100, 200), (40, 20)))
    words = [Word("第", 5, 25, 15, 35), Word("一", 15, 29.5, 25, 31), Word("批", 25, 25, 35, 35), Word("，", 35, 24, 38, 27)]
    (cell,) = found.fill(words).cells
    assert cell.text == "第一批，"
