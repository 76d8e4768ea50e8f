"""Cell styles → the text a cell shows. Each value in each format is printed once per workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.reading.excel.number_format import compiled, shown, shown_text
from linter.tables import table

_MOST_KEPT = 200_000


class Styles:
    """`formats`: style number → format number; `codes`: format number → code, for those the workbook defines itself."""

    def __init__(self, formats: Sequence[int], codes: Mapping[int, str], from_1904: bool = False) -> None:
        known: dict[str, str] = table("number_formats")["code"]
        self._codes = [codes[n] if n in codes else known.get(str(n), "General") for n in formats]
        self._from_1904 = from_1904
        self._shown: dict[tuple[str, int], str] = {}
        self._texts: dict[int, bool] = {}

    def code(self, style: int) -> str:
        return self._codes[style] if 0 <= style < len(self._codes) else "General"

    def number(self, raw: str, style: int) -> str:
        """What a cell of this style shows for the number `raw`, spaces at both ends removed."""
        key = (raw, style)
        found = self._shown.get(key)
        if found is None:
            if len(self._shown) > _MOST_KEPT:
                self._shown.clear()
            found = self._shown[key] = shown(raw, self.code(style), from_1904=self._from_1904).strip()
        return found

    def text(self, text: str, style: int) -> str:
        """What a cell of this style shows for a text: nearly always the text."""
        return text if self.shows_texts(style) else shown_text(text, self.code(style)).strip()

    def shows_texts(self, style: int) -> bool:
        """Whether a cell of this style shows every text as it is."""
        plain = self._texts.get(style)
        if plain is None:
            section = compiled(self.code(style))[1]
            plain = self._texts[style] = section is None or section.tokens == (("text", "@"),)
        return plain
