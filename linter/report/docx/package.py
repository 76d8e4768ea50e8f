"""Word files as zips: the same bytes for the same content, and several documents of one template put together."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable, Mapping

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DATE = (1980, 1, 1, 0, 0, 0)
_BODY = "word/document.xml"
# what the schema puts before the page numbers of a section
_BEFORE_NUMBERS = frozenset(
    f"{_W}{name}" for name in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType")
)


def repacked(data: bytes) -> bytes:
    """The same parts with fixed dates."""
    return _packed(_parts(data))


def joined(first: bytes, others: Iterable[etree._Element]) -> bytes:
    """A document and the bodies (w:document) of others of the same template as one, each from a new page and its pages
    counted from 1."""
    parts = _parts(first)
    whole = etree.fromstring(parts[_BODY])
    body = whole[0]
    for other in others:
        section = body[-1]
        if section.tag == f"{_W}sectPr":
            _restart(section)
            section.addprevious(_ending(section))
            body.remove(section)
        for each in list(other[0] if other.tag == f"{_W}document" else other):
            body.append(each)
    _restart(body[-1])
    for number, drawn in enumerate(whole.iter(_DRAWN), start=1):
        drawn.set("id", str(number))
    parts[_BODY] = etree.tostring(whole, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _packed(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _restart(section: etree._Element) -> None:
    """Lets the pages of a section be counted from 1."""
    if section.tag != f"{_W}sectPr":
        return
    numbers = section.find(f"{_W}pgNumType")
    if numbers is None:
        numbers = etree.Element(f"{_W}pgNumType")
        section.insert(sum(each.tag in _BEFORE_NUMBERS for each in section), numbers)
    numbers.set(f"{_W}start", "1")


def _ending(section: etree._Element) -> etree._Element:
    """A paragraph, as small as can be, that ends a section."""
    paragraph = etree.Element(f"{_W}p")
    properties = etree.SubElement(paragraph, f"{_W}pPr")
    spacing = etree.SubElement(properties, f"{_W}spacing")
    for key, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{_W}{key}", value)
    look = etree.SubElement(properties, f"{_W}rPr")
    etree.SubElement(look, f"{_W}sz").set(f"{_W}val", "2")
    properties.append(copy.deepcopy(section))
    return paragraph
