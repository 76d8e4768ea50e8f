"""How much is read of one file. A file beyond a limit is refused with a message, never read in part or in silence.

Measured on text as dense as published documents are (a cell every 27 bytes): 32 MB are 9,000 forms and 1.2 million cells,
read in 4 seconds with 570 MB of memory; the worst made-up files stay under 12 seconds. Published documents have 70 to
100 KB.
"""

from __future__ import annotations

from linter.errors import ReadError

MEGABYTE = 1 << 20
MAX_TEXT_BYTES = 32 * MEGABYTE
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
