"""Tasks that make what is downloaded: reports of a result, the corrected and the annotated copy of the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from linter import api
from linter.annotating import annotate
from linter.catalogue import sheets
from linter.errors import JixiaoError
from linter.report.formats import render
from linter.report.report import Report
from linter.settings import Settings
from linter.web.corrected.copy import ENDINGS, corrected, kind_of
from linter.web.corrected.written import writes_of
from linter.web.editing.change import with_edits
from linter.web.editing.edit import Edit
from linter.web.store.kept import kept
from linter.workers.values import Begin

Copy = Literal["corrected", "annotated"]
COPIES: dict[Copy, str] = {"corrected": "改好的副本", "annotated": "批注副本"}
_OTHER_LIST = "请改用“下载”里的问题清单。"


@dataclass(frozen=True, slots=True)
class Render:
    """A result as one of the formats of `check`."""

    result: Path
    format: str
    settings: Settings

    def items(self, skip: int, begin: Begin) -> Iterator[bytes]:
        if skip or not begin("下载"):
            return
        rules = {sheet.code: sheet for sheet in sheets(api.all_rules(self.settings))}
        made = render(Report((kept(self.result),), rules, opinions=self.settings.opinions), self.format)
        yield made.encode() if isinstance(made, str) else made


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was written to `path` (None: there was nothing to write), to be called `name`. `lines` say what is in it."""

    name: str
    path: Path | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MakeCopy:
    """A copy of the document `name` (the bytes at `original`) with the edits written in; annotated, comments as well."""

    kind: Copy
    document: str
    original: Path
    name: str
    folder: Path
    edits: tuple[Edit, ...]
    settings: Settings
    config: Path | None
    policy: Settings | None

    def items(self, skip: int, begin: Begin) -> Iterator[Made | JixiaoError]:
        if skip or not begin(COPIES[self.kind]):
            return
        try:
            yield self._made()
        except JixiaoError as error:
            yield error

    def _made(self) -> Made:
        data, lines = self._corrected()
        if self.kind == "annotated":
            return self._annotated(data, lines)
        if not self.edits:
            return Made("", None, ("还没有修改，没有要写的。先在表上改几处，再来下载。",))
        return self._put(data, lines)

    def _corrected(self) -> tuple[bytes, tuple[str, ...]]:
        """The bytes of the document with the edits written in, and what is said of it."""
        data = self.original.read_bytes()
        if not self.edits:
            return data, ()
        read = kept(self.folder / f"{self.document}.result").submission
        copy = corrected(data, self.name, list(writes_of(read, with_edits(read, self.edits), self.edits)), self.settings)
        done = [f"{each.write.name}：改为“{each.write.after.text}”" for each in copy.written if not each.refused]
        refused = [f"{each.write.name}：没有写进去，{each.refused}；请自己改为“{each.write.after.text}”" for each in copy.written if each.refused]
        return copy.data, (f"写进了 {len(done)} 处修改。", *done, *([f"有 {len(refused)} 处没有写进去：", *refused] if refused else []))

    def _annotated(self, data: bytes, lines: tuple[str, ...]) -> Made:
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            path, out = (Path(place, f"{stem}{self._ending(data)}") for stem in ("given", "annotated"))
            path.write_bytes(data)
            try:
                done = annotate(path, out, config=self.config, policy=self.policy, given={"profile": self.settings.profile})
            except JixiaoError as error:
                what = error.what.replace(str(out), self._called(data))
                raise JixiaoError(what, source=self.name, remedy=_OTHER_LIST) from error
            said = done.said.replace(str(out), self._called(data)).replace(path.name, self.name).splitlines()
            return self._put(out.read_bytes(), (*said, *lines)) if done.written else Made("", None, (*said, *lines))

    def _put(self, data: bytes, lines: tuple[str, ...]) -> Made:
        path = self.folder / f"{self.document}.{self.kind}"
        path.write_bytes(data)
        return Made(self._called(data), path, lines)

    def _called(self, data: bytes) -> str:
        return f"{PurePath(self.name).stem}（{COPIES[self.kind]}）{self._ending(data)}"

    def _ending(self, data: bytes) -> str:
        """The ending of the document's name where it is one of its kind."""
        endings, own = ENDINGS.get(kind_of(data, self.name), ()), PurePath(self.name).suffix.lower()
        return own if own in endings or not endings else endings[0]
