"""xls of Excel 5 to 2003, and .et of WPS in that shape (MS-XLS): the records of the Workbook stream."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from struct import unpack_from

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.blocks import Document
from linter.reading.excel.binary import STATES, packed, truth
from linter.reading.excel.canonical import tidy
from linter.reading.excel.compound import Compound
from linter.reading.excel.styles import Styles
from linter.reading.excel.worksheet import Merge, Worksheet, document
from linter.reading.excel.xls_strings import Strings, long_string, short_string
from linter.reading.limits import MAX_PIECES, Clock, too_many_pieces
from linter.reading.package import broken

CALLED = "旧版 Excel 工作簿"

_BOF, _EOF, _PASSWORD, _CODE_PAGE, _DATE_MODE = 0x809, 0x0A, 0x2F, 0x42, 0x22
_TAB, _FORMAT, _STYLE, _STRINGS, _CONTINUE = 0x85, 0x41E, 0xE0, 0xFC, 0x3C
_LABEL_SHARED, _NUMBER, _RK, _RKS, _LABEL, _RICH, _TRUTH = 0xFD, 0x203, 0x27E, 0xBD, 0x204, 0xD6, 0x205
_FORMULA, _RESULT, _ROW, _COLUMNS, _MERGES = 0x06, 0x207, 0x208, 0x7D, 0xE5
_BIFF8 = 0x600
_CODECS = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 1252: "cp1252", 1200: "utf-16-le"}
_PER_CHECK = 50_000


def read_xls(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a workbook. Raises ReadError for one with a password, or that does not hold together."""
    clock = Clock(limits)
    file = Compound(data, CALLED)
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in file.names:
            break
    else:
        raise not_a_workbook(file)
    try:
        return document(_Workbook(file.stream(name), clock).sheets(), source, clock)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise broken(CALLED) from error


def not_a_workbook(file: Compound) -> ReadError:
    """What to say of a compound file that holds no workbook."""
    if "EncryptedPackage" in file.names:
        return locked()
    if "WordDocument" in file.names:
        return ReadError("这是旧版 Word 文档，文件名的后缀不对", remedy="请把后缀改成 .doc 再检查。")
    return ReadError("这个旧版 Office 文件里没有工作表", remedy="请用原来的软件打开，另存为 .xlsx 或 .docx 再检查。")


def locked() -> ReadError:
    return ReadError("这个工作簿设了打开密码", remedy="请输入密码打开，去掉密码后另存一份再检查。")


class _Workbook:
    def __init__(self, data: bytes, clock: Clock) -> None:
        self._data, self._clock = data, clock
        self._codec = "gb18030"
        self._wide = True
        self._tabs: list[tuple[int, str, str]] = []
        self._strings = Strings([])
        self.styles = self._globals()

    def sheets(self) -> Iterator[Worksheet]:
        for at, name, state in self._tabs:
            sheet = Worksheet(name, state)
            self._read(sheet, at)
            yield sheet

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """The records from `at` to the end of that substream; those of substreams inside it (charts) left out."""
        data, end, depth = self._data, len(self._data), 0
        while at + 4 <= end:
            kind, size = unpack_from("<HH", data, at)
            if at + 4 + size > end:
                raise broken(CALLED)
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            if depth == 1:
                yield kind, data[at + 4 : at + 4 + size]
            at += 4 + size
        raise broken(CALLED)

    def _globals(self) -> Styles:
        formats: list[int] = []
        codes: dict[int, str] = {}
        from_1904 = False
        shared: list[bytes] = []
        last = 0
        raw_codes: list[bytes] = []
        tabs: list[bytes] = []
        for kind, content in self._records(0):
            if kind == _BOF:
                self._wide = unpack_from("<H", content)[0] >= _BIFF8
            elif kind == _PASSWORD:
                raise locked()
            elif kind == _CODE_PAGE:
                self._codec = _CODECS.get(unpack_from("<H", content)[0], "gb18030")
            elif kind == _DATE_MODE:
                from_1904 = unpack_from("<H", content)[0] == 1
            elif kind == _STYLE:
                formats.append(unpack_from("<H", content, 2)[0])
            elif kind == _FORMAT:
                raw_codes.append(content)
            elif kind == _TAB:
                tabs.append(content)
            elif kind == _STRINGS or (kind == _CONTINUE and last == _STRINGS):
                shared.append(content)
                kind = _STRINGS
            last = kind
        for content in raw_codes:
            codes[unpack_from("<H", content)[0]] = (
                long_string(content, 2) if self._wide else short_string(content, 2, wide=False, codec=self._codec)
            )
        for content in tabs:
            at, state, sort = unpack_from("<IBB", content)
            if sort == 0:  # charts and macro sheets have other numbers
                name = short_string(content, 6, wide=self._wide, codec=self._codec)
                self._tabs.append((at, name, STATES[min(state & 3, 2)]))
        self._strings = Strings(shared)
        return Styles(formats, codes, from_1904)

    def _read(self, sheet: Worksheet, at: int) -> None:
        number, texts = self.styles.number, self.styles.text
        awaiting: tuple[int, int, int] | None = None
        for n, (kind, content) in enumerate(self._records(at)):
            if n % _PER_CHECK == 0:
                self._clock.check(f"工作表“{sheet.name}”")
                if len(sheet.cells) > MAX_PIECES:
                    raise too_many_pieces()
            text = ""
            if kind == _LABEL_SHARED:
                row, column, style, index = unpack_from("<HHHI", content)
                text = texts(self._strings[index], style)
            elif kind == _RK:
                row, column, style, rk = unpack_from("<HHHI", content)
                text = number(repr(packed(rk)), style)
            elif kind == _NUMBER:
                row, column, style, value = unpack_from("<HHHd", content)
                text = number(repr(value), style)
            elif kind == _RKS:
                row, column = unpack_from("<HH", content)
                for place in range(4, len(content) - 7, 6):
                    style, rk = unpack_from("<HI", content, place)
                    if shown := number(repr(packed(rk)), style):
                        sheet.cells.append((row, column, shown))
                    column += 1
            elif kind in (_LABEL, _RICH):
                row, column, style = unpack_from("<HHH", content)
                text = texts(tidy(self._own_string(content, 6)), style)
            elif kind == _TRUTH:
                row, column, style, given, is_error = unpack_from("<HHHBB", content)
                text = truth(given, bool(is_error))
            elif kind == _FORMULA:
                row, column, style = unpack_from("<HHH", content)
                if content[12:14] != b"\xff\xff":
                    text = number(repr(unpack_from("<d", content, 6)[0]), style)
                elif content[6] == 0:
                    awaiting = (row, column, style)
                elif content[6] in (1, 2):
                    text = truth(content[8], content[6] == 2)
            elif kind == _RESULT and awaiting:
                row, column, style = awaiting
                text = texts(tidy(self._own_string(content, 0)), style)
                awaiting = None
            else:
                self._layout(sheet, kind, content)
            if text:
                sheet.cells.append((row, column, text))

    def _own_string(self, content: bytes, at: int) -> str:
        if self._wide:
            return long_string(content, at)
        (length,) = unpack_from("<H", content, at)
        return content[at + 2 : at + 2 + length].decode(self._codec, "replace")

    @staticmethod
    def _layout(sheet: Worksheet, kind: int, content: bytes) -> None:
        if kind == _MERGES:
            (count,) = unpack_from("<H", content)
            for n in range(min(count, (len(content) - 2) // 8)):
                first, last, column, last_column = unpack_from("<4H", content, 2 + 8 * n)
                sheet.merges.append(Merge(first, column, last, last_column))
        elif kind == _ROW and content[12] & 0x20:
            sheet.hidden_rows.add(unpack_from("<H", content)[0])
        elif kind == _COLUMNS and content[8] & 1:
            sheet.hidden_columns.append(unpack_from("<HH", content))
