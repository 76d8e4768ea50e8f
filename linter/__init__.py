"""绩效目标质检：find what a finance-bureau reviewer would send back in 绩效目标表 (performance-target tables).

    linter.check("绩效目标表.xlsx", "报送.zip").to_frames().findings      # see linter/frames.py
    linter.read("绩效目标表.xlsx").to_frames().indicators
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.frames import Checked, check, read

__version__ = "0.1.0"
__all__ = ["Checked", "check", "read"]


def __getattr__(name: str) -> Any:
    """The public names, looked up when they are asked for: `jixiao --version` must not wait for them."""
    if name in __all__:
        from linter import frames

        return getattr(frames, name)
    raise AttributeError(f"module 'linter' has no attribute '{name}'")
