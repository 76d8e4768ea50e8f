"""Names of the files a screening writes, and the links between them."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from linter.report.docx.report import file_name

DASHBOARD = "dashboard.html"
_ENDING = ".html"
_MOST_BYTES = 200  # of the 255 that file systems give a name
_NOT_IN_LINKS = str.maketrans("#%", "＃％")


def page_name(agency: str, taken: Collection[str] = ()) -> str:
    """The name of an agency's page: Windows takes it, a link can lead to it, and it is none of `taken` whatever their case."""
    stem = file_name(agency.translate(_NOT_IN_LINKS)).encode()[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(" .")
    seen = {name.casefold() for name in taken}
    number, name = 1, stem + _ENDING
    while name.casefold() in seen:
        number += 1
        name = f"{stem}（{number}）{_ENDING}"
    return name


def href(path: str, *, seen_from: str = "") -> str:
    """A relative link to `path` (relative to the output folder) from the page `seen_from`; '' for no path."""
    return "../" * seen_from.count("/") + quote(path) if path else ""
