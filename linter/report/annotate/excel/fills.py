"""`Fills`: cell styles with a light fill by severity; all else of a cell's style is copied."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from linter.finding import Severity

COLOURS: dict[Severity, str] = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "info": "FFDDEBF7"}
_BEFORE_FILLS = frozenset(("numFmts", "fonts"))


class Fills:
    """Adds styles to the styles part whose root this is; styles are numbers of its cellXfs."""

    def __init__(self, root: etree._Element) -> None:
        self._root, self._namespace = root, f"{{{etree.QName(root).namespace}}}"
        self._fills: dict[Severity, int] = {}
        self._made: dict[tuple[int, Severity | None, bool], int] = {}
        self._styles = root.find(self._tag("cellXfs"))

    def style(self, given: int, severity: Severity | None, *, text: bool = False) -> int:
        """The style `given` with the fill of a severity. `text`: for a text that Excel must not calculate when it is edited."""
        if self._styles is None or not 0 <= given < len(self._styles):
            return given
        key = given, severity, text
        if key not in self._made:
            style = deepcopy(self._styles[given])
            if severity is not None:
                style.set("fillId", str(self._fill(severity)))
                style.set("applyFill", "1")
            if text:
                style.set("quotePrefix", "1")
            self._styles.append(style)
            self._styles.set("count", str(len(self._styles)))
            self._made[key] = len(self._styles) - 1
        return self._made[key]

    def _fill(self, severity: Severity) -> int:
        if severity not in self._fills:
            fills = self._root.find(self._tag("fills"))
            if fills is None:
                fills = etree.Element(self._tag("fills"))
                at = sum(etree.QName(each).localname in _BEFORE_FILLS for each in self._root if isinstance(each.tag, str))
                self._root.insert(at, fills)
                for reserved in ("none", "gray125"):  # what the format always means by the first two
                    etree.SubElement(etree.SubElement(fills, self._tag("fill")), self._tag("patternFill")).set("patternType", reserved)
            pattern = etree.SubElement(etree.SubElement(fills, self._tag("fill")), self._tag("patternFill"))
            pattern.set("patternType", "solid")
            etree.SubElement(pattern, self._tag("fgColor")).set("rgb", COLOURS[severity])
            etree.SubElement(pattern, self._tag("bgColor")).set("indexed", "64")
            fills.set("count", str(len(fills)))
            self._fills[severity] = len(fills) - 1
        return self._fills[severity]

    def _tag(self, name: str) -> str:
        return self._namespace + name
