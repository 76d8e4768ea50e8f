"""Cells that Excel put in quotation marks when it wrote tab-separated text, and the stray marks that only look like it."""

from __future__ import annotations

from collections.abc import Sequence

from linter.reading.limits import MAX_QUOTED_LINES


def join_quoted(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """Lines with cells of several lines joined, and the number (from 1) each of them begins on.

    A cell is joined when it begins with a quotation mark and a later line, at most MAX_QUOTED_LINES down, closes it
    right before a tab or the line's end, with no tab and no single quotation mark between. Any other mark is literal.
    """
    joined: list[str] = []
    numbers: list[int] = []
    at = 0
    while at < len(lines):
        line, first = lines[at], at
        at += 1
        if '"' in line:
            line, at = _closed(lines, line, at)
            if "\t" in line:
                line = "\t".join([_bare(cell) for cell in line.split("\t")])
            else:  # running text: no cell, so nothing to join
                line, at = lines[first], first + 1
        joined.append(line)
        numbers.append(first + 1)
    return joined, numbers


def _closed(lines: Sequence[str], line: str, at: int) -> tuple[str, int]:
    """`line` with as many of the lines from `at` on as its last cell runs over, and the index of the line after them."""
    while True:
        cell = line[line.rfind("\t") + 1 :].lstrip()
        if not cell.startswith('"') or '"' in cell[1:].replace('""', ""):
            return line, at
        for end in range(at, min(at + MAX_QUOTED_LINES, len(lines))):
            part, tab, _ = lines[end].partition("\t")
            marks = part.replace('""', "").rstrip()
            if '"' in marks:
                if marks.find('"') != len(marks) - 1:
                    return line, at
                line, at = "\n".join((line, *lines[at : end + 1])), end + 1
                break
            if tab:
                return line, at
        else:
            return line, at


def _bare(cell: str) -> str:
    """A cell without the marks Excel adds to one that holds a line break, a comma or a quotation mark."""
    text = cell.strip()
    if len(text) < 3 or text[0] != '"' or text[-1] != '"':
        return cell
    inner = text[1:-1]
    if '"' in inner.replace('""', ""):
        return cell
    return inner.replace('""', '"') if "\n" in inner or "," in inner or '""' in inner else cell
