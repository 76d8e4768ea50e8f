"""`Parts`: an Office file taken apart. Parts that are not changed are kept byte for byte."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

_DATE = (1980, 1, 1, 0, 0, 0)  # of parts that are added: equal copies are equal bytes
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class Relation(NamedTuple):
    """`kind`: its type in full; `target`: the part it leads to."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of a package. `contents` are those of `data`, unpacked within the limits by who opened it."""

    def __init__(self, data: bytes, contents: Mapping[str, bytes]) -> None:
        self._data, self._contents = data, dict(contents)
        self._trees: dict[str, etree._Element] = {}
        self._by_name = {name.lower().replace("\\", "/"): name for name in contents}

    def find(self, path: str) -> str | None:
        """The name of a part as the file spells it, None when there is none."""
        return self._by_name.get(path.lower())

    def names(self) -> tuple[str, ...]:
        return tuple(self._contents)

    @property
    def signed(self) -> bool:
        """Whether someone put a digital signature to the file, which a change makes void."""
        return any(name.lower().startswith("_xmlsignatures/") for name in self._contents)

    def comments_by(self, author: str) -> bool:
        """Whether comments of the file name an author."""
        return any("comments" in name.lower() and author.encode() in content for name, content in self._contents.items())

    def __getitem__(self, name: str) -> bytes:
        return self._contents[name]

    def put(self, name: str, content: bytes) -> None:
        self._contents[name] = content
        self._by_name[name.lower()] = name

    def tree(self, name: str) -> etree._Element:
        """The root of a part that is going to be changed: it is written anew. Raises ValueError for what is no XML."""
        if name not in self._trees:
            self._trees[name] = parsed(self._contents[name])
        return self._trees[name]

    def look(self, name: str) -> etree._Element:
        """The root of a part only to be read: the part stays as it is, byte for byte."""
        return self._trees[name] if name in self._trees else parsed(self._contents[name])

    def add_tree(self, name: str, root: etree._Element) -> None:
        self.put(name, b"")
        self._trees[name] = root

    def unused(self, pattern: str) -> str:
        """The first name of a pattern with {} for a number that no part has."""
        number = 1
        while self.find(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> Iterator[Relation]:
        """What a part (the package: "") is related to inside the file."""
        listed = self.find(_relations_of(part))
        if listed is None:
            return
        folder = posixpath.dirname(part)
        for one in self.look(listed):
            target = one.get("Target", "").replace("\\", "/")
            if isinstance(one.tag, str) and target and one.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/" + folder, unquote(target))).lstrip("/")
                yield Relation(one.get("Id", ""), one.get("Type", ""), self.find(path) or path)

    def related(self, part: str, kind: str) -> str | None:
        """The part related by a kind (the last word of its type), None when there is none."""
        found = (each.target for each in self.relations(part) if each.kind.rpartition("/")[2] == kind)
        return next((target for target in found if target in self._contents), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relation of a type in full; its id."""
        name = self.find(_relations_of(part))
        if name is None:
            name = _relations_of(part)
            self.add_tree(name, etree.Element(_package("relationships", "Relationships"), nsmap={None: _namespace("relationships")}))
        root = self.tree(name)
        taken = {one.get("Id") for one in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        one = etree.SubElement(root, _package("relationships", "Relationship"))
        one.set("Id", f"rId{number}")
        one.set("Type", kind)
        one.set("Target", "/" + target)
        return f"rId{number}"

    def declare(self, part: str, content_type: str) -> None:
        """Says of what type a part is."""
        root = self.tree(self.find(_TYPES) or _TYPES)
        if all(one.get("PartName", "").lower() != f"/{part}".lower() for one in root):
            one = etree.SubElement(root, _package("content-types", "Override"))
            one.set("PartName", f"/{part}")
            one.set("ContentType", content_type)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Says of what type all parts of an ending are, unless that is said already."""
        root = self.tree(self.find(_TYPES) or _TYPES)
        if all(one.get("Extension", "").lower() != ending for one in root):
            one = etree.Element(_package("content-types", "Default"))
            one.set("Extension", ending)
            one.set("ContentType", content_type)
            root.insert(0, one)

    def packed(self) -> bytes:
        """The file put together again: its parts in their order, then those added."""
        contents = {name: written(self._trees[name]) if name in self._trees else held for name, held in self._contents.items()}
        out = io.BytesIO()
        with ZipFile(io.BytesIO(self._data)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
            made.comment = given.comment
            known = {info.filename: info for info in given.infolist()}
            for name, content in contents.items():
                made.writestr(_entry(name, known.get(name)), content)
        return out.getvalue()



def is_strict(root: etree._Element) -> bool:
    """Whether a part is written in the strict dialect of the format."""
    return (etree.QName(root).namespace or "").startswith(_STRICT)


def relation_types(root: etree._Element) -> str:
    """What the types of the relations of a part begin with, which is also the namespace of `r:id`."""
    return _STRICT_RELATIONS if is_strict(root) else _TRANSITIONAL_RELATIONS


def parsed(data: bytes) -> etree._Element:
    """The root of XML that may be hostile; comments and instructions are kept. Raises ValueError for what is none."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return root


def written(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _entry(name: str, given: ZipInfo | None) -> ZipInfo:
    entry = ZipInfo(name, given.date_time if given else _DATE)
    entry.compress_type = given.compress_type if given else ZIP_DEFLATED
    entry.external_attr = given.external_attr if given else 0o600 << 16
    entry.create_system = given.create_system if given else 3
    return entry


def _relations_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _namespace(kind: str) -> str:
    return f"http://schemas.openxmlformats.org/package/2006/{kind}"


def _package(kind: str, name: str) -> str:
    return f"{{{_namespace(kind)}}}{name}"
