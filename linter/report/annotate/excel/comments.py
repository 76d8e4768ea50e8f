"""The comments part of a sheet: new comments, and texts added below those that are there."""

from __future__ import annotations

import re

from lxml import etree

from linter.report.annotate.wording import AUTHOR

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x000D_ as a character


class Comments:
    """The comments of one sheet. `root` is that of its part."""

    def __init__(self, root: etree._Element) -> None:
        self._namespace = f"{{{etree.QName(root).namespace}}}"
        self._authors = _child(root, self._tag("authors"), 0)
        self._list = _child(root, self._tag("commentList"), 1)
        self._known = {each.get("ref"): each for each in self._list.iterchildren(self._tag("comment"))}
        self._author: int | None = None

    @staticmethod
    def empty(namespace: str) -> etree._Element:
        """The root of a part without comments."""
        return etree.Element(f"{{{namespace}}}comments", nsmap={None: namespace})

    def add(self, reference: str, text: str) -> str:
        """Adds a comment to a cell, below the one it has; the text of the whole."""
        known = self._known.get(reference)
        if known is None:
            self._known[reference] = known = etree.SubElement(self._list, self._tag("comment"))
            known.set("ref", reference)
            known.set("authorId", str(self._own_author()))
            known.set("shapeId", "0")
            held = etree.SubElement(known, self._tag("text"))
            self._runs(held, 0, f"{AUTHOR}\n", text)
            return f"{AUTHOR}\n{text}"
        held = _child(known, self._tag("text"), 0)
        plain = held.find(self._tag("t"))
        if plain is not None:  # beside runs it would not be shown
            run = etree.Element(self._tag("r"))
            held.replace(plain, run)
            run.append(plain)
        before = "".join(each.text or "" for each in held.iter(self._tag("t")))
        at = len(held.findall(self._tag("r")))
        self._runs(held, at, f"\n\n{AUTHOR}\n", text)
        return f"{before}\n\n{AUTHOR}\n{text}"

    def has(self, reference: str) -> bool:
        return reference in self._known

    def _runs(self, held: etree._Element, at: int, title: str, text: str) -> None:
        for offset, (said, bold) in enumerate(((title, True), (text, False))):
            run = etree.Element(self._tag("r"))
            look = etree.SubElement(run, self._tag("rPr"))
            if bold:
                etree.SubElement(look, self._tag("b"))
            etree.SubElement(look, self._tag("sz")).set("val", "9")
            etree.SubElement(look, self._tag("color")).set("indexed", "81")
            etree.SubElement(look, self._tag("rFont")).set("val", "宋体")
            etree.SubElement(look, self._tag("charset")).set("val", "134")
            content = etree.SubElement(run, self._tag("t"))
            content.set(_SPACE, "preserve")
            content.text = _ESCAPE.sub("_x005F_", said)
            held.insert(at + offset, run)

    def _own_author(self) -> int:
        if self._author is None:
            authors = [each.text for each in self._authors]
            if AUTHOR not in authors:
                etree.SubElement(self._authors, self._tag("author")).text = AUTHOR
                authors.append(AUTHOR)
            self._author = authors.index(AUTHOR)
        return self._author

    def _tag(self, name: str) -> str:
        return self._namespace + name


def _child(parent: etree._Element, tag: str, at: int) -> etree._Element:
    found = parent.find(tag)
    if found is None:
        found = etree.Element(tag)
        parent.insert(at, found)
    return found
