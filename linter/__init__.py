"""绩效目标质检：find what a finance-bureau reviewer would send back in 绩效目标表 (performance-target tables)."""

__version__ = "0.1.0"
