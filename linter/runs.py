"""Several files, folders and zips in one run: each document by the settings and the ignore file of its own folder.

One that breaks the program ends alone; the rest is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from linter import api
from linter.reading.inputs import Input, inputs
from linter.result import Result
from linter.settings import Settings, override
from linter.submission import BudgetLine
from linter.suppress.apply import Suppressions


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document, and by what it was checked."""

    document: Input
    result: Result
    settings: Settings
    suppressions: Suppressions


@dataclass(slots=True)
class Run:
    """How the documents are to be checked. `given` overrides the settings of every folder, `policy` those of its files; `strict` lets crashes through.

    `passed_over` names the files in folders and zips that are no documents, as they are met.
    """

    config: Path | None = None
    policy: Settings | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    budget_list: tuple[BudgetLine, ...] | None = None
    whole_agency: bool = False
    ignoring: bool = True
    baseline: bool = True
    strict: bool = False
    passed_over: list[str] = field(default_factory=list)
    _folders: dict[Path, tuple[Settings, Suppressions]] = field(default_factory=dict)

    def documents(self, paths: Iterable[Path]) -> Iterator[tuple[Input, Settings, Suppressions]]:
        """Every document the paths mean. Raises SettingsError for a settings file that cannot be understood."""
        for path in paths:
            top = path if path.is_dir() else path.parent
            for document in inputs(path, self._of(top / path.name, top)[0].limits):
                if document.passed_over:
                    self.passed_over.append(document.name)
                else:
                    yield document, *self._of(document.path, top)

    def check(self, paths: Iterable[Path]) -> Iterator[Checked]:
        """The results, one at a time. Raises SettingsError as `documents` does."""
        for document, settings, suppressions in self.documents(paths):
            try:
                result = api.check(
                    document, settings=settings, budget_list=self.budget_list, whole_agency=self.whole_agency, suppressions=suppressions
                )
            except Exception as error:
                if self.strict:
                    raise
                result = api.failure(document, broken_down(error), settings)
            yield Checked(document, result, settings, suppressions)

    def _of(self, document: Path, top: Path) -> tuple[Settings, Suppressions]:
        """The settings and suppressions of a document's folder; `top` is the folder the user named."""
        folder = document.parent
        if folder not in self._folders:
            settings = override(api.settings_for(document, self.config, top, self.policy), **self.given)
            api.rules_of(settings)  # what the command line says wrongly is said before any work
            suppressions = api.suppressions_for(document, settings, baseline=self.baseline) if self.ignoring else Suppressions()
            self._folders[folder] = settings, suppressions
        return self._folders[folder]


def broken_down(error: Exception) -> str:
    """What is said of a fault of the program itself."""
    return f"程序内部出错（{type(error).__name__}：{error}）。请把命令和文件发给维护者；加上 --debug 可看到详细信息。"
