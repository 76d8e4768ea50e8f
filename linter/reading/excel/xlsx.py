"""xlsx, xlsm, xlsb and what WPS saves in their shape: the workbook's parts, and each sheet in the order of its tabs.

The parts are found by their relations, not by their names or declared types; macros, external links and connections
are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from posixpath import dirname, join, normpath
from typing import NamedTuple

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.blocks import Document
from linter.reading.excel.cell_texts import CellTexts
from linter.reading.excel.shared_strings import shared_strings
from linter.reading.excel.sheet_xml import read_sheet
from linter.reading.excel.styles import Styles
from linter.reading.excel.worksheet import Worksheet, document
from linter.reading.excel.xlsb import binary_sheet, binary_strings, binary_styles, binary_tabs
from linter.reading.limits import Clock
from linter.reading.package import Package, broken, xml

CALLED = "Excel 工作簿"


class Tab(NamedTuple):
    """A sheet as the workbook lists it; `relation` leads to its part."""

    name: str
    state: str
    relation: str


def read_xlsx(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a workbook. Raises ReadError as `Package` does, and for sheets beyond the limits."""
    clock = Clock(limits)
    try:
        return document(_Workbook(Package(data, CALLED, limits), clock).sheets(), source, clock)
    except (ValueError, IndexError, KeyError, OverflowError, RecursionError) as error:
        raise broken(CALLED) from error


class _Workbook:
    def __init__(self, package: Package, clock: Clock) -> None:
        self.package, self.clock = package, clock
        self._by_name = {name.lower().replace("\\", "/"): name for name in package.names}
        self.part = self._main_part()
        self.binary = self.part.lower().endswith(".bin")
        self.relations = self._relations(self.part)

    def sheets(self) -> Iterator[Worksheet]:
        texts = CellTexts(lambda: self.strings, lambda: self.styles)
        try:
            for tab in self._tabs():
                kind, target = self.relations.get(tab.relation, ("", ""))
                if kind != "worksheet":  # charts, dialogs, macro sheets
                    continue
                name = self._known(target)
                if name is None:
                    raise ReadError(f"{CALLED}已损坏：缺少工作表“{tab.name}”的内容", remedy="请用 Excel 或 WPS 打开，另存一份再检查。")
                sheet = Worksheet(tab.name, tab.state)
                if name.lower().endswith(".bin"):
                    binary_sheet(sheet, self.package.part(name), self.strings, self.styles, self.clock)
                else:
                    read_sheet(sheet, partial(self.package.chunks, name), texts, self.clock)
                yield sheet
        finally:
            texts.close()

    @cached_property
    def strings(self) -> list[str]:
        name = self._related("sharedStrings") or self._known("xl/sharedStrings.xml")
        if name is None:
            return []
        if name.lower().endswith(".bin"):
            return binary_strings(self.package.part(name))
        return shared_strings(partial(self.package.chunks, name))

    @cached_property
    def styles(self) -> Styles:
        name = self._related("styles") or self._known("xl/styles.xml")
        from_1904 = self._from_1904
        if name is None:
            return Styles([], {}, from_1904)
        if name.lower().endswith(".bin"):
            return binary_styles(self.package.part(name), from_1904)
        root = self.package.xml(name)
        codes = {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in root.iterfind("{*}numFmts/{*}numFmt")}
        return Styles([int(e.get("numFmtId", "0")) for e in root.iterfind("{*}cellXfs/{*}xf")], codes, from_1904)

    def _main_part(self) -> str:
        for kind, target in self._relations("").values():
            if kind == "officeDocument" and self._known(target):
                return self._by_name[target.lower()]
        for name in ("xl/workbook.xml", "xl/workbook.bin"):
            if name in self._by_name:
                return self._by_name[name]
        raise broken(CALLED)

    def _tabs(self) -> list[Tab]:
        self._from_1904 = False
        if self.binary:
            tabs, self._from_1904 = binary_tabs(self.package.part(self.part))
            return [Tab(*tab) for tab in tabs]
        root = self.package.xml(self.part)
        properties = root.find("{*}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        return [
            Tab(e.get("name", ""), e.get("state", "visible"), next((v for k, v in e.attrib.items() if k.endswith("}id")), ""))
            for e in root.iterfind("{*}sheets/{*}sheet")
        ]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation id → the last word of its type, and the part it leads to; links out of the package are left out."""
        folder = dirname(part)
        name = self._known(join(folder, "_rels", f"{part.rpartition('/')[2]}.rels"))
        if name is None:
            return {}
        out = {}
        for element in xml(self.package.part(name), CALLED).iterfind("{*}Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            if target and element.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                out[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
        return out

    def _related(self, kind: str) -> str | None:
        return next((self._known(target) for found, target in self.relations.values() if found == kind), None)

    def _known(self, path: str) -> str | None:
        return self._by_name.get(path.lower())
