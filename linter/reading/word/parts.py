"""The parts of a Word file: which one is the document, what it is related to, whatever dialect it is written in."""

from __future__ import annotations

import posixpath
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.limits import too_many_pieces
from linter.reading.package import Package, broken, xml

CALLED = "Word 文档"
_ROOT_RELATIONS = "_rels/.rels"
_USUAL = "word/document.xml"
_OFFICE = b"http://schemas.openxmlformats.org/"
# namespace of another dialect → the transitional one, which has the same element names
_DIALECTS = (
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _OFFICE + b"officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _OFFICE + b"officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _OFFICE + b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", _OFFICE + b"drawingml/2006/"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", _OFFICE + b"wordprocessingml/2006/main"),
)
_DECLARED_WITHIN = 8192
_MOST_TAGS = 5_000_000  # opening and closing ones; the tree of a part takes about 150 bytes for each
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


class Relation(NamedTuple):
    """`kind`: the last word of its type (header, footer, aFChunk …); `target`: the name of the part."""

    kind: str
    target: str


class Parts(Protocol):
    """A Word file taken apart."""

    document: str

    def xml(self, name: str) -> tuple[Any, bytes]:
        """The root of a part and the bytes it was read from. Raises ReadError where it is missing or broken."""
        ...

    def part(self, name: str) -> bytes: ...

    def __contains__(self, name: str) -> bool: ...


class ZippedParts:
    """The parts of a .docx or .docm. Raises ReadError where there is no document among them."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._package = Package(data, CALLED, limits)
        self.document = self._find_document()

    def _find_document(self) -> str:
        if _ROOT_RELATIONS in self._package:
            for relation in relations(self, "").values():
                if relation.kind == "officeDocument" and relation.target in self._package:
                    return relation.target
        if _USUAL not in self._package:
            raise broken(CALLED)
        return _USUAL

    def __contains__(self, name: str) -> bool:
        return name in self._package

    def part(self, name: str) -> bytes:
        return self._package.part(name)

    def xml(self, name: str) -> tuple[Any, bytes]:
        data = in_one_dialect(self.part(name))
        return xml(data, CALLED), data


class FlatParts:
    """The parts of a Word XML file: a package written as one XML file, or Word 2003's own XML."""

    def __init__(self, data: bytes) -> None:
        self._data = in_one_dialect(data)
        root = xml(self._data, "Word 的 XML 文档")
        self._parts: dict[str, Any] = {"": root}
        self.document = ""
        if root.tag == _PKG + "package":
            for part in root.iterfind(_PKG + "part"):
                held = part.find(_PKG + "xmlData")
                if held is not None and len(held):
                    self._parts[part.get(_PKG + "name", "").lstrip("/")] = held[0]
            self.document = _USUAL
            if _USUAL not in self._parts:
                raise broken("Word 的 XML 文档")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def part(self, name: str) -> bytes:
        raise broken(CALLED)  # what is embedded stands in base64 and is said not to be read

    def xml(self, name: str) -> tuple[Any, bytes]:
        return self._parts[name], self._data


def in_one_dialect(data: bytes) -> bytes:
    """The bytes of an XML part with strict and 2003 namespaces written as transitional. Raises ReadError past _MOST_TAGS."""
    if data.count(b"<") > _MOST_TAGS:
        raise too_many_pieces()
    head = data[:_DECLARED_WITHIN]
    for there, here in _DIALECTS:
        if there in head:
            data = data.replace(there, here)
    return data


def relations(parts: Parts, name: str) -> dict[str, Relation]:
    """What a part (the package: "") is related to inside the file, by relation id; {} where that cannot be read."""
    folder, base = posixpath.split(name)
    listed = posixpath.join(folder, "_rels", f"{base}.rels")
    if listed not in parts:
        return {}
    try:
        root, _ = parts.xml(listed)
    except ReadError:  # the text can be read without
        return {}
    found = {}
    for one in root:
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, unquote(one.get("Target", ""))))
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], target.lstrip("/"))
    return found
