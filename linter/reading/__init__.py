"""Bytes → blocks: whatever the file is, the recogniser gets a `Document` of paragraphs and tables."""

from linter.reading.readers import read, read_bytes

__all__ = ["read", "read_bytes"]
