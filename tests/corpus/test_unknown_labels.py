"""A label the vocabulary does not know never disappears in silence: each known label of the corpus is made unknown in turn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from linter.form.recognise import recognise
from linter.form.vocabulary import standard
from linter.reading import read
from linter.reading.blocks import Document, TableBlock

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
KINDS = ("field", "text", "amount", "source", "column")
# 金额合计 made unknown reads like one more task of the year: nothing tells the two apart
TAKEN_FOR_CONTENT = {"金额合计"}


def samples() -> list[Path]:
    kinds = {".txt", ".csv", ".md", ".html"}
    return [p for p in sorted(SAMPLES.glob("*/*")) if p.suffix in kinds and p.parent.name not in ("none", "invented")]


def with_cell(document: Document, block: int, cell: int, text: str) -> Document:
    table = document.blocks[block]
    assert isinstance(table, TableBlock)
    cells = (*table.cells[:cell], table.cells[cell]._replace(text=text), *table.cells[cell + 1 :])
    return replace(document, blocks=(*document.blocks[:block], replace(table, cells=cells), *document.blocks[block + 1 :]))


@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_label_made_unknown_is_named_in_the_notes(path: Path) -> None:
    document = read(path)
    base = recognise(document)
    silent = []
    for b, block in enumerate(document.blocks):
        if not isinstance(block, TableBlock):
            continue
        tried: set[str] = set()
        for c, cell in enumerate(block.cells):
            label = standard().label(cell.text)
            if cell.text in tried or not label or label.rest or not label.role(*KINDS) or label.text in TAKEN_FOR_CONTENT:
                continue
            tried.add(cell.text)
            colon = cell.text.rstrip()[-1] if cell.text.rstrip()[-1] in ":：" else ""
            unknown = f"甲乙{label.text.rstrip(')）')[-2:]}"  # a synonym nobody taught ends like the label it stands for
            changed = recognise(with_cell(document, b, c, unknown + colon))
            if changed.tables != base.tables and not any(unknown in note.text for note in changed.notes):
                silent.append(cell.text)
    assert silent == []
