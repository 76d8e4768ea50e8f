"""Reads a tab-separated sketch of a document, as a text dump holds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linter.form.recognise import recognise
from linter.reading import read_bytes
from linter.submission import Submission


@pytest.fixture
def parsed() -> Callable[..., Submission]:
    def parse(*rows: str, labels: dict[str, str] | None = None) -> Submission:
        """`|` stands for a tab, so that sketches read like tables."""
        text = "\n".join(row.replace("|", "\t") for row in rows)
        return recognise(read_bytes(text.encode(), "sketch.txt"), labels)

    return parse
