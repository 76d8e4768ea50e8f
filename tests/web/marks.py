"""The mark that the forms of a page bear."""

from __future__ import annotations

import re


def mark_of(page: str) -> str:
    found = re.search(r'name="mark" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]
