"""Tables without rules: columns from the gaps all rows have in common, rows from the distance of the lines.

A guess, and said to be one: spans stay unknown, so that the recogniser aligns each row by what its cells say.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise

from linter.reading.flow import Line, Word, glue, lines_of
from linter.reading.pdf.page import Page
from linter.reading.pdf.pieces import Piece, PieceCell

_HEADS = re.compile("[一二三四]级指标|指标名称|指标内容|指标值|目标值")
_GAP = 5.0  # points of white that part two columns, at least
_LEAST = 3  # columns, and rows, that make a table
_ROW = 1.45  # distance of two lines by their height: further apart they are two rows


def unruled_table(words: Sequence[Word], page: Page) -> tuple[Piece, list[Word]] | None:
    """The one table of a page that has words in columns, and the words above and below it; None where there is none."""
    rows = _visual_rows(words)
    heads = [n for n, row in enumerate(rows) if len(_HEADS.findall("".join(word.text for word in row))) >= 2]
    if len(heads) != 1:
        return None
    (head,) = heads
    wide = [n for n in range(head, len(rows)) if len(_pieces(rows[n])) >= _LEAST]
    if len(wide) < _LEAST:
        return None
    last = wide[-1]
    columns = _columns(rows[head : last + 1])
    below = rows[last + 1] if last + 1 < len(rows) else []
    if len(columns) < _LEAST or len(_pieces(below)) > 1:
        return None
    edges = [columns[0][0] - 1, *((one[1] + two[0]) / 2 for one, two in pairwise(columns)), columns[-1][1] + 1]
    levels = _levels(page, edges)
    groups = _groups(rows[head : last + 1], levels)
    if not _regular(groups, edges) or (not levels and any(len(group) > 1 for group in groups)):
        return None  # without any rule nobody knows which lines are one row
    first = next(n for n in range(len(rows)) if n == head or len(_pieces(rows[n])) >= 2)
    cells: list[PieceCell] = []
    count = 0
    for group in [*_groups(rows[first:head], []), *groups]:
        held: dict[int, list[Word]] = {}
        for word in (word for row in group for word in row):
            at = word.x0 + min(word.x1 - word.x0, 8.0) / 2
            held.setdefault(min(max(bisect(edges, at) - 1, 0), len(edges) - 2), []).append(word)
        for column in sorted(held):
            lines = lines_of(held[column])
            if not lines:
                continue
            line = _one_line(lines)
            cells.append(PieceCell(count, 1, edges[column], edges[column + 1], page.stored(line[1:]), [line]))
        count += 1
    piece = Piece(edges, [page.number] * count, cells, open_top=True, open_bottom=True, guessed=True, ocr=page.ocr)
    return piece, [word for row in (*rows[:first], *rows[last + 1 :]) for word in row]


def looks_like_table(words: Sequence[Word]) -> bool:
    """Whether words stand under the heads of indicators."""
    return any(len(_HEADS.findall("".join(word.text for word in row))) >= 2 and len(_pieces(row)) >= _LEAST for row in _visual_rows(words))


def _visual_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that stand at one height."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -(word.y0 + word.y1)):
        middle = (word.y0 + word.y1) / 2
        if rows and rows[-1][0].y0 < middle < rows[-1][0].y1:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _pieces(row: Sequence[Word]) -> list[tuple[float, float]]:
    """The stretches of a row between gaps that part columns."""
    return _merged((word.x0, word.x1) for word in row)


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if out and left - out[-1][1] < _GAP:
            out[-1] = out[-1][0], max(out[-1][1], right)
        else:
            out.append((left, right))
    return out


def _columns(body: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """What is inked in rows of several cells, so that a title across the table does not join its columns."""
    return _merged((word.x0, word.x1) for row in body if len(_pieces(row)) >= _LEAST for word in row)


def _levels(page: Page, edges: Sequence[float]) -> list[float]:
    """Heights of the rules that run across the table, where rows are ruled and columns are not."""
    least = 0.6 * (edges[-1] - edges[0])
    found = sorted({round(rule.y0) for rule in page.rules if rule.y0 == rule.y1 and rule.x1 - rule.x0 > least})
    return [float(level) for level in found] if len(found) > _LEAST else []


def _groups(body: Sequence[list[Word]], levels: Sequence[float]) -> list[list[list[Word]]]:
    """The lines of each row of the table: between two rules, or those that stand close together."""
    groups: list[list[list[Word]]] = []
    before: list[Word] | None = None
    for row in body:
        word = row[0]
        if before is None:
            same = False
        elif levels:
            same = bisect(levels, (before[0].y0 + before[0].y1) / 2) == bisect(levels, (word.y0 + word.y1) / 2)
        else:
            same = before[0].y0 - word.y0 < _ROW * (word.y1 - word.y0)
        if same:
            groups[-1].append(row)
        else:
            groups.append([row])
        before = row
    return groups


def _regular(groups: Sequence[Sequence[Sequence[Word]]], edges: Sequence[float]) -> bool:
    """Whether rows and columns leave no doubt: no word reaches over two columns, no row is without its last texts."""
    for group in groups:
        words = [word for row in group for word in row]
        if any(bisect(edges, word.x0 + 2) != bisect(edges, word.x1 - 2) for word in words):
            return False
        if len({bisect(edges, (word.x0 + word.x1) / 2) for word in words}) < _LEAST - 1:
            return False
    return len(groups) >= _LEAST


def _one_line(lines: Sequence[Line]) -> Line:
    """The lines of a cell as one: how wide the cell is, nobody knows."""
    text = lines[0].text
    for line in lines[1:]:
        text += glue(text, line.text) + line.text
    return Line(text, min(n.x0 for n in lines), min(n.y0 for n in lines), max(n.x1 for n in lines), max(n.y1 for n in lines))
