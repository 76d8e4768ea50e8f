"""The task behind `suggest`: the library's answer, encoded as `jixiao suggest --format json` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter import api
from linter.errors import JixiaoError
from linter.report.suggestions import SuggestedIndicator, suggestions_json
from linter.settings import Settings
from linter.submission import Category
from linter.suggest.ask import advise
from linter.workers.values import Begin


@dataclass(frozen=True, slots=True)
class Ask:
    text: str
    category: Category | None
    count: int
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[bytes | JixiaoError]:
        if skip or not begin("建议"):
            return
        try:
            advice = advise(self.text, api.library_for(self.settings), category=self.category, count=self.count)
        except JixiaoError as error:
            yield error
            return
        near = [SuggestedIndicator(*found.item, round(found.score, 2)) for found in advice.near]
        yield suggestions_json(self.text, advice.category, advice.targets, near)
