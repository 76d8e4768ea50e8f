"""`Places`: what the reader's places are in the XML of a Word file, for those who write into it.

Read along with the reader, so that both count the same: rows and columns after merging, tables of frames, accepted changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from linter.limits import Limits
from linter.reading.limits import Clock
from linter.reading.package import broken
from linter.reading.word import names as n
from linter.reading.word.accepted import accept
from linter.reading.word.body import Body
from linter.reading.word.body import Embedded as Embed
from linter.reading.word.embedded import Embedded
from linter.reading.word.grid import Grid
from linter.reading.word.numbering import write_numbers
from linter.reading.word.parts import CALLED, ZippedParts, relations

_NUMBERED = "jixiao-number"  # an attribute that only the tree read here bears


@dataclass(slots=True)
class Places:
    """Elements are counted in document order, from 0, in the document part as it stands in the file.

    `cells`: table, row and column, from 1, of every square of a cell → its w:tc. `paragraphs`: number of a paragraph,
    from 1, as spots give it → its w:p.
    """

    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)
    paragraphs: dict[int, int] = field(default_factory=dict)


def docx_places(data: bytes, limits: Limits) -> Places:
    """The places of a .docx or .docm file. Raises ReadError as its reader does."""
    parts = ZippedParts(data, limits)
    root, source = parts.xml(parts.document)
    for tag in (n.TC, n.P):
        for number, element in enumerate(root.iter(tag)):
            element.set(_NUMBERED, str(number))
    related = relations(parts, parts.document)
    accept(root, source)
    write_numbers(root, source, parts, related)
    main = root.find(f"{n.W}body")
    if main is None:
        raise broken(CALLED)
    body = _Located(main, Embedded(parts, related, limits, 0).read, Clock(limits))
    body.walk(main)
    return body.places


class _Located(Body):
    """Walks as the reader does, and writes down where."""

    def __init__(self, root: Any, embedded: Embed, clock: Clock) -> None:
        super().__init__(root, embedded, clock)
        self.places = Places()

    def _paragraph(self, paragraph: Any) -> None:
        super()._paragraph(paragraph)
        self.places.paragraphs[self.paragraph_count] = int(paragraph.get(_NUMBERED))

    def _add_grid(self, grid: Grid) -> None:
        super()._add_grid(grid)
        for cell in grid.cells:
            number = int(cell.source.get(_NUMBERED))
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.places.cells.setdefault((self.table_count, row + 1, column + 1), number)
