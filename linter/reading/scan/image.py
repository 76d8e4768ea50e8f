"""Picture files (.png .jpg .tif .bmp .webp) → a document."""

from __future__ import annotations

from linter.limits import Limits
from linter.reading.blocks import Document, TableBlock
from linter.reading.limits import Clock
from linter.reading.pdf.assemble import Assembler
from linter.reading.scan import read_pages
from linter.reading.scan.extra import require
from linter.reading.scan.told import FROM_PICTURES, NO_RULES, Doubts
from linter.submission import Note


def read_image(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a picture file, its tables by their ruling lines, the text by OCR; every spot says so.

    Raises ReadError when the OCR extra is missing, when the picture cannot be decoded, and beyond the limits.
    """
    require()
    from linter.reading.scan.pictures import pages

    assembler, doubts = Assembler(), Doubts()
    for scanned in read_pages(pages(data, limits.ocr_pages), limits, Clock(limits)):
        assembler.add(scanned.as_page())
        doubts.add(scanned)
    blocks = tuple(assembler.blocks())
    notes: list[Note] = [FROM_PICTURES] if blocks else []
    if blocks and not any(isinstance(block, TableBlock) for block in blocks):
        notes.append(NO_RULES)
    return Document(source, blocks, (*notes, *doubts.notes()))
