"""Values of a policy as people write them, and back."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from linter.tables import table

SAID_OF: dict[str, dict[str, str]] = {
    kind: {key: said for said, key in table("own_rules")[kind].items()} for kind in ("objects", "conditions", "categories", "severities")
}
_SPLIT = re.compile(r"[、,，;；\n]")


def value_said(value: Any) -> str:
    """An option's value in a cell: 是/否, a number, or several parts with 顿号 between them."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple | list | frozenset):
        return "、".join(map(str, value))
    return str(value)


def value_of(text: str, default: Any) -> Any:
    """The value a cell means, of the type of `default`. Raises ValueError, whose text says in Chinese what it should be."""
    if isinstance(default, bool):
        if text not in ("是", "否"):
            raise ValueError("“是”或“否”")
        return text == "是"
    if isinstance(default, int):
        if not re.fullmatch(r"-?\d+", text):
            raise ValueError("整数")
        return int(text)
    if isinstance(default, float):
        return float(_number(text))
    if isinstance(default, tuple | list | frozenset):
        parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
        kinds = {type(item) for item in default}
        return [value_of(part, next(iter(default))) for part in parts] if kinds == {int} else parts
    if isinstance(default, str) and _is_number(default):
        return str(_number(text))
    return text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _number(text: str) -> Decimal:
    if not _is_number(text):
        raise ValueError("数字")
    return Decimal(text)


