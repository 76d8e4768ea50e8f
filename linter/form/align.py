"""Assigns the cells of one row to the columns of the block, where the source lost its spans (text dumps, bad PDFs).

One scored monotone alignment by dynamic programming. Evidence: label vocabulary, shape of the value, distance of the
columns, repetition in the other half. Shifted, lost, doubled and cut-off cells are this one mechanism.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from linter.form.columns import Column
from linter.form.money import plain_amount
from linter.form.value import looks_like_value
from linter.form.vocabulary import Vocabulary
from linter.reading.blocks import Cell

UNREAD = -6.0  # leaving a cell without a role must cost more than any doubtful place for it
DOUBLED = -1.2  # a cell that only repeats the one before it
NAME_LOST = -2.5  # a value whose name column stays empty
_FREE_TEXT = frozenset({"description", "target_note", "basis", "remarks", "ignored", "unknown"})
_POSITION = (1.0, 0.65, 0.3, -0.05, -0.4)


def align(cells: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary) -> list[int | None]:
    """For each cell the index of its column, None for a cell that fits nowhere; a doubled cell shares its neighbour's.

    Column indices never fall from left to right. Both sequences are in reading order.
    """
    count, width = len(cells), len(columns)
    names = _name_columns(columns)
    texts = Counter(cell.text for cell in cells)
    seen: Counter[str] = Counter()
    # best[j]: best score of the cells so far with the last one in column j-1 (0: none placed yet)
    best: list[float] = [0.0] + [float("-inf")] * width
    trace: list[list[tuple[int, bool]]] = []
    for n, cell in enumerate(cells):
        seen[cell.text] += 1
        scores = _scores(cell, columns, vocabulary, texts[cell.text], seen[cell.text])
        now = [best[0] + UNREAD] + [float("-inf")] * width
        came: list[tuple[int, bool]] = [(0, False)] * (width + 1)
        again = DOUBLED if n and cell.text == cells[n - 1].text else UNREAD
        tops = [(best[0], 0)]  # tops[j]: the best of best[0..j], and where
        for j in range(1, width + 1):
            top, at = tops[j - 1]
            name = names[j - 1]
            if name and at < name:
                top += NAME_LOST
                for k in range(name, j):
                    if best[k] > top:
                        top, at = best[k], k
            now[j], came[j] = top + scores[j - 1], (at, True)
            if best[j] + again > now[j]:
                now[j], came[j] = best[j] + again, (j, again == DOUBLED)
            tops.append((best[j], j) if best[j] > tops[-1][0] else tops[-1])
        best = now
        trace.append(came)
    at = max(range(width + 1), key=best.__getitem__)
    out: list[int | None] = [None] * count
    for n in range(count - 1, -1, -1):
        before, placed = trace[n][at]
        out[n] = at - 1 if placed and at else None
        at = before
    return out


def _name_columns(columns: Sequence[Column]) -> list[int]:
    """For each target column the 1-based place of the name column of its half, else 0."""
    out = []
    for n, column in enumerate(columns):
        name = 0
        if column.role == "target":
            name = next((m + 1 for m in range(n - 1, -1, -1) if columns[m].role == "level3" and columns[m].half == column.half), 0)
        out.append(name)
    return out


def _scores(cell: Cell, columns: Sequence[Column], vocabulary: Vocabulary, times: int, nth: int) -> list[float]:
    label = vocabulary.label(cell.text)
    level1 = bool(label and label.role("level1"))
    level2 = bool(label and label.role("level2"))
    level2_first = bool(label and label.role("level1", "level2") == label.role("level2"))
    shape = looks_like_value(cell.text)
    left = next((column.half for column in columns if column.half), None)
    out = []
    for column in columns:
        distance = abs(cell.column - column.start)
        score = _POSITION[distance] if distance < 5 else -0.4
        role = column.role
        if role == "level1":
            score += -5.0 if not level1 else -1.0 if level2_first else 3.0
        elif role == "level2":
            score += 3.0 if level2 else -3.5
        elif role == "level3":
            score += -3.0 if level1 or level2 else (-6.0 if shape == 2 else -0.5 if shape == 1 else 0.5)
        elif role == "target":
            score += -4.0 if level1 or level2 else (2.0 if shape == 2 else 1.0 if shape == 1 else -0.7)
        elif role in _FREE_TEXT:
            score += -3.0 if level1 or level2 else 0.2
        elif role in ("weight", "sign", "unit"):
            number = plain_amount(cell.text) is not None
            fits = number if role == "weight" else (not number and len(cell.text) <= 6 and not (level1 or level2))
            score += 1.5 if fits else -4.0
        if times > 1 and column.half and role in ("level2", "level3", "target"):
            first = column.half == left
            if nth == 1:
                score += 0.8 if first else -0.8
            elif nth == times:
                score += -0.8 if first else 0.8
        out.append(score)
    return out
