"""`screen`: a whole screening from folders to the results folder. Progress and cancelling go through `watch`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from linter import __version__, api
from linter.checks.base import BatchRule
from linter.errors import JixiaoError
from linter.screen.across.findings import compare
from linter.screen.agencies import AgencyTable, read_agencies
from linter.screen.deliver import Delivered, deliver, written
from linter.screen.derive import derive
from linter.screen.engines import EngineName, engine
from linter.screen.intake import Intake, Met
from linter.screen.local import Progress
from linter.screen.manifest import Manifest, read_manifest
from linter.screen.sources import sources
from linter.screen.store import Store
from linter.screen.work import Task
from linter.settings import Settings
from linter.submission import BudgetLine
from linter.tables import table
from linter.workers import Budget

Stage = Literal["走查", "检查", "比对", "写结果"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a screening is of, and how. `folders` may be files as well; `settings` hold for every document."""

    folders: tuple[Path, ...]
    out: Path
    settings: Settings
    last_year: tuple[Path, ...] = ()
    manifest: Path | None = None
    agencies: Path | None = None
    budget_list: tuple[BudgetLine, ...] | None = None
    budget: Budget = field(default_factory=Budget)
    workers: int = 1
    fresh: bool = False
    mask: bool = False
    engine: EngineName = "local"
    master: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a screening came to. `unchanged`: everything was known, and what had been written still holds."""

    documents: int
    failed: int
    reused: int
    progress: Progress
    unchanged: bool
    delivered: Delivered
    passed_over: tuple[str, ...] = ()  # files that are no documents


@dataclass(frozen=True, slots=True)
class Watch:
    """`stage` is told when one begins, `progress` how the check goes; what either raises ends the run, and nothing that was done is lost."""

    stage: Callable[[Stage], None] = lambda stage: None
    progress: Callable[[Progress], None] = lambda progress: None


def screen(options: Options, watch: Watch | None = None) -> Outcome:
    """Checks, compares, ranks, and writes the results. Raises JixiaoError where nothing can be done at all."""
    watch = watch or Watch()
    settings = _within(options.settings, options.budget)
    batch = {rule.code: rule for rule in api.rules_of(settings)[0] if isinstance(rule, BatchRule)}  # what is wrong with the settings is said first
    agencies = read_agencies(options.agencies) if options.agencies else AgencyTable()
    manifest = read_manifest(options.manifest) if options.manifest else Manifest()
    task = Task(settings, ruleset_of(settings, options.budget_list, mask=options.mask), options.budget_list, options.mask)
    with Store(options.out) as store, engine(options.engine, options.master, options.out) as using:
        if options.fresh:
            store.forget(task.ruleset)
        watch.stage("走查")
        intake = Intake(store, task, options.budget)
        outside = [path for path in (options.out, options.manifest, options.agencies) if path]
        given = [*sources((*options.folders, *manifest.paths), outside=outside), *sources(options.last_year, "last", outside=outside)]
        todo = list(intake.take(given))
        watch.stage("检查")
        progress = using.check(intake, todo, task, options, watch.progress)
        met = [each for each in intake.documents() if each.key]
        if not met:
            raise JixiaoError(f"{'、'.join(map(str, options.folders))} 里没有可以检查的文件", remedy="请确认路径；能检查的文件类型见 README。")
        state = _state(options, met, task)
        unchanged = store.meta("finished") == state and written(options.out)
        if not unchanged:
            store.note(finished="")
            watch.stage("比对")
            derive(store, intake, manifest, agencies)
            compare(store, settings, batch, using.search)
            store.keep_settings(settings)
            watch.stage("写结果")
        delivered = Delivered() if unchanged else deliver(store, settings, titles_of(settings), _facts(options), options.workers)
        store.note(finished=state)
        failed = store.one("SELECT count(*) FROM documents WHERE status = 'failed'")[0]
        passed_over = tuple(each.about.name for each in intake.documents() if not each.key)
        return Outcome(len(met), failed, intake.reused, progress, unchanged, delivered, passed_over)


def titles_of(settings: Settings) -> dict[str, str]:
    """Rule code → Chinese title, the bureau's own rules among them."""
    return {rule.code: rule.title for rule in api.all_rules(settings)}


def ruleset_of(settings: Settings, budget_list: tuple[BudgetLine, ...] | None, *, mask: bool) -> str:
    """A name for all that decides what is found in a document: version, settings, library, budget list."""
    said = hashlib.sha256(f"{__version__}\0{mask}\0".encode())
    said.update(msgspec.json.encode(replace(settings, source="", given=frozenset()), order="deterministic"))
    said.update(msgspec.json.encode(budget_list))
    if settings.library:
        said.update(Path(settings.library).read_bytes())
    return said.hexdigest()[:16]


def _within(settings: Settings, budget: Budget) -> Settings:
    """The settings with readers that stop by themselves before they are stopped: they can say how far they came."""
    own = max(1, int(budget.seconds * table("screen")["budget"]["own_share"]))
    return replace(settings, limits=replace(settings.limits, seconds=min(settings.limits.seconds, own)))


def _state(options: Options, met: Sequence[Met], task: Task) -> str:
    """What the written results depend on."""
    said = hashlib.sha256(task.ruleset.encode())
    for each in met:
        said.update(f"{each.source.round}\0{each.about.name}\0{each.source.path}\0{each.key}\1".encode("utf-8", "surrogateescape"))
    for path in (options.manifest, options.agencies):
        said.update(path.read_bytes() if path else b"\0")
    return said.hexdigest()


def _facts(options: Options) -> dict[str, str]:
    facts = {
        "筛查时间": datetime.now().strftime("%Y年%m月%d日 %H:%M"), "文件夹": "、".join(map(str, options.folders)),
        "上年文件": "、".join(map(str, options.last_year)), "文件清单": str(options.manifest or ""), "单位表": str(options.agencies or ""),
        "规则组合": options.settings.profile, "审核口径": options.settings.source, "个人信息": "姓名、电话已屏蔽" if options.mask else "",
        "程序版本": f"jixiao {__version__}",
    }
    return {label: text for label, text in facts.items() if text}
