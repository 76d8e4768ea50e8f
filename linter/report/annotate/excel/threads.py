"""Threaded comments: Excel shows nothing but the thread of a cell that has one, so the findings answer in it."""

from __future__ import annotations

from uuid import UUID, uuid5

from lxml import etree

from linter.report.annotate.parts import Parts
from linter.report.annotate.wording import AUTHOR

_NAMESPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_T = f"{{{_NAMESPACE}}}"
_OWN = UUID("6f0d3b52-8f61-5a3e-9d0c-1f6f5d0b7a11")  # what our identifiers are derived from
_PERSONS = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_PERSON_TYPE = "application/vnd.ms-excel.person+xml"


class Threads:
    """The threads of one sheet."""

    def __init__(self, parts: Parts, sheet: str, workbook: str) -> None:
        self._parts, self._workbook = parts, workbook
        self._part = parts.related(sheet, "threadedComment")
        held = parts.look(self._part).iterfind(f"{_T}threadedComment") if self._part else ()
        self._ends = {each.get("ref"): dict(each.attrib) for each in held}

    def answer(self, reference: str, text: str) -> bool:
        """Adds the text to the thread of a cell; False where the cell has none."""
        last = self._ends.get(reference)
        if self._part is None or last is None:
            return False
        made = etree.SubElement(self._parts.tree(self._part), f"{_T}threadedComment")
        made.set("ref", reference)
        if "dT" in last:  # answers stand in the order of their dates
            made.set("dT", last["dT"])
        made.set("personId", self._person())
        made.set("id", _identifier(f"{self._part}!{reference}"))
        made.set("parentId", last.get("parentId") or last.get("id", ""))
        etree.SubElement(made, f"{_T}text").text = f"{AUTHOR}\n{text}"
        return True

    def _person(self) -> str:
        """The identifier of the author, entered in the workbook's list of persons."""
        name, own = self._parts.related(self._workbook, "person"), _identifier("person")
        if name is None:
            name = self._parts.unused("xl/persons/person{}.xml")
            self._parts.add_tree(name, etree.Element(f"{_T}personList", nsmap={None: _NAMESPACE}))
            self._parts.declare(name, _PERSON_TYPE)
            self._parts.relate(self._workbook, _PERSONS, name)
        persons = self._parts.tree(name)
        if all(each.get("id") != own for each in persons):
            person = etree.SubElement(persons, f"{_T}person")
            for key, value in (("displayName", AUTHOR), ("id", own), ("userId", AUTHOR), ("providerId", "None")):
                person.set(key, value)
        return own


def _identifier(name: str) -> str:
    return f"{{{str(uuid5(_OWN, name)).upper()}}}"
