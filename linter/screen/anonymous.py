"""`--mask`: a result without the names and numbers of persons: contacts named in the forms are no longer named anywhere."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from linter.masking import masked
from linter.result import Result

_KEPT = frozenset({"fingerprint", "code", "kind", "status", "period", "category", "cell", "sheet"})
_SHORTEST, _LONGEST = 2, 6  # characters of a person's name, with room for 欧阳 and for names of minorities without the dot


def anonymous(result: Result) -> Result:
    """`result` with numbers of persons masked in every text, and contacts by their family name: 王某."""
    names = {contact.name.strip() for table in result.submission.tables for contact in table.contacts if contact.name}
    known = sorted((name for name in names if _SHORTEST <= len(name) <= _LONGEST), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, known))) if known else None

    def said(text: str) -> str:
        text = masked(text)
        return pattern.sub(lambda match: f"{match[0][0]}某", text) if pattern else text

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return said(value)
        if isinstance(value, dict):
            return {key: each if key in _KEPT else walk(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [walk(each) for each in value]
        return value

    return msgspec.convert(walk(msgspec.to_builtins(result)), Result)
