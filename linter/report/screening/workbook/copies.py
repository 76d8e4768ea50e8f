"""The sheet 雷同内容: the first text of each cluster against every other one, side by side, what differs marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linter.report.screening.differences import differences
from linter.report.screening.values import Cluster, Screening
from linter.report.xlsx.cells import clean
from linter.report.xlsx.sheet import Cell, Column, Rich, listing
from linter.report.xlsx.styles import Styles

COLUMNS = (
    Column("雷同组", 7, "integer"), Column("规则", 14), Column("栏目", 11, "center"), Column("单位", 16), Column("项目", 18), Column("文字", 44),
    Column("相似度", 7, "percent"), Column("对方单位", 16), Column("对方项目", 18), Column("对方文字", 44), Column("本组单位", 6, "integer"),
    Column("本组处数", 6, "integer"), Column("文件", 18), Column("对方文件", 18),
)


def add(book: Any, styles: Styles, screening: Screening) -> None:
    """Adds the sheet. Its last row says how many clusters are not in the screening's list."""
    for sheet, rows in listing(book, styles, "雷同内容", COLUMNS, _rows(screening)):
        sheet.print_area(0, 0, max(rows, 1), [column.header for column in COLUMNS].index("对方文字"))


def _rows(screening: Screening) -> Iterator[Sequence[Cell]]:
    for cluster in screening.clusters:
        yield from _cluster(cluster)
    if (rest := screening.clusters_in_all - len(screening.clusters)) > 0:
        yield _said(None, f"另有 {rest} 组没有列出，都在 data 文件夹的数据里。")


def _cluster(cluster: Cluster) -> Iterator[Sequence[Cell]]:
    """The rows of a cluster; one of which a single member is listed has one row, so that it is not lost."""
    rule = f"{cluster.code} {cluster.title}"
    first = cluster.members[0]
    one = clean(first.text)
    if len(cluster.members) == 1:
        yield (cluster.number, rule, cluster.field, first.agency, first.project, one, *[None] * 4, cluster.agencies, cluster.size, first.source, None)
    for copy in cluster.members[1:]:
        left, right = differences(one, clean(copy.text))
        yield (
            cluster.number, rule, cluster.field, first.agency, first.project, Rich(left), copy.similarity, copy.agency, copy.project, Rich(right),
            cluster.agencies, cluster.size, first.source, copy.source,
        )
    if (rest := cluster.size - len(cluster.members)) > 0:
        yield _said(cluster.number, f"本组另有 {rest} 处没有列出。")


def _said(number: int | None, text: str) -> Sequence[Cell]:
    return (number, *[None] * 4, text, *[None] * 8)
