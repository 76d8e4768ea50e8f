"""Body of a Word document → blocks in reading order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linter.reading.blocks import Block, Cell, ParagraphBlock, TableBlock, TablePlace
from linter.reading.limits import MAX_PIECES, Clock, too_many_pieces
from linter.reading.word import names as n
from linter.reading.word.grid import Grid, Marks, children, grid_widths, read_grid, used_edges
from linter.reading.word.nested import InnerPlace, is_frame, laid_out
from linter.reading.word.running import lines_of_all
from linter.where import Spot

Embedded = Callable[[Any, "Body"], None]  # reads a w:altChunk into the body


class Body:
    """Gathers the `blocks` of a document whose tree is `root`. Paragraphs are counted as Word does, empty ones included, tables not."""

    def __init__(self, root: Any, embedded: Embedded, clock: Clock) -> None:
        self.blocks: list[Block] = []
        self.table_count = 0
        self.paragraph_count = 0
        self._embedded, self._clock = embedded, clock
        self._lines, self._marks = lines_of_all(root), Marks(root)
        self._pieces = 0
        self._cut: dict[Any, set[tuple[int, int]]] = {}  # tables ahead that are parts of one → the edges they use

    def walk(self, parent: Any) -> None:
        """Everything inside an element, in order."""
        for child in parent:
            tag = child.tag
            if tag == n.P:
                self._paragraph(child)
            elif tag == n.TBL:
                self._table(child)
            elif tag in n.WRAPPERS:
                self.walk(child)
            elif tag == n.ALT_CHUNK:
                self._embedded(child, self)

    def _paragraph(self, paragraph: Any) -> None:
        self.paragraph_count += 1
        for line in self._lines.get(paragraph, ()):
            self.add(line)
        if not self.paragraph_count % 1000:
            self._clock.check()

    def add(self, line: str) -> None:
        """A line of running text at the paragraph reached."""
        self._count(1)
        self.blocks.append(ParagraphBlock(line, Spot(paragraph=self.paragraph_count)))

    def _count(self, pieces: int) -> None:
        self._pieces += pieces
        if self._pieces > MAX_PIECES:
            raise too_many_pieces()

    def _table(self, table: Any) -> None:
        self._clock.check(f"第{self.table_count + 1}个表格")
        grid = read_grid(table, self._marks, self._content, self._shared_edges(table))
        if len(grid.cells) == 1 and grid.cells[0].inner is None:
            for line in grid.cells[0].text.split("\n"):
                if line:
                    self.add(line)
        elif is_frame(grid):  # as if the cells stood one below the other
            for row in children(table, n.TR):
                for cell in children(row, n.TC):
                    self.walk(cell)
        else:
            self._add_grid(grid)

    def _shared_edges(self, table: Any) -> set[tuple[int, int]]:
        """The edges that the parts of a table use which someone has cut in several: the same grid, nothing between them."""
        if table not in self._cut:
            widths, parts = grid_widths(table), [table]
            for element in table.itersiblings():
                if element.tag == n.TBL and widths and grid_widths(element) == widths:
                    parts.append(element)
                elif element.tag != n.P or self._lines.get(element):
                    break
            edges = set().union(*(used_edges(part, self._marks) for part in parts)) if len(parts) > 1 else set()
            self._cut.update(dict.fromkeys(parts, edges))
        return self._cut.pop(table)

    def _add_grid(self, grid: Grid) -> None:
        number = self.table_count + 1
        if any(cell.inner for cell in grid.cells):
            placed, row_count, _ = laid_out(grid)
            homes = {(one.row, one.column): one.home for one in placed}
            nested = tuple(Cell(*one[:5]) for one in placed)
            self.add_table(TableBlock(nested, row_count, spans_known=True, place=InnerPlace(number, homes)))
            return
        cells = tuple(Cell(c.row, c.column, c.text, c.row_span, c.column_span) for c in grid.cells if c.text)
        self.add_table(TableBlock(cells, grid.row_count, spans_known=True, place=TablePlace(number)))

    def add_table(self, table: TableBlock) -> None:
        """The next table, unless there is nothing in it; it counts as a table of the document all the same."""
        self.table_count += 1
        self._count(len(table.cells))
        if table.cells:
            self.blocks.append(table)

    def _content(self, cell: Any) -> tuple[str, Grid | None]:
        lines: list[str] = []
        grids: list[Grid] = []
        self._gather(cell, lines, grids)
        text = lines[0] if len(lines) == 1 else "\n".join(lines)
        if len(grids) < 2:
            return text, grids[0] if grids else None
        return text, _below_each_other(grids)

    def _gather(self, parent: Any, lines: list[str], grids: list[Grid]) -> None:
        for child in parent:
            tag = child.tag
            if tag == n.P:
                lines += self._lines.get(child, ())
            elif tag == n.TBL:
                grid = read_grid(child, self._marks, self._content)
                if len(grid.cells) == 1 and grid.cells[0].inner is None:
                    lines += filter(None, grid.cells[0].text.split("\n"))
                elif any(cell.text or cell.inner for cell in grid.cells):
                    grids.append(grid)
            elif tag in n.WRAPPERS:
                self._gather(child, lines, grids)


def _below_each_other(grids: list[Grid]) -> Grid:
    """Several tables in one cell as one."""
    whole = Grid([], 0, 0)
    for grid in grids:
        for cell in grid.cells:
            cell.row += whole.row_count
        whole.cells += grid.cells
        whole.row_count += grid.row_count
        whole.column_count = max(whole.column_count, grid.column_count)
    return whole
