"""The legacy drawing of a sheet: the boxes its comments are shown in.

What Office writes here is not always XML (`<br>`), so the part is added to as bytes, and all that is in it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from linter.report.annotate.excel.cells import Cells
from linter.report.columns import width

_BLOCK = 1024  # shape numbers come in blocks; a sheet's drawing says which ones are its own
_HEAD = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
)
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
_SHAPE = (
    '<v:shape {namespaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:285pt;height:80pt;z-index:{order};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\n"
)
# prefixes are whatever the program that wrote it liked
_IDMAP = re.compile(rb'(<\w+:idmap\b[^<>]*?\bdata=")([^"<>]*)(")')
_NUMBERED = re.compile(rb'\bid="[^"<>]*?_s(\d{1,9})"')
_SHAPE_START = re.compile(rb"<(\w+:)shape\b")
_NOTE = re.compile(rb'<(\w+:)ClientData\b[^<>]*ObjectType="Note"[^<>]*>')
_ANCHOR = re.compile(rb"<\w+:Anchor>[^<]*</\w+:Anchor>")
_ROW, _COLUMN = re.compile(rb"<\w+:Row>\s*(\d{1,9})\s*<"), re.compile(rb"<\w+:Column>\s*(\d{1,9})\s*<")
_WIDE, _LINE, _TALLEST = 380.0, 17.0, 620.0  # pixels
_PER_LINE = 58  # half-width characters


def blocks_of(drawing: bytes) -> set[int]:
    """The blocks of shape numbers that a drawing says or shows to be its own."""
    said = {int(each) for match in _IDMAP.finditer(drawing) for each in match[2].split(b",") if each.strip().isdigit()}
    return said | {int(match[1]) // _BLOCK for match in _NUMBERED.finditer(drawing)}


def with_notes(drawing: bytes, notes: Sequence[tuple[int, int, str]], cells: Cells, taken: set[int]) -> bytes:
    """The drawing with a box for each note (row, column from 1, text). Takes its numbers from blocks not `taken` yet.

    b"" is a drawing to be made. A note that has its box gets one large enough for its text. Raises ValueError where the
    drawing has no end.
    """
    boxes = dict[tuple[int, int], str]()
    for row, column, text in notes:
        boxes[row - 1, column - 1] = anchor(row, column, text, cells)
    known, drawing = _enlarged(drawing, boxes)
    new = [place for place in boxes if place not in known]
    blocks = _free_blocks(len(new), taken)
    numbers = [block * _BLOCK + 1 + at for block in blocks for at in range(_BLOCK - 1)]
    shapes = "".join(
        _SHAPE.format(namespaces=_NAMESPACES, number=number, order=order, anchor=boxes[place], row=place[0], column=place[1])
        for order, (place, number) in enumerate(zip(new, numbers, strict=False), 1)
    )
    if not drawing:
        said = ",".join(map(str, blocks))
        layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{said}"/></o:shapelayout>\n'
        return _HEAD + (layout + _TYPE + shapes).encode() + b"</xml>\n"
    if b'id="_x0000_t202"' not in drawing:
        shapes = _TYPE + shapes
    if blocks:
        more = ",".join(map(str, blocks)).encode()
        drawing = _IDMAP.sub(lambda match: b"%s%s,%s%s" % (match[1], match[2], more, match[3]), drawing, count=1)
    at = drawing.rfind(b"</")
    if at < 0:
        raise ValueError("no drawing")
    return drawing[:at] + shapes.encode() + drawing[at:]


def anchor(row: int, column: int, text: str, cells: Cells) -> str:
    """Where a note's box stands: from column, pixels, row, pixels to column, pixels, row, pixels; beside its cell."""
    lines = sum(max(1, -(-width(line) // _PER_LINE)) for line in text.split("\n"))
    down, to_row = _walked(min(lines * _LINE + 14, _TALLEST), max(row - 1, 1), cells.height_of)
    beside = cells.last_column(row, column)
    right, to_column = _walked(_WIDE, beside + 1, cells.width_of)
    return f"{beside},12,{max(row - 2, 0)},4,{to_column - 1},{right},{to_row - 1},{down}"


def _walked(length: float, start: int, size: Callable[[int], float]) -> tuple[int, int]:
    """How far into which row or column a length reaches from the beginning of `start`."""
    at, left = start, length
    for at in range(start, start + 400):
        here = size(at)
        if left <= here:
            break
        left -= here
    return int(left), at


def _enlarged(drawing: bytes, boxes: dict[tuple[int, int], str]) -> tuple[set[tuple[int, int]], bytes]:
    """The places that have a box already, and the drawing with these boxes as large as the notes now are."""
    known: set[tuple[int, int]] = set()
    pieces, at = [], 0
    while start := _SHAPE_START.search(drawing, at):
        end = drawing.find(b"</%sshape>" % start[1], start.end())
        if end < 0:
            break
        place = _place(drawing[start.start() : end])
        pieces.append(drawing[at : start.start()])
        shape = drawing[start.start() : end]
        if place in boxes and place is not None:
            known.add(place)
            shape = _resized(shape, boxes[place])
        pieces.append(shape)
        at = end
    return known, b"".join([*pieces, drawing[at:]])


def _place(shape: bytes) -> tuple[int, int] | None:
    """Row and column, from 0, of the cell a shape is the note of; None for other shapes."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]), int(column[1])) if row and column and _NOTE.search(shape) else None


def _resized(shape: bytes, box: str) -> bytes:
    start = _NOTE.search(shape)
    if start is None:
        return shape
    at, prefix = start.end(), start[1]
    return b"%s<%sAnchor>%s</%sAnchor>%s" % (shape[:at], prefix, box.encode(), prefix, _ANCHOR.sub(b"", shape[at:]))


def _free_blocks(count: int, taken: set[int]) -> list[int]:
    """As many blocks as `count` shapes need, now taken."""
    blocks: list[int] = []
    block = 1
    while len(blocks) * (_BLOCK - 1) < count:
        if block not in taken:
            blocks.append(block)
            taken.add(block)
        block += 1
    return blocks


def drawings(names: Iterable[str]) -> list[str]:
    """The parts that are legacy drawings, by their names."""
    return [name for name in names if name.lower().endswith(".vml")]
