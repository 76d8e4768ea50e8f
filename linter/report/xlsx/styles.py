"""How cells look. Severities and grades differ in weight and shade as well as in colour: they read in black and white."""

from __future__ import annotations

from typing import Any

FONT, HEAD_FONT = "宋体", "黑体"
DARK, PALE = "#1F4E79", "#DDEBF7"
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
_CELL = _BASE | {"border": 1, "border_color": "#808080", "text_wrap": True}
_CENTER = _CELL | {"align": "center"}
_MARKED: dict[str, dict[str, Any]] = {
    "错误": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#B3261E"},
    "警告": {"bold": True, "bg_color": "#FFD98A"},
    "提示": {"font_color": "#404040"},
    "无法检查": {"bold": True, "bg_color": "#BFBFBF"},
    "优": {"bold": True}, "良": {}, "中": {"bg_color": "#FFD98A"}, "差": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#B3261E"},
    "发现问题": {"bold": True}, "未检查": {"italic": True, "bg_color": "#EDEDED"}, "未启用": {"italic": True, "font_color": "#595959"},
    "运行出错": {"bold": True, "bg_color": "#BFBFBF"},
}
_KINDS: dict[str, dict[str, Any]] = {
    "title": _BASE | {"font_name": HEAD_FONT, "font_size": 16},
    "section": _BASE | {"font_name": HEAD_FONT, "font_size": 12},
    "note": _BASE | {"font_color": "#404040", "text_wrap": True, "valign": "top"},
    "header": _CENTER | {"font_name": HEAD_FONT, "bg_color": PALE},
    "text": _CELL,
    "literal": _CELL | {"quote_prefix": True},
    "center": _CENTER,
    "integer": _CENTER | {"num_format": "0"},
    "money": _CELL | {"num_format": "#,##0.00####", "align": "right"},
    "percent": _CENTER | {"num_format": "0%"},
    "score": _CENTER | {"num_format": "0.0"},
    "link": _CELL | {"font_color": "#0563C1", "underline": 1},
    "blank": _CENTER | {"bg_color": "#FFFFF0", "locked": False},
    "open": _CELL | {"bg_color": "#FFFFF0", "locked": False},
    "plain": {"font_name": FONT, "font_size": 10},
    "standing out": {"font_name": FONT, "font_size": 10, "bold": True, "underline": 1, "font_color": "#B3261E"},
}


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, kind: str) -> Any:
        """The format of a kind of cell, or of a word that is marked (错误, 差 …)."""
        if kind not in self._made:
            properties = _CENTER | _MARKED[kind] if kind in _MARKED else _KINDS[kind]
            self._made[kind] = self._book.add_format(properties)
        return self._made[kind]

    def marked(self, word: str) -> Any:
        """The format of a word that may be marked."""
        return self[word if word in _MARKED else "center"]
