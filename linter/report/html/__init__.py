"""`check --format html`: one page that needs nothing else, with the forms drawn and the findings beside their cells.

Jinja2 with autoescape and `finalize` (environment.py): no text reaches the page but masked, made visible and escaped. The page
holds no link out, loads nothing, and says so itself in a Content-Security-Policy that allows its own style and script by hash.
"""

from __future__ import annotations

import io

from linter.report.html.environment import page_template
from linter.report.html.overview import page_of
from linter.report.report import Report

__all__ = ["html"]

_PIECES = 2000  # pieces of text written at once


def html(report: Report) -> bytes:
    """The report as a UTF-8 page. Projects are drawn one at a time; only the finished text is kept."""
    out = io.BytesIO()
    stream = page_template("page.html.j2", styles=("base.css", "forms.css"), script="script.js").stream(page=page_of(report))
    stream.enable_buffering(_PIECES)
    stream.dump(out, encoding="utf-8", errors="replace")
    return out.getvalue()
