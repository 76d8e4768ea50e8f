"""Made-up documents as the files people really have: one module per kind of file, functions from parts to bytes.

A part is a paragraph or a table of cells with spans (`tests/layouts.py`). Everything is deterministic: fixed dates,
fixed noise.
"""
