"""`check --format xlsx`: the workbook people work through: overview, projects, findings, indicators, rules."""

from linter.report.xlsx.book import xlsx

__all__ = ["xlsx"]
