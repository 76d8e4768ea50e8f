"""The binary parts of an xlsb (MS-XLSB): strings, styles, tabs and sheets as streams of records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from struct import unpack_from

from linter.reading.excel.binary import ERRORS, STATES, packed, truth
from linter.reading.excel.canonical import tidy
from linter.reading.excel.styles import Styles
from linter.reading.excel.worksheet import Merge, Worksheet
from linter.reading.limits import MAX_COLUMNS, MAX_PIECES, Clock, too_many_pieces, too_wide
from linter.reading.package import broken

CALLED = "Excel 工作簿"

_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR, _RICH = 8, 9, 10, 11, 62
_STRING, _FORMAT, _STYLE, _COLUMN, _PROPERTIES, _TAB, _MERGE = 19, 44, 47, 60, 153, 156, 176
_STYLES_BEGIN, _STYLES_END = 617, 618
_CELLS = frozenset((_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR, _RICH))
_PER_CHECK = 50_000


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record. Raises ReadError where the last one is cut off."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            if at >= end:
                raise broken(CALLED)
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            if at >= end or shift > 21:
                raise broken(CALLED)
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + size > end:
            raise broken(CALLED)
        yield kind, data[at : at + size]
        at += size


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A string that begins at `at`, and where it ends."""
    try:
        (length,) = unpack_from("<I", data, at)
    except struct.error as error:
        raise broken(CALLED) from error
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise broken(CALLED)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def binary_strings(data: bytes) -> list[str]:
    """The shared strings, as cells show them."""
    out = [tidy(_wide(content, 1)[0]) for kind, content in records(data) if kind == _STRING]
    if len(out) > 2 * MAX_PIECES:
        raise too_many_pieces()
    return out


def binary_styles(data: bytes, from_1904: bool) -> Styles:
    formats: list[int] = []
    codes: dict[int, str] = {}
    inside = False
    for kind, content in records(data):
        if kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _FORMAT and len(content) >= 6:
            codes[int.from_bytes(content[:2], "little")] = _wide(content, 2)[0]
        elif kind == _STYLE and inside:
            formats.append(int.from_bytes(content[2:4], "little"))
    return Styles(formats, codes, from_1904)


def binary_tabs(data: bytes) -> tuple[list[tuple[str, str, str]], bool]:
    """Name, state and relation of each sheet, and whether days are counted from 1904."""
    tabs = []
    from_1904 = False
    for kind, content in records(data):
        if kind == _PROPERTIES and content:
            from_1904 = bool(content[0] & 1)
        elif kind == _TAB and len(content) >= 12:
            relation, end = _wide(content, 8)
            name, _ = _wide(content, end)
            tabs.append((name, STATES[min(content[0], 2)], relation))
    return tabs, from_1904


def binary_sheet(sheet: Worksheet, data: bytes, strings: list[str], styles: Styles, clock: Clock) -> None:
    """Fills `sheet` from its part. Raises ReadError for what does not hold together or is too much."""
    row = 0
    try:
        for n, (kind, content) in enumerate(records(data)):
            if n % _PER_CHECK == 0:
                clock.check(f"工作表“{sheet.name}”")
            if kind in _CELLS:
                column, style = unpack_from("<II", content)
                if column >= MAX_COLUMNS:
                    raise too_wide(f"第{row + 1}行")
                text = _shown(kind, content, style & 0xFFFFFF, strings, styles)
                if text:
                    sheet.cells.append((row, column, text))
                    if len(sheet.cells) > MAX_PIECES:
                        raise too_many_pieces()
            elif kind == _ROW:
                (row,) = unpack_from("<I", content)
                if content[11] & 0x10:
                    sheet.hidden_rows.add(row)
            elif kind == _MERGE:
                first, last, column, last_column = unpack_from("<4I", content)
                sheet.merges.append(Merge(first, column, last, last_column))
            elif kind == _COLUMN and unpack_from("<H", content, 16)[0] & 1:
                sheet.hidden_columns.append(unpack_from("<II", content))
    except (struct.error, IndexError) as error:
        raise broken(CALLED) from error


def _shown(kind: int, content: bytes, style: int, strings: list[str], styles: Styles) -> str:
    if kind == _SHARED:
        return styles.text(strings[unpack_from("<I", content, 8)[0]], style)
    if kind in (_TEXT, _FORMULA_TEXT):
        return styles.text(tidy(_wide(content, 8)[0]), style)
    if kind == _RICH:
        return styles.text(tidy(_wide(content, 9)[0]), style)
    if kind == _RK:
        return styles.number(repr(packed(unpack_from("<I", content, 8)[0])), style)
    if kind in (_REAL, _FORMULA_NUMBER):
        return styles.number(repr(unpack_from("<d", content, 8)[0]), style)
    if kind in (_ERROR, _FORMULA_ERROR):
        return ERRORS.get(content[8], "#N/A")
    return truth(content[8], False)
