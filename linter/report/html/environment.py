"""The Jinja environment of the page, its style and script, and the policy that allows these two by their hashes."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from linter.report.html.cells import mark_links, marked_attributes, table_rows
from linter.report.html.shown import shown


@cache
def page_template() -> Template:
    environment = Environment(
        loader=PackageLoader("linter.report.html", "templates"), autoescape=True, finalize=shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
    )
    environment.globals |= {"table_rows": table_rows, "marked_attributes": marked_attributes, "mark_links": mark_links}
    style, script = _asset("style.css"), _asset("script.js")
    environment.globals |= {"style": Markup(style), "script": Markup(script), "policy": policy(style, script)}
    return environment.get_template("page.html.j2")


def policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or framed; only this style and this script apply."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    text = files("linter.report.html").joinpath("templates", name).read_text("utf-8")
    return text.replace("\r\n", "\n")  # browsers hash what the HTML parser gives them
