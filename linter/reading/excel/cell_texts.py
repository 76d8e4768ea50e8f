"""What the cells of an xlsx show: value and attributes → text, each pair looked at once per workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from linter.reading.excel.canonical import shown, shown_each
from linter.reading.excel.known import Known
from linter.reading.excel.shared_strings import rich_text
from linter.reading.excel.styles import Styles

_ATTRIBUTE = re.compile(rb'([st])="([^"]*)"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")
_ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d*)?)?Z?)?")
_TEXT, _TEXT_END = b"<is><t>", b"</t></is>"
_MOST_KEPT = 100_000


class CellTexts:
    """The tables by which cells are read. Attributes are the bytes between a cell's reference and its `>`.

    `plain`: attributes → whether they mean a shared string shown as it is; `values`: (attributes, value) → text;
    `inners`: (attributes, whatever else the cell holds) → text; `lacking`: those
    of them with a formula whose result was not saved. `strings` and `styles` are read when first needed.
    """

    def __init__(self, strings: Callable[[], list[str]], styles: Callable[[], Styles]) -> None:
        self.strings, self._styles = strings, styles
        self._kinds = Known(_kind_and_style)
        self.plain = Known(self._is_plain)
        self.values = Known(self._value)
        self.inners = Known(self._inner)
        self.lacking: set[tuple[bytes, bytes]] = set()

    def learn(self, cells: Iterable[tuple[bytes, bytes]]) -> None:
        """Puts into `inners` the plain texts that stand in these cells (attributes, inner), all at once."""
        keys = [key for key in dict.fromkeys(cells) if key not in self.inners and self._stands_in(*key)]
        if keys:
            self.inners.update(zip(keys, shown_each([inner[len(_TEXT) : -len(_TEXT_END)] for _, inner in keys]), strict=True))

    def _stands_in(self, attributes: bytes, inner: bytes) -> bool:
        if not inner.startswith(_TEXT) or not inner.endswith(_TEXT_END) or inner.count(b"<") != 4:
            return False
        style = self._kinds[attributes][1]
        return not style or self._styles().shows_texts(style)

    def forget(self) -> None:
        """Keeps the tables from growing with the workbook."""
        for known in (self._kinds, self.plain, self.values):
            if len(known) > _MOST_KEPT:
                known.clear()
        if len(self.inners) > _MOST_KEPT:
            self.inners.clear()
            self.lacking.clear()

    def close(self) -> None:
        """Lets go of the tables, which hold this object as it holds them: nobody looks for such circles meanwhile."""
        del self.plain, self.values, self.inners

    def _is_plain(self, attributes: bytes) -> bool:
        kind, style = self._kinds[attributes]
        return kind == b"s" and (not style or self._styles().shows_texts(style))

    def _value(self, key: tuple[bytes, bytes]) -> str:
        (kind, style), raw = self._kinds[key[0]], key[1]
        if kind == b"n":
            return self._styles().number(raw.decode("ascii", "replace").strip(), style)
        if kind == b"s":
            return self._text(self.strings()[int(raw)], style)
        text = shown(raw)
        if kind == b"str":
            return self._text(text, style)
        if kind == b"b":
            return "TRUE" if text in ("1", "true") else "FALSE"
        if kind == b"d":
            found = _ISO_DATE.fullmatch(text)
            return " ".join(part for part in found.groups() if part and part != "00:00") if found else text
        return text  # errors as printed

    def _inner(self, key: tuple[bytes, bytes]) -> str:
        """A cell with more than a value: a formula, text of its own."""
        attributes, inner = key
        kind, style = self._kinds[attributes]
        if kind == b"inlineStr" or inner.startswith(b"<is"):
            return self._text(rich_text(inner), style)
        found = _VALUE.search(inner)
        if found and found[1]:
            return self._value((attributes, found[1]))
        if b"<f" in inner and kind != b"str":  # an empty text is a result
            self.lacking.add(key)
        return ""

    def _text(self, text: str, style: int) -> str:
        return self._styles().text(text, style) if style and text else text


def _kind_and_style(attributes: bytes) -> tuple[bytes, int]:
    found = dict(_ATTRIBUTE.findall(attributes))
    style = found.get(b"s", b"0")
    return found.get(b"t", b"n"), int(style) if style.isdigit() else 0
