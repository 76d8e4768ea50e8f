"""Review documents in Word: 审核意见书 (one an agency) and 绩效目标审核表 (one a project)."""

from linter.report.docx.report import docx

__all__ = ["docx"]
