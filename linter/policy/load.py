"""`--policy`: the settings that a policy workbook or a TOML file says. What is left as it was is left to the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from linter.api import all_rules, profile_codes
from linter.checks.base import Rule
from linter.errors import ReadError, SettingsError
from linter.own_rules import OwnRuleFault, own_rules
from linter.policy.said import value_of, value_said
from linter.policy.word_lists import word_lists
from linter.reading import read
from linter.reading.blocks import Document, TableBlock
from linter.reading.opening import shown_name
from linter.settings import DEFAULTS, Settings, load, settings_of, suggestion
from linter.tables import table
from linter.where import Spot

_AGAIN = "可用 jixiao policy --export 写出一份新的对照。"


def load_policy(path: Path) -> Settings:
    """The settings of a policy file. Raises SettingsError that names file, cell and remedy."""
    if path.suffix.lower() == ".toml":
        return load(path)
    try:
        document = read(path)
    except ReadError as error:
        raise SettingsError(error.what, source=str(path), place=error.place, remedy=error.remedy) from error
    return _Workbook(document, shown_name(path)).settings()


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet: column key → text, and where each cell stands."""

    cells: Mapping[str, str]
    spots: Mapping[str, Spot]
    first: Spot

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")

    def place(self, key: str) -> str:
        return self.spots.get(key, self.first).said()


class _Workbook:
    def __init__(self, document: Document, source: str) -> None:
        self.source, self.data = source, table("policy")
        self.sheets = _sheets(document)
        self.known: dict[str, type[Rule]] = {rule.code: rule for rule in all_rules()}
        if not self.sheets.keys() & set(self.data["sheets"].values()):
            raise SettingsError("不是审核口径工作簿：没有“规则”“阈值”“词表”“自定义规则”这些工作表", source=source, remedy=_AGAIN)

    def settings(self) -> Settings:
        said: dict[str, Any] = {"severity": {}, "opinions": {}, "items": {}, "options": {}, "also": []}
        for row in self._rows("rules"):
            self._rule(row, said)
        for row in self._rows("options"):
            self._option(row, said)
        for row in self._rows("words"):
            self._word(row, said)
        own = [row for row in self._rows("own") if row["title"] or row["object"] or row["condition"]]
        kept = [row for row in own if self._on(row, usual=True)]
        said["rule"] = [{key: row[key] for key in self.data["columns"]["own"] if key != "on" and row[key]} for row in kept]
        try:
            own_rules(said["rule"])
        except OwnRuleFault as fault:
            row = kept[fault.number - 1]
            raise SettingsError(fault.what, source=self.source, place=row.place(fault.key), remedy=fault.remedy) from None
        return settings_of({key: value for key, value in said.items() if value}, self.source)

    def _rule(self, row: _Row, said: dict[str, Any]) -> None:
        rule = self._known(row)
        usual = rule.code in profile_codes()[DEFAULTS.profile]
        on = self._on(row, usual=usual)
        if on and not usual:
            said["also"].append(rule.code)
        elif usual and not on:
            said["severity"][rule.code] = "off"
        if row["severity"]:
            words: dict[str, str] = table("own_rules")["severities"]
            severity = words.get(row["severity"])
            if severity is None:
                raise self._wrong(row, "severity", f"级别“{row['severity']}”不认识", f"可选：{'、'.join(words)}。")
            if severity != rule.severity and rule.code not in said["severity"]:
                said["severity"][rule.code] = severity
        if row["item"] and row["item"] != rule.audit_item:
            items = [item["name"] for item in table("audit")["items"]]
            if row["item"] not in items:
                raise self._wrong(row, "item", f"审核内容“{row['item']}”不是审核表的一项", f"可选：{'、'.join(items)}。")
            said["items"][rule.code] = row["item"]
        if row["opinion"] and row["opinion"] != rule.help:
            said["opinions"][rule.code] = row["opinion"]

    def _option(self, row: _Row, said: dict[str, Any]) -> None:
        rule = self._known(row)
        if row["option"] not in rule.options:
            raise self._wrong(row, "option", f"规则 {rule.code} 没有选项“{row['option']}”", suggestion(row["option"], rule.options) + _AGAIN)
        default = rule.options[row["option"]]
        if row["value"] == value_said(default):
            return
        try:
            value = value_of(row["value"], default)
        except ValueError as error:
            raise self._wrong(row, "value", f"“{row['value']}”应当是{error}", f"默认值是 {value_said(default) or '空'}。") from None
        said["options"].setdefault(rule.code, {})[row["option"]] = value

    def _word(self, row: _Row, said: dict[str, Any]) -> None:
        if not row["word"]:
            return
        lists = {each.name: each for each in word_lists()}
        if row["list"] not in lists:
            raise self._wrong(row, "list", f"词表“{row['list']}”不认识", f"可选：{'、'.join(lists)}。")
        each, on = lists[row["list"]], self._on(row, usual=True)
        builtin = row["word"] in each.words
        if builtin is not on:  # a built-in word switched off, or one of the bureau's own
            chosen = said["options"].setdefault(each.code, {})
            chosen.setdefault(each.drops if builtin else each.adds, []).append(row["word"])

    def _known(self, row: _Row) -> type[Rule]:
        code = row["code"].upper()
        if code not in self.known:
            raise self._wrong(row, "code", f"没有规则“{row['code']}”", suggestion(code, self.known) + "编号一栏不要改。")
        return self.known[code]

    def _on(self, row: _Row, *, usual: bool) -> bool:
        words = self.data["words_said"]
        if row["on"] not in ("", words["yes"], words["no"]):
            raise self._wrong(row, "on", f"启用“{row['on']}”不认识", f"请写“{words['yes']}”或“{words['no']}”。")
        return row["on"] == words["yes"] if row["on"] else usual

    def _wrong(self, row: _Row, key: str, what: str, remedy: str) -> SettingsError:
        return SettingsError(what, source=self.source, place=row.place(key), remedy=remedy)

    def _rows(self, key: str) -> Iterator[_Row]:
        """The rows of a sheet below its heading. A sheet that is not there says nothing."""
        name, columns = self.data["sheets"][key], self.data["columns"][key]
        rows = self.sheets.get(name)
        if not rows:
            return
        heading = {cell.text: cell.column for cell in rows[0]}
        lacking = [said for said in columns.values() if said not in heading]
        if lacking:
            raise SettingsError(
                f"工作表“{name}”的第一行缺少“{'”“'.join(lacking)}”", source=self.source, place=f"{name}!A1", remedy=f"表头不要改动。{_AGAIN}"
            )
        at = {heading[said]: column for column, said in columns.items()}
        for row in rows[1:]:
            found = {at[cell.column]: cell for cell in row if cell.column in at}
            if found:
                yield _Row({key: cell.text for key, cell in found.items()}, {key: cell.spot for key, cell in found.items()}, row[0].spot)


class _Placed(NamedTuple):
    """A cell as it stands on its sheet; `column` from 1."""

    column: int
    text: str
    spot: Spot


def _sheets(document: Document) -> dict[str, list[list[_Placed]]]:
    """Sheet name → its rows, whatever tables and lines the reader made of it."""
    rows: dict[str, dict[float, list[_Placed]]] = {}
    for block in document.blocks:
        if isinstance(block, TableBlock):
            found = [(cell.text, block.place.spot(cell.row, cell.column)) for cell in block.cells]
        else:
            found = [(block.text, block.spot)]
        for text, spot in found:
            if spot.sheet is not None and spot.cell is not None:
                _, row, column = spot.order
                rows.setdefault(spot.sheet, {}).setdefault(row, []).append(_Placed(column, text.strip(), spot))
    return {name: [sorted(sheet[number], key=lambda cell: cell.column) for number in sorted(sheet)] for name, sheet in rows.items()}
