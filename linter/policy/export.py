"""`jixiao policy --export`: the rules, thresholds and word lists of a policy as a workbook to edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from linter.api import all_rules, profile_codes
from linter.checks.base import Rule
from linter.finding import SEVERITY_SAID
from linter.own_rules import OwnRule
from linter.policy.said import SAID_OF, value_said
from linter.policy.word_lists import word_lists
from linter.report.columns import width as columns
from linter.settings import DEFAULTS, Settings
from linter.tables import table

_WIDTHS = {
    "rules": (8, 30, 8, 8, 16, 70, 40), "options": (8, 14, 56, 30), "words": (14, 24, 8, 10), "own": (8, 26, 14, 18, 14, 14, 30, 8, 16, 50, 8),
}
_ABOUT_WIDTH = 110
_LINE = 15.0  # points of a line at 11 points
_BLANK_ROWS = 60  # with drop-down lists, for rules and words to be added
_EPOCH = datetime(2020, 1, 1)  # equal settings give equal bytes


def workbook(settings: Settings = DEFAULTS) -> bytes:
    """The workbook that says what these settings say."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "绩效目标审核口径", "created": _EPOCH})
    _Writer(book, settings).write()
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Any, settings: Settings) -> None:
        self.book, self.settings, self.data = book, settings, table("policy")
        plain = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
        self.head = book.add_format(plain | {"bold": True, "bg_color": "#DDE7F0", "valign": "vcenter"})
        self.fixed = book.add_format(plain | {"font_color": "#595959", "bg_color": "#F5F5F5", "num_format": "@"})
        self.open = book.add_format(plain | {"num_format": "@"})
        self.text = book.add_format({"font_name": "宋体", "font_size": 12, "text_wrap": True, "valign": "top"})

    def write(self) -> None:
        about = self.book.add_worksheet(self.data["sheets"]["about"])
        about.set_column(0, 0, _ABOUT_WIDTH)
        about.set_landscape()
        about.set_paper(9)
        about.fit_to_pages(1, 0)
        for row, line in enumerate(self.data["about"]["lines"]):
            about.set_row(row, _height([line], [_ABOUT_WIDTH]))
            about.write_string(row, 0, line, self.text)
        self._rules()
        self._options()
        self._words()
        self._own()

    def _rules(self) -> None:
        usual = profile_codes()[DEFAULTS.profile]
        rows = []
        for rule in all_rules():
            severity = self.settings.severity.get(rule.code, rule.severity)
            on = severity != "off" and (rule.code in usual or rule.code in self.settings.also)
            profiles = "" if rule.code in usual else "不在默认的报送自查里；" + _where(rule)
            rows.append((
                rule.code, rule.title, self._yes(on), SEVERITY_SAID[rule.severity if severity == "off" else severity],
                self.settings.items.get(rule.code, rule.audit_item or ""), self.settings.opinions.get(rule.code, rule.help), profiles,
            ))
        items = [item["name"] for item in table("audit")["items"]]
        self._sheet("rules", rows, fixed=("code", "title", "profiles"), choices={"on": self._both(), "severity": list(SEVERITY_SAID.values()), "item": items})

    def _options(self) -> None:
        rows = []
        for rule in all_rules():
            for key, default in rule.options.items():
                if (rule.code, key) not in self._list_options():
                    chosen = self.settings.options.get(rule.code, {}).get(key, default)
                    rows.append((rule.code, key, rule.options_said.get(key, ""), value_said(chosen)))
        self._sheet("options", rows, fixed=("code", "option", "said"))

    def _words(self) -> None:
        rows = []
        for each in word_lists():
            chosen = self.settings.options.get(each.code, {})
            off = set(chosen.get(each.drops, ()))
            rows += [(each.name, word, self._yes(word not in off), self.data["words_said"]["builtin"]) for word in each.words]
            rows += [(each.name, word, self._yes(True), "") for word in chosen.get(each.adds, ()) if word not in each.words]
        names = [each.name for each in word_lists()]
        self._sheet("words", rows, fixed=("origin",), choices={"list": names, "on": self._both()}, blank=_BLANK_ROWS)

    def _own(self) -> None:
        words = table("own_rules")
        items = [item["name"] for item in table("audit")["items"]]
        rows = [tuple(self._own_cells(rule)[key] for key in self.data["columns"]["own"]) for rule in self.settings.rule]
        choices = {
            "object": list(words["objects"]), "category": list(words["categories"]), "condition": list(words["conditions"]),
            "severity": list(words["severities"]), "item": items, "on": self._both(),
        }
        self._sheet("own", rows, choices=choices, blank=_BLANK_ROWS)

    def _own_cells(self, rule: OwnRule) -> dict[str, str]:
        thing = f"field.{rule.field}" if rule.object == "field" else rule.object
        return {
            "code": rule.code, "title": rule.title, "object": SAID_OF["objects"][thing],
            "category": SAID_OF["categories"][rule.category] if rule.category else "", "name": rule.name,
            "condition": SAID_OF["conditions"][rule.condition], "value": rule.pattern or (str(rule.length) if rule.length else "、".join(rule.choices)),
            "severity": SEVERITY_SAID[rule.severity], "item": rule.item, "opinion": rule.opinion,
            "on": self._yes(self.settings.severity.get(rule.code) != "off"),
        }

    def _sheet(
        self, key: str, rows: Sequence[Sequence[str]], *, fixed: Sequence[str] = (), choices: dict[str, list[str]] | None = None, blank: int = 0
    ) -> None:
        columns: dict[str, str] = self.data["columns"][key]
        sheet = self.book.add_worksheet(self.data["sheets"][key])
        for at, (name, width) in enumerate(zip(columns.values(), _WIDTHS[key], strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, self.head)
        padded = [*rows, *([""] * len(columns) for _ in range(blank))]
        for number, row in enumerate(padded, 1):
            sheet.set_row(number, _height(row, _WIDTHS[key]))
            for at, (name, text) in enumerate(zip(columns, row, strict=True)):
                shape = self.fixed if name in fixed and text else self.open
                if text:
                    sheet.write_string(number, at, text, shape)
                else:
                    sheet.write_blank(number, at, None, shape)
        for name, words in (choices or {}).items():
            at = list(columns).index(name)
            sheet.data_validation(1, at, len(padded), at, {
                "validate": "list", "source": words, "error_title": "请从列表中选", "error_message": "这一格只能是列表里的一项。",
            })
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _list_options(self) -> set[tuple[str, str]]:
        return {(each.code, option) for each in word_lists() for option in (each.adds, each.drops)}

    def _yes(self, on: bool) -> str:
        said: str = self.data["words_said"]["yes" if on else "no"]
        return said

    def _both(self) -> list[str]:
        return [self._yes(True), self._yes(False)]


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Points that a row needs to show wrapped texts whole; no spreadsheet works it out on opening. Widths in Latin letters."""
    lines = max(
        sum(max(1, -(-columns(line) // (width - 1))) for line in text.split("\n")) for text, width in zip(texts, widths, strict=True)
    )
    return _LINE * lines + 2


def _where(rule: type[Rule]) -> str:
    named = [name for name, codes in profile_codes().items() if rule.code in codes]
    return f"规则组合 {'、'.join(named)} 里有" if named else "要另外打开"
