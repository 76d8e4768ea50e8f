"""The Jinja environments of the pages: one that masks persons' numbers, one that shows them to who asks for it."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from linter import __version__
from linter.report.html.shown import shown, visible


@cache
def _environment(plain: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("linter.web", "templates"), autoescape=True, finalize=_visible if plain else shown, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )
    environment.globals |= {"version": __version__}
    return environment


def page(template: str, *, plain: bool = False, **values: Any) -> str:
    """A page. With `plain` telephone numbers are shown whole."""
    return _environment(plain).get_template(template).render(values).encode("utf-8", "replace").decode()


def _visible(value: Any) -> Any:
    if value is None:
        return ""
    return visible(value) if type(value) is str else value
