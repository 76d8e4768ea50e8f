"""The Jinja environment of the pages, their styles and scripts, and the policy that allows these by their hashes."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from linter.report.html.cells import mark_links, marked_attributes, table_rows
from linter.report.html.shown import shown

_HERE = "linter.report.html"


@cache
def page_template(name: str, *, styles: tuple[str, ...], script: str, package: str = _HERE) -> Template:
    """A page's template with `styles` (in this order, as one) and `script`: files among the templates of `package` and of this one."""
    loader = ChoiceLoader([PackageLoader(each, "templates") for each in dict.fromkeys((package, _HERE))])
    environment = Environment(
        loader=loader, autoescape=True, finalize=shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
    )
    environment.globals |= {"table_rows": table_rows, "marked_attributes": marked_attributes, "mark_links": mark_links}

    def asset(file: str) -> str:
        return loader.get_source(environment, file)[0].replace("\r\n", "\n")  # browsers hash what the HTML parser gives them

    style, code = "".join(map(asset, styles)), asset(script)
    environment.globals |= {"style": Markup(style), "script": Markup(code), "policy": policy(style, code)}
    return environment.get_template(name)


def policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or framed; only this style and this script apply."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
