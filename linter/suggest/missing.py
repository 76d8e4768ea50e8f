"""Indicators for a category that has none, by what the project's name, overview and goals speak of."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from functools import cache

from linter.form.value import parse_target, per_unit_of, unit_kind
from linter.submission import BENEFIT_CATEGORIES, TargetTable
from linter.suggest.library import Entry, Library
from linter.suggest.retrieve import Near, pairs_of_characters
from linter.suggest.targets import dated, filled
from linter.tables import table
from linter.wording import squeeze

MOST = 3
_BY_NAME, _BY_TEXT, _BY_SECTOR = 0.45, 0.4, 0.25
_ENOUGH = 0.5  # what name, text and sector must come to together
_SPOKEN_OF = 0.5  # how much of an indicator's name the project must speak of
_READ = 1200  # characters of running text that are looked at


def for_category(
    library: Library, project: TargetTable, category: str, *, agency: str = "", year: int | None = None, budget: str = ""
) -> tuple[str, ...]:
    """Two or three indicators with their values (`演出场次 ≥12场次`) for a category of C103, `benefit` for all four kinds.

    Those of the library that fit the project; the usual ones where none does.
    """
    chosen = [f"{entry.name} {dated(entry.target, year)}" for entry in fitting(library, project, category, agency)]
    if len(chosen) < 2:
        usual = table("suggest_targets")["missing"].get(category, ())
        budget_said = f"≤{budget}" if budget else ""
        texts = [text.replace("{annual}", budget_said).replace("{each}", cost_of_each(project)) for text in usual]
        chosen += [text for text in filled(texts, year) if " " in text.strip()]
    return tuple(dict.fromkeys(chosen))[:MOST]


def fitting(library: Library, project: TargetTable, category: str, agency: str = "") -> list[Entry]:
    """The few indicators of a category that fit what a project says of itself, the best first."""
    members = BENEFIT_CATEGORIES if category == "benefit" else (category,)
    name = squeeze(project.name)
    spoken = [name, *(squeeze(project.text(key)) for key in ("overview", "annual_goal", "total_goal"))]
    spoken += [squeeze(indicator.level3) for indicator in project.indicators if indicator.level3]
    by_name = pairs_of_characters(name)
    by_text = pairs_of_characters("\n".join(spoken)[:_READ])
    unit = project.implementing_unit.value if project.implementing_unit else ""
    sectors = sectors_of(name, f"{unit} {project.department or ''} {agency}")
    index = library.index(*members)
    in_name = index.contained(by_name)
    scored = []
    for number, said in index.contained(by_text).items():
        entry = index.items[number]
        if said < _SPOKEN_OF or not entry.target:
            continue
        score = _BY_NAME * in_name.get(number, 0.0) + _BY_TEXT * said + _BY_SECTOR * sectors.get(entry.sector, 0.0)
        if score >= _ENOUGH:
            scored.append(Near(entry, score))
    scored.sort(key=lambda near: -near.score)
    chosen = [near.item for near in best(scored, MOST)]
    if category == "satisfaction" and not chosen and sectors:
        surest = max(sectors.values())
        asked = [entry for entry in index.items if sectors.get(entry.sector) == surest and entry.target]
        return asked[:1]
    return chosen


def cost_of_each(project: TargetTable) -> str:
    """单位成本 ≤4000元/场: the year's amount over the one quantity of the table, '' where there is not exactly one."""
    money = project.amounts.annual or project.amounts.total
    counted = {
        (indicator.value.number, indicator.value.unit)
        for indicator in project.indicators
        if indicator.category == "quantity"
    }
    if money is None or len(counted) != 1:
        return ""
    number, unit = counted.pop()
    if not number or number <= 1 or unit_kind(unit) not in ("count", "area", "length", "mass", "volume"):
        return ""
    each = money.yuan / number
    if each < 1:
        return ""
    return f"单位成本 ≤{rounded_up(each):f}元/{unit}"


def prices_in(project: TargetTable, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Values for a cost whose name does not tell what it is for one of: only prices for one of what the table counts.

    The year's amount over the one quantity stands first where there is no other cost.
    """
    counted = {i.value.unit for i in project.indicators if i.category == "quantity" and i.value.unit}
    if not counted:
        return usual
    pers = {target: per_unit_of(parse_target(target)) for target in usual}
    kept = [target for target, per in pers.items() if per is None or per.split("/")[0] in counted]
    costs = {indicator.row for indicator in project.indicators if indicator.category == "cost"}
    each = cost_of_each(project).partition(" ")[2] if len(costs) == 1 and any(pers.values()) else ""
    return tuple(dict.fromkeys([*([each] if each else []), *kept]))


def rounded_up(amount: Decimal) -> Decimal:
    """An amount to two digits that count, upwards: 4166.67 → 4200."""
    step = Decimal(10) ** max(amount.adjusted() - 1, -1)
    return ((amount / step).to_integral_value(ROUND_CEILING) * step).normalize()


def best(found: list[Near[Entry]], count: int) -> list[Near[Entry]]:
    """The first few that do not say the same twice."""
    out: list[Near[Entry]] = []
    for near in found:
        own = pairs_of_characters(near.item.name)
        if all(len(own & pairs_of_characters(other.item.name)) * 2 <= len(own) for other in out):
            out.append(near)
        if len(out) == count:
            break
    return out


def sectors_of(name: str, agency: str) -> dict[str, float]:
    """Sectors of the library with how surely a project belongs there: its own name counts more than whose it is."""
    found: dict[str, float] = {}
    for sector, (by_name, by_agency) in _sectors().items():
        if any(word in name for word in by_name):
            found[sector] = 1.0
        elif any(word in agency for word in by_agency):
            found[sector] = 0.6
    return found


@cache
def _sectors() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    sectors = table("suggest_sectors")["sectors"]
    return {name: (tuple(words.get("name", ())), tuple(words.get("agency", ()))) for name, words in sectors.items()}
