"""The official review form (项目支出绩效目标审核表): eight items, deductions traced to findings, grade."""

from linter.audit.fill import with_audits
from linter.audit.rubric import Rubric, rubric
from linter.audit.score import audited
from linter.audit.summary import summed_up

__all__ = ["Rubric", "audited", "rubric", "summed_up", "with_audits"]
