"""CSV and TSV → one table. Fields are quoted as RFC 4180 says; a line that breaks its rules is read literally and named."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from linter.reading import text as running_text
from linter.reading.blocks import Block, Cell, Document, LinePlace, TableBlock
from linter.reading.encoding import decode
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, too_many_pieces, too_wide
from linter.submission import Note
from linter.where import Spot

_DELIMITERS = ("\t", ",", ";", "|")  # likeliest first
_SAMPLE_LINES = 400
_NEARLY_ALL = 0.9
_FEWEST_RECORDS = 3  # to call text of no telling name CSV
_SENTENCE_ENDS = ("。", "！", "？", "；", "：")
_LITERAL_NAMED = 5  # lines with stray quotation marks that get a note of their own


def read_delimited(data: bytes, source: str) -> Document:
    """The document of a CSV or TSV file: one table. A text dump under such a name is read as what it is.

    Raises ReadError as `decode` does, and for rows of more than MAX_COLUMNS cells.
    """
    decoded = decode(data)
    lines = decoded.text.split("\n")
    delimiter = _delimiter(lines)
    if delimiter is None:
        return running_text.document(decoded, source)
    table, notes = _table(lines, delimiter)
    blocks: tuple[Block, ...] = (table,) if table.cells else ()
    return Document(source, blocks, (*decoded.notes, *notes))


def looks_like_csv(text: str) -> bool:
    """Whether text of no telling name is CSV: nearly all records have the same number (≥ 2) of commas.

    Sentences are not records: most of those would end with a punctuation mark.
    """
    if "," not in text or "\t" in text:
        return False
    lines = _sample(text.split("\n", _SAMPLE_LINES))
    share, width = _regularity(lines, ",")
    if len(lines) < _FEWEST_RECORDS or share < _NEARLY_ALL or width < 3:
        return False
    sentences = sum(line.rstrip().endswith(_SENTENCE_ENDS) for line in lines)
    return sentences * 2 < len(lines)


def _sample(lines: list[str]) -> list[str]:
    return [line for line in lines[:_SAMPLE_LINES] if line and not line.isspace()]


def _delimiter(lines: list[str]) -> str | None:
    """What separates the fields, None for a text dump or text without any."""
    if lines and lines[0].startswith("sep=") and len(lines[0]) == 5:  # Excel's own line
        return lines[0][4]
    sample = _sample(lines)
    widths = {d: width for d in _DELIMITERS for share, width in [_regularity(sample, d)] if share >= _NEARLY_ALL}
    if "\t" in widths and "," in widths:  # the one that cuts finest: a tab kept inside quoted cells cuts every record as well
        return max(("\t", ","), key=widths.__getitem__)
    if widths:
        return next(iter(widths))
    tabbed = any("\t" in line for line in sample)
    return "," if not tabbed and any("," in line for line in sample) else None  # ragged, as people type it


def _regularity(lines: list[str], delimiter: str) -> tuple[float, int]:
    """The share of records that have the commonest number of fields, and that number; 0 where it is one."""
    try:
        widths = Counter(len(fields) for fields in csv.reader((line + "\n" for line in lines), delimiter=delimiter) if fields)
    except csv.Error:
        return 0.0, 0
    if widths.total() < 3 and len(lines) > 3:  # quotation marks swallowed the rest
        return 0.0, 0
    width, times = max(widths.items(), key=lambda one: one[1], default=(0, 0))
    return (times / widths.total(), width) if width > 1 else (0.0, 0)


def _table(lines: list[str], delimiter: str) -> tuple[TableBlock, list[Note]]:
    first = 1 if lines[0].startswith("sep=") else 0
    cells: list[Cell] = []
    numbers: list[int] = []
    literal: list[int] = []
    for number, fields, as_is in _records(lines, first, delimiter):
        row = len(numbers)
        numbers.append(number)
        if as_is:
            literal.append(number)
        if len(fields) > MAX_COLUMNS:
            raise too_wide(f"第{number}行")
        for column, field in enumerate(fields):
            value = field.strip()
            if value:
                cells.append(Cell(row, column, value))
        if len(cells) > MAX_PIECES:
            raise too_many_pieces()
    table = TableBlock(tuple(cells), len(numbers), spans_known=False, place=LinePlace(tuple(numbers)))
    return table, _literal_notes(literal)


def _records(lines: list[str], first: int, delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    """Line number (from 1), fields, and whether the line was read literally, for every record.

    A stray quotation mark would swallow the lines after it: strict reading stops there, and that one line is
    split as it stands.
    """
    while first < len(lines):
        reader = csv.reader((lines[n] + "\n" for n in range(first, len(lines))), delimiter=delimiter, strict=True)
        begun = first
        try:
            for fields in reader:
                yield begun + 1, fields, False
                begun = first + reader.line_num
            return
        except csv.Error:
            yield begun + 1, lines[begun].split(delimiter), True
            first = begun + 1


def _literal_notes(numbers: list[int]) -> list[Note]:
    notes = [Note("这一行的引号不成对，已按字面读取", Spot(line=n)) for n in numbers[:_LITERAL_NAMED]]
    if len(numbers) > _LITERAL_NAMED:
        notes.append(Note(f"另有 {len(numbers) - _LITERAL_NAMED} 行的引号也不成对，已按字面读取"))
    return notes
