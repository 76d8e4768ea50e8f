"""`screening.xlsx`: what the reviewer works through, and where the verdicts on the findings are written."""

from linter.report.screening.workbook.book import workbook

__all__ = ["workbook"]
