"""The reviewer's verdicts, read back from screening.xlsx: which opinions go out, which do not, and which in other words.

Found by the headers 复核意见 and 编号, wherever they stand: rows may be sorted, filtered or deleted, columns moved or added, the sheet
renamed, the file saved by any program or as CSV. Findings without a verdict are not in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, NamedTuple, cast

from linter.errors import JixiaoError
from linter.screen.decision_rows import Book, Row, Value, book_of, shared
from linter.tables import table
from linter.wording import squeeze

Verdict = Literal["采纳", "不采纳", "改写"]
_HEADER_WITHIN = 20  # rows: people write titles above
_BECAME_A_NUMBER = re.compile(r"\d+(?:\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reviewer says of one finding. `words`: the opinion as it shall read (改写), or a remark. `place`: where it stands."""

    verdict: Verdict
    words: str
    place: str


class _Fault(NamedTuple):
    what: str
    place: str
    remedy: str


class _Columns(NamedTuple):
    """Where the columns are; `row` is that of the header. `words` is None where there is no such column."""

    sheet: str
    row: int
    verdict: int
    mark: int
    words: int | None

    def wanted(self) -> set[int]:
        return {self.verdict, self.mark, *([self.words] if self.words is not None else [])}


class _Decided(NamedTuple):
    columns: _Columns
    row: int
    cells: Mapping[int, Value]


def read_decisions(data: bytes, source: str) -> Mapping[str, Decision]:
    """Mark of a finding → what was decided. Raises JixiaoError that names file, cell and remedy; several faults are counted."""
    try:
        book = book_of(data, source)
        decided, faults = list(_decided(book)), list[_Fault]()
        texts = book.texts(shared(each.cells for each in decided))
    except JixiaoError as error:
        raise JixiaoError(error.what, source=source, place=error.place, remedy=error.remedy) from error
    out: dict[str, Decision] = {}
    for each in decided:
        found = _decision(book, each, texts)
        if isinstance(found, _Fault):
            faults.append(found)
        elif found is not None:
            mark, decision = found
            before = out.setdefault(mark, decision)
            if (before.verdict, before.words) != (decision.verdict, decision.words):
                faults.append(_Fault(
                    f"同一条问题（编号 {mark}）有两种复核意见：“{before.verdict}”和“{decision.verdict}”", f"{before.place}、{decision.place}", "请只留一种。",
                ))
    if faults:
        first, more = faults[0], f"另有 {len(faults) - 1} 处要改。" if len(faults) > 1 else ""
        raise JixiaoError(first.what, source=source, place=first.place, remedy=f"{first.remedy}{more}")
    return out


def _decided(book: Book) -> Iterator[_Decided]:
    """The rows in which something was decided."""
    heads = {sheet: list(islice(book.rows(sheet), _HEADER_WITHIN)) for sheet in book.sheets}
    texts = book.texts(shared(cells for rows in heads.values() for _, cells in rows))
    lists = [columns for sheet, rows in heads.items() if (columns := _columns(book, sheet, rows, texts))]
    if not lists:
        words = _words()
        raise JixiaoError(
            f"没有找到“{words['verdict']}”一列", remedy=f"请给出 jixiao screen 写出的 screening.xlsx；表头“{words['verdict']}”“{words['words']}”“{words['mark']}”不要改。"
        )
    for columns in lists:
        for number, cells in book.rows(columns.sheet, columns.wanted()):
            if number > columns.row and any(column != columns.mark for column in cells):
                yield _Decided(columns, number, cells)


def _columns(book: Book, sheet: str, rows: Iterable[Row], texts: Mapping[int, str]) -> _Columns | None:
    """The columns of a sheet by its header, None where it is no list of findings."""
    words = _words()
    for number, cells in rows:
        named: dict[str, int] = {}
        for column, value in sorted(cells.items()):
            named.setdefault(squeeze(_said(value, texts)), column)
        if words["verdict"] not in named:
            continue
        if words["mark"] not in named:
            place = book.place(sheet, number, named[words["verdict"]])
            raise JixiaoError(f"缺少“{words['mark']}”一列", place=place, remedy="程序凭它认出是哪条问题，请用没有删过这一列的 screening.xlsx。")
        return _Columns(sheet, number, named[words["verdict"]], named[words["mark"]], named.get(words["words"]))
    return None


def _decision(book: Book, each: _Decided, texts: Mapping[int, str]) -> tuple[str, Decision] | _Fault | None:
    """Mark and decision of a row; None where its cells turn out to hold nothing."""
    names, columns = _words(), each.columns

    def said(column: int | None) -> str:
        return _said(each.cells[column], texts) if column is not None and column in each.cells else ""

    def place(column: int) -> str:
        return book.place(columns.sheet, each.row, column)

    verdict, words, mark = squeeze(said(columns.verdict)), said(columns.words), said(columns.mark)
    choices, own = names["choices"], names["in_own_words"]
    if not verdict and not words:
        return None
    if not verdict:
        return _Fault(f"写了“{names['words']}”，没有选“{names['verdict']}”", place(columns.verdict), f"要照您写的发就选“{own}”，否则把写的话删去。")
    if verdict not in choices:
        near = names["near"].get(verdict)
        return _Fault(f"{names['verdict']}“{verdict}”不认识", place(columns.verdict), (f"您是不是想选“{near}”？" if near else "") + f"请选{'、'.join(choices)}，或者不填。")
    if verdict == own and not words:
        return _Fault(f"选了“{own}”，没有写“{names['words']}”", place(columns.verdict if columns.words is None else columns.words), "请写上要发给单位的话。")
    if verdict == choices[0] and words:
        return _Fault(f"选了“{verdict}”，又写了“{names['words']}”", place(columns.verdict), f"要照您写的发就选“{own}”，要照原来的发就把写的话删去。")
    if not mark:
        return _Fault(f"这一行没有“{names['mark']}”，不知道是哪条问题", place(columns.mark), "请从原来的 screening.xlsx 里把编号补上，或者删去这一行。")
    if _BECAME_A_NUMBER.fullmatch(mark):
        return _Fault(f"{names['mark']}“{mark}”被表格软件改成了数字", place(columns.mark), "请从原来的 screening.xlsx 里把编号作为文本补上。")
    return mark, Decision(cast(Verdict, verdict), words, place(columns.verdict))


def _said(value: Value, texts: Mapping[int, str]) -> str:
    return texts.get(value, "").strip() if isinstance(value, int) else value.strip()


def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = table("screening")["decisions"]
    return words
