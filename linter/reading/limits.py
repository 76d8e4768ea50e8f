"""What is said of a file beyond a limit, and the limits that are no setting (those are `linter.limits.Limits`).

Measured on text as dense as published documents are (a cell every 27 bytes): 32 MB are 9,000 forms and 1.2 million cells,
read in 4 seconds with 570 MB of memory; the worst made-up files stay under 12 seconds. Published documents have 70 to
100 KB.
"""

from __future__ import annotations

from time import monotonic

from linter.errors import ReadError
from linter.limits import MEGABYTE, Limits

MAX_COLUMNS = 16_384  # what a spreadsheet can hold in a row
MAX_PIECES = 1_500_000  # cells and paragraphs together; a file of tabs or line ends alone would make more of 32 MB
MAX_QUOTED_LINES = 50  # further down, a closing quotation mark belongs to something else
SNIFF_BYTES = 65_536

_SPLIT = "请拆成几个文件后分别检查。"


def too_large(limit: int, size: int = 0) -> ReadError:
    """`limit` and `size` in bytes; `size` 0 where it is not known."""
    found = f"有 {size / MEGABYTE:.0f} MB，" if size > limit else ""
    return ReadError(f"文件太大：{found}超过了一次可读的 {limit // MEGABYTE} MB", remedy=_SPLIT)


def too_wide(place: str) -> ReadError:
    """A row of more cells than any table has."""
    return ReadError(f"一行超过 {MAX_COLUMNS} 格，不是正常的表格", place=place, remedy="请检查这一行，去掉多余的分隔符后再试。")


def too_many_pieces() -> ReadError:
    return ReadError(f"内容太多：单元格和段落合计超过 {MAX_PIECES // 10_000} 万个", remedy=_SPLIT)


def too_many_pages(limit: int, pages: int, key: str = "pages") -> ReadError:
    """`key`: the setting that would allow more."""
    return ReadError(f"页数太多：有 {pages} 页，超过了一次可读的 {limit} 页", remedy=f"{_SPLIT}或在设置文件的 [limits] 里调大 {key}。")


def unpacks_too_large(limit: int) -> ReadError:
    """`limit` in bytes."""
    return ReadError(
        f"解压后太大：超过了 {limit // MEGABYTE} MB，可能是有意做成的“压缩炸弹”", remedy="请确认文件的来路；确实需要时，请拆成几个文件。"
    )


class Clock:
    """Counts the seconds spent on one file; readers look at it between pages, sheets and members."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.seconds
        self._end = monotonic() + limits.seconds

    @property
    def left(self) -> float:
        """Seconds left, at least 0."""
        return max(self._end - monotonic(), 0.0)

    def check(self, place: str = "") -> None:
        """Raises ReadError when the time is up; `place` is how far the reader has come (第30页)."""
        if monotonic() > self._end:
            raise ReadError(
                f"读这个文件超过了 {self._limit} 秒", place=place, remedy=f"{_SPLIT}或在设置文件的 [limits] 里调大 seconds。"
            )


def too_many_files(limit: int) -> ReadError:
    """In a folder or an archive."""
    return ReadError(f"文件太多：超过了一次可查的 {limit} 个", remedy="请分几次检查，或在设置文件的 [limits] 里调大 archive_files。")
