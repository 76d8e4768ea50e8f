"""Comments in a workbook: the comments part, its drawing and the cells' fills, written into the parts themselves."""

from linter.report.annotate.excel.book import annotate

__all__ = ["annotate"]
