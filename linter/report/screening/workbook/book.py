"""The workbook from a screening.

Rows go to the disk as they are written, with their texts in the cells: 300,000 findings (36 MB) took 183 MB of memory at
the most and 67 s of one core, about two thirds of it in XlsxWriter. Equal screenings are equal bytes.
"""

from __future__ import annotations

import io

from linter.report.screening.values import Screening
from linter.report.screening.workbook import copies, findings, lists, overview
from linter.report.xlsx.blank import blank
from linter.report.xlsx.styles import Styles


def workbook(screening: Screening) -> bytes:
    """The workbook: 总览, 单位排名, 主管部门, 项目一览, 问题明细, 雷同内容, 未检查, 规则统计; without a sheet for what there is none of."""
    out = io.BytesIO()
    book = blank(out, "绩效目标初审结果", lean=True)
    styles = Styles(book)
    overview.add(book, styles, screening)
    lists.add_agencies(book, styles, screening)
    if screening.departments:
        lists.add_departments(book, styles, screening)
    lists.add_projects(book, styles, screening)
    findings.add(book, styles, screening)
    if screening.clusters:
        copies.add(book, styles, screening)
    if screening.failures:
        lists.add_failures(book, styles, screening)
    lists.add_rules(book, styles, screening)
    book.close()
    return out.getvalue()
