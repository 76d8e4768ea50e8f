"""The comments part of a Word document, and the marks in the text that a comment belongs to."""

from __future__ import annotations

from lxml import etree

from linter.report.annotate.parts import Parts, relation_types
from linter.report.annotate.wording import AUTHOR, INITIALS

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Comments:
    """The comments of a document; new ones are numbered on from those it has."""

    def __init__(self, parts: Parts, document: str) -> None:
        root = parts.tree(document)
        self._w = f"{{{etree.QName(root).namespace}}}"
        name = parts.related(document, "comments")
        if name is None:
            name = parts.unused("word/comments{}.xml") if parts.find("word/comments.xml") else "word/comments.xml"
            parts.add_tree(name, etree.Element(f"{self._w}comments", nsmap={"w": etree.QName(root).namespace}))
            parts.declare(name, _TYPE)
            parts.relate(document, f"{relation_types(root)}/comments", name)
        self._root = parts.tree(name)
        marks = root.iter(*(f"{self._w}{each}" for each in ("commentRangeStart", "commentRangeEnd", "commentReference")))
        given = [each.get(f"{self._w}id", "") for each in (*self._root, *marks) if isinstance(each.tag, str)]
        self._next = max((int(each) for each in given if each.isdecimal()), default=-1) + 1

    def add(self, first: etree._Element, last: etree._Element, text: str) -> None:
        """A comment on what stands from the beginning of one paragraph to the end of another."""
        number = str(self._next)
        self._next += 1
        start, end = etree.Element(f"{self._w}commentRangeStart"), etree.Element(f"{self._w}commentRangeEnd")
        for mark in (start, end):
            mark.set(f"{self._w}id", number)
        properties = first.find(f"{self._w}pPr")
        first.insert(0 if properties is None else first.index(properties) + 1, start)
        run = etree.Element(f"{self._w}r")
        etree.SubElement(run, f"{self._w}commentReference").set(f"{self._w}id", number)
        last.extend((end, run))
        self._write(number, text)

    def _write(self, number: str, text: str) -> None:
        comment = etree.SubElement(self._root, f"{self._w}comment")
        for key, value in (("id", number), ("author", AUTHOR), ("initials", INITIALS)):
            comment.set(f"{self._w}{key}", value)
        for at, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(comment, f"{self._w}p")
            if at == 0:
                etree.SubElement(etree.SubElement(paragraph, f"{self._w}r"), f"{self._w}annotationRef")
            if line:
                held = etree.SubElement(etree.SubElement(paragraph, f"{self._w}r"), f"{self._w}t")
                held.set(_SPACE, "preserve")
                held.text = line
