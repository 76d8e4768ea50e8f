"""Web pages, side by side with BeautifulSoup on the same files in the same run, cells compared. Prints ratios only."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.reading import read_bytes
from linter.reading.blocks import TableBlock
from tests.bench.test_speed import median

pytestmark = pytest.mark.bench
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
Grid = dict[tuple[int, int], str]


def here(data: bytes) -> list[TableBlock]:
    return [block for block in read_bytes(data, "表.html").blocks if isinstance(block, TableBlock)]


def by_soup(data: bytes, parser: str) -> list[Grid]:
    """Texts by place, a merged cell in every place it covers: what readers of tables write round BeautifulSoup."""
    from bs4 import BeautifulSoup

    grids = []
    for table in BeautifulSoup(data, parser).find_all("table"):
        grid: Grid = {}
        for y, row in enumerate(table.find_all("tr")):
            x = 0
            for cell in row.find_all(["td", "th"]):
                while (y, x) in grid:
                    x += 1
                down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                text = cell.get_text("\n", strip=True)
                grid.update(dict.fromkeys(((y + dy, x + dx) for dy in range(down) for dx in range(across)), text))
        grids.append(grid)
    return grids


def dense(table: TableBlock) -> Grid:
    return {
        (c.row + dy, c.column + dx): c.text for c in table.cells for dy in range(c.row_span) for dx in range(c.column_span)
    }


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("parser", ["lxml", "html.parser"])
def test_html_beside_beautiful_soup(parser: str) -> None:
    pages = [path.read_bytes() for path in sorted(SAMPLES.glob("*/*.html"))]
    same = every = tables = 0
    for page in pages:
        ours = [dense(table) for table in here(page)]
        theirs = [grid for grid in by_soup(page, parser) if len(grid) > 1]  # a table of one cell is a frame round text
        tables += len(ours)
        for one, other in zip(ours, theirs, strict=True):
            same += sum(plain(one.get(at, "")) == plain(text) for at, text in other.items())
            every += len(other)
    times = {
        "jixiao": median(lambda: [here(page) for page in pages]),
        f"BeautifulSoup+{parser}": median(lambda: [by_soup(page, parser) for page in pages]),
    }
    ratio = times[f"BeautifulSoup+{parser}"] / times["jixiao"]
    rates = "，".join(f"{name} {tables / seconds:.0f} 张/秒" for name, seconds in times.items())
    print(f"\n{tables} 张表：{rates}；快 {ratio:.1f} 倍；{same}/{every} 格相同")
