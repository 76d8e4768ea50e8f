"""审核口径: what a bureau wants checked, as a workbook a person edits without writing code, or as a TOML file."""

from linter.policy.load import load_policy

__all__ = ["load_policy"]
