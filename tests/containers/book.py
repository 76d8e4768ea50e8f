"""A made-up disclosure book: hundreds of pages of running text and budget tables, some pages with forms between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.containers.grid import NEW_PAGE
from tests.containers.pdf import Look, as_pages
from tests.layouts import Cell, Part, Rows

_TEXT = (
    "（{n}）本单位{year}年一般公共预算拨款支出{amount}万元，比上年预算增加{more}万元，主要用于人员工资、日常公用和各项业务活动。"
    "其中基本支出保障机构正常运转，项目支出用于完成年度工作任务；按经济分类，工资福利支出占比最高，其次是商品和服务支出。"
)
_HEADS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
_PARAGRAPHS, _LINES = 9, 26  # what fills a page


def book(pages: int, forms: Sequence[Sequence[Part]], look: Look | None = None) -> bytes:
    """A PDF of `pages` pages of text and budget tables by turns, each form of `forms` (parts) on pages of its own
    spread evenly among them. The pages of the forms come on top of `pages`."""
    every = pages / max(1, len(forms))
    parts: list[Part] = []
    for number in range(pages):
        for form in forms[: int((number + 1) / every)][int(number / every):]:
            parts += [*form, NEW_PAGE]
        parts += [*_page(number), NEW_PAGE]
    return as_pages(parts[:-1], look or Look(page_numbers=True))


def _page(number: int) -> Iterator[Part]:
    if number % 3 == 2:
        yield f"2024年一般公共预算支出表（续{number}）"
        yield _budget(number)
        return
    for n in range(_PARAGRAPHS):
        yield _TEXT.format(n=n + 1, year=2024, amount=f"{(number * 37 + n * 11) % 9000 / 7:.2f}", more=f"{(number * 13 + n) % 700 / 9:.2f}")


def _budget(number: int) -> Rows:
    rows = [[Cell(head) for head in _HEADS]]
    for n in range(_LINES):
        whole = (number * 53 + n * 29) % 4000
        rows.append([Cell(text) for text in (f"2{number % 90 + 10:02}{n:02}", f"一般行政管理事务之{n + 1}", f"{whole}.00", f"{whole // 2}.00", f"{whole - whole // 2}.00")])
    return rows
