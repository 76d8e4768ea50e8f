"""Tables written in Markdown: with pipes, or as the HTML that converters put between its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.reading.blocks import Block, Cell, LinePlace, TableBlock
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, MAX_QUOTED_LINES, too_many_pieces, too_wide

_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_RULE_MARKS = "|-: \t"


def marked_tables(lines: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[int, int, list[Block]]]:
    """(start, stop, blocks) of every marked table in order, as indices into `lines`. `numbers`: their line numbers.

    A pipe table needs its |---| line. HTML tables are numbered through the text.
    """
    at = done = tables = 0
    closed = True  # an HTML table that is never closed ends the search for others
    while at < len(lines):
        line = lines[at]
        if "|" in line and _is_rule(line):
            start = at - 1 if at > done and "|" in lines[at - 1] else at
            rows, done = _rows(lines, start, at)
            table = _pipe_table(rows, numbers)
            yield start, done, [table] if table.cells else []
            at = done
        elif closed and "<table" in line:
            done = _html_end(lines, at)
            closed = done > at
            if closed:
                from linter.reading.html import blocks_of

                found = blocks_of("\n".join(lines[at:done]), first_line=numbers[at], tables_before=tables)
                tables += sum(isinstance(block, TableBlock) for block in found)
                yield at, done, found
                at = done
        else:
            at += 1


def _is_rule(line: str) -> bool:
    """Whether it is the |---| line."""
    return "-" in line and not line.strip(_RULE_MARKS)


def _rows(lines: Sequence[str], start: int, rule: int) -> tuple[list[tuple[int, str]], int]:
    """(index, row) of the table around a |---| line, and the index of the line after it.

    Where rows close with a pipe, one that does not is broken over the lines up to the next that does.
    """
    rows = [(start, lines[start])] if start < rule else []
    closed = lines[rule].rstrip().endswith("|")
    at = rule + 1
    while at < len(lines) and "|" in lines[at]:
        row, first = lines[at], at
        at += 1
        if closed and not row.rstrip().endswith("|"):
            end = _row_end(lines, at)
            row, at = "\n".join((row, *lines[at:end])), end
        rows.append((first, row))
    return rows, at


def _row_end(lines: Sequence[str], at: int) -> int:
    """The index after the line that closes a broken row; `at` itself where the row is not broken but short."""
    for n in range(at, min(at + MAX_QUOTED_LINES, len(lines))):
        line = lines[n].strip()
        if not line or line.startswith("|"):
            break
        if line.endswith("|"):
            return n + 1
    return at


def _pipe_table(rows: list[tuple[int, str]], numbers: Sequence[int]) -> TableBlock:
    cells: list[Cell] = []
    for row, (index, line) in enumerate(rows):
        fields = _fields(line)
        if len(fields) > MAX_COLUMNS:
            raise too_wide(f"第{numbers[index]}行")
        for column, field in enumerate(fields):
            text = _cell_text(field)
            if text:
                cells.append(Cell(row, column, text))
        if len(cells) > MAX_PIECES:
            raise too_many_pieces()
    place = LinePlace(tuple(numbers[index] for index, _ in rows))
    return TableBlock(tuple(cells), len(rows), spans_known=False, place=place)


def _fields(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    if "\\|" not in line:
        return line.split("|")
    return [field.replace("\0", "|") for field in line.replace("\\|", "\0").split("|")]  # text holds no NUL


def _cell_text(field: str) -> str:
    text = field.strip()
    if "<" in text:
        text = _BREAK.sub("\n", text).strip()
    if "&" in text:
        from html import unescape

        text = unescape(text).strip()
    for mark in ("**", "__"):  # a whole cell in bold, as headers are; marks inside a text may be blanks to fill in
        inner = text[2:-2]
        if len(text) > 4 and text.startswith(mark) and text.endswith(mark) and mark not in inner:
            text = inner.strip()
    return text


def _html_end(lines: Sequence[str], at: int) -> int:
    """The index after the line that closes the HTML table begun in lines[at]; `at` itself where none does."""
    depth = 0
    for n in range(at, len(lines)):
        depth += lines[n].count("<table") - lines[n].count("</table")
        if depth <= 0:
            return n + 1
    return at
