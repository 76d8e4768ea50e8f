"""Fills in a Word template (docxtpl, in jinja2's sandbox): a template is user input, and its mistakes are said in Chinese."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import TracebackType
from typing import Any

import docxtpl
from docx.opc.exceptions import OpcError
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from linter.errors import JixiaoError
from linter.report.docx.package import joined, repacked

_MOST_BYTES, _MOST_UNPACKED = 20_000_000, 200_000_000
_MOST_REPEATED = 100_000  # characters or items that a product in a template may make
_TAGS, _NAME = re.compile(r"<[^>]+>"), re.compile(r"'([^']+)'")
_GUIDE = "可用的变量见 linter/docs/templates.md"


class TemplateFault(JixiaoError):
    """A template that cannot be filled in."""


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A .docx with marks such as {{ 单位 }}. `name` is what errors call it."""

    name: str
    data: bytes

    @classmethod
    def own(cls, name: str) -> WordTemplate:
        """The template of this program: letter or review_form."""
        return cls(f"{name}.docx", _packaged(name))


@cache
def _packaged(name: str) -> bytes:
    return files("linter").joinpath("data", "templates", f"{name}.docx").read_bytes()


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, each source compiled once; products that would fill the memory are refused."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.source = ""
        self._compiled: dict[str, Template] = {}
        for name in ("center", "format", "indent"):  # make texts of any length
            self.filters.pop(name)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        self.source = source
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, globals, template_class)
        return self._compiled[source]

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for many, times in ((left, right), (right, left)):
            if isinstance(many, str | list | tuple) and isinstance(times, int) and len(many) * times > _MOST_REPEATED:
                raise SecurityError("too long")
        if operator == "**":
            raise SecurityError("power")
        return super().call_binop(context, operator, left, right)


@cache
def _environment() -> _Environment:
    """One for all: hundreds of letters are filled in from the same template."""
    return _Environment()


def filled(template: WordTemplate, contexts: Sequence[Mapping[str, Any]]) -> bytes:
    """The template filled in once for each context, one after the other, each from a new page. Raises TemplateFault."""
    environment = _environment()
    document = _opened(template)
    document.fix_tables = _strict(document.fix_tables, template)
    try:
        document.render(contexts[0], environment, autoescape=True)
        out = io.BytesIO()
        document.save(out)
        return repacked(out.getvalue()) if len(contexts) == 1 else joined(out.getvalue(), _bodies(template, contexts, environment))
    except TemplateFault:
        raise
    except Exception as error:  # whatever a template computes may fail in any way
        raise _fault(error, template, environment.source, contexts[0]) from error


def _bodies(template: WordTemplate, contexts: Sequence[Mapping[str, Any]], environment: _Environment) -> Iterator[Any]:
    """The bodies for all contexts but the first. The template is read once for them: a whole rendering takes 75 ms, a
    body 20."""
    document = _opened(template)
    fix_tables = _strict(document.fix_tables, template)
    source = document.patch_xml(document.get_xml())
    first = _margins(document, contexts[0], environment)
    for context in contexts[1:]:
        if _margins(document, context, environment) != first:
            raise TemplateFault(
                "页眉或页脚里有随单位变化的内容，几个单位不能放在一个文件里", source=template.name,
                remedy="请用 --per-agency，每个单位写一个文件；或者把变量从页眉页脚移到正文里。",
            )
        yield fix_tables(document.render_xml_part(source, document.docx.part, context, environment))


def _margins(document: Any, context: Mapping[str, Any], environment: _Environment) -> list[Any]:
    """The headers and footers for a context."""
    return [made for uri in (document.HEADER_URI, document.FOOTER_URI) for made in document.build_headers_footers_xml(context, uri, environment)]


def _opened(template: WordTemplate) -> Any:
    """The template as docxtpl holds it."""
    wrong = TemplateFault("不是能用的 Word 模板", source=template.name, remedy="请用 Word 或 WPS 另存为“Word 文档（.docx）”，不要用 .doc。")
    if len(template.data) > _MOST_BYTES:
        raise TemplateFault("模板太大", source=template.name, remedy="请压缩里面的图片，做到 20 MB 以内。")
    try:
        with zipfile.ZipFile(io.BytesIO(template.data)) as held:
            if sum(each.file_size for each in held.infolist()) > _MOST_UNPACKED:
                raise TemplateFault("模板展开后太大", source=template.name, remedy="请压缩里面的图片。")
        document: Any = docxtpl.DocxTemplate(io.BytesIO(template.data))
        document.init_docx()
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, etree.XMLSyntaxError):
        raise wrong from None
    return document


def _strict(fix_tables: Callable[[str], Any], template: WordTemplate) -> Callable[[str], Any]:
    """docxtpl mends broken XML by leaving things out; a template that breaks it is wrong, and must not lose text."""

    def checked(xml: str) -> Any:
        try:
            etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError:
            raise TemplateFault(
                "模板里的标记跨越了段落或表格", source=template.name,
                remedy="{% for %} 和 {% endfor %} 请各占一段，写成 {%p for … %}、{%p endfor %}；表格行用 {%tr … %}。",
            ) from None
        return fix_tables(xml)

    return checked


def _fault(error: Exception, template: WordTemplate, source: str, context: Mapping[str, Any]) -> TemplateFault:
    """What went wrong, where in the template, and how to put it right."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error.__traceback__)
    place = _place(source, line)
    if isinstance(error, UndefinedError):
        names = _NAME.findall(error.message or "")
        name = names[-1] if names else ""
        near = get_close_matches(name, _known(context), n=1)
        hint = f"您是不是想写“{near[0]}”？" if near else ""
        return TemplateFault(f"没有变量“{name}”", source=template.name, place=place, remedy=f"{hint}{_GUIDE}。")
    if isinstance(error, SecurityError):
        return TemplateFault("模板里有不允许的写法", source=template.name, place=place, remedy="模板里只能取变量、循环和判断。")
    if isinstance(error, TemplateSyntaxError):
        return TemplateFault(
            "模板的标记写法不对", source=template.name, place=place,
            remedy="{{ }}、{% %} 要成对，{% for %} 要有 {% endfor %}，{% if %} 要有 {% endif %}，变量名里不能有空格和标点。",
        )
    return TemplateFault("模板里的运算出错", source=template.name, place=place, remedy=f"请检查这里的运算和筛选；{_GUIDE}。")


def _line(trace: TracebackType | None) -> int | None:
    """The line of the template in which an error arose: jinja2 puts it into the traceback."""
    found = None
    while trace:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _place(source: str, line: int | None) -> str:
    """The paragraph as the user sees it in the template."""
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return ""
    shown = next((text for each in reversed(lines[:line]) if (text := _TAGS.sub("", each).strip())), "")
    return f"在“{shown[:60]}{'…' if len(shown) > 60 else ''}”处" if shown else ""


def _known(value: Any) -> list[str]:
    """Every variable name in a context, at any depth."""
    if isinstance(value, Mapping):
        return [*value, *(name for each in value.values() for name in _known(each))]
    return _known(value[0]) if isinstance(value, list) and value else []
