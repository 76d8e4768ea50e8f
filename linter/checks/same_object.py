"""Whether a number in running text and an indicator count the same thing (rule S604).

The name of the indicator is taken apart into what is done (改造, 培训) and what is counted (敬老院, 教师). The text must name the
same thing right before its number or right behind the unit, with the same verb and with no word before it that makes it a
narrower or another one (小学教师 is not 教师).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from linter.checks.objects import Count
from linter.checks.own_name import alternatives
from linter.checks.rate_names import bare_name
from linter.tables import table as data

_FEW = 4  # letters that may stand between the parts of a long name: 道路（热熔）标线
_LONG = 4  # a name so long may be interrupted
_YEAR = re.compile(r"20\d\d年?")
_GENERIC = frozenset({"", "人员", "对象", "人"})
_SIGNS = "\ue000"


@dataclass(frozen=True, slots=True)
class Named:
    """What an indicator counts: `thing` (synonyms made one) and the groups of its verbs; `rate` is the name of a rate."""

    thing: str
    verbs: frozenset[int]
    rate: str = ""


@lru_cache(maxsize=8192)
def named(level3: str, *, rate: bool) -> Named | None:
    """What an indicator counts; None where its name says nothing of its own (完成数量)."""
    bare = bare_name(level3)
    if rate:
        return Named("", frozenset(), bare) if len(bare) >= 3 else None
    bare = _YEAR.sub("", bare)
    core = _before().sub("", bare)
    core = _one_word(_measure().sub("", core))
    verbs = _verbs_in(core)
    thing = _verb().sub("", _neutral().sub("", core))
    if len(thing) < 2 and not (thing in _GENERIC and verbs):
        return None
    return Named("" if thing in _GENERIC else thing, verbs)


def counts_the_same(count: Count, name: Named) -> bool:
    """Whether the number is one of what the indicator counts."""
    if name.rate:
        return _same_rate(count.lead, name.rate)
    lead = _one_word(_links().sub("", count.lead))
    follow = _one_word(count.follow.removeprefix("的"))
    verbs = _verbs_in(lead) or _verbs_in(follow)
    if not name.thing:
        return verbs == name.verbs and _generic_after_verb(lead) and not _thing(follow)
    if name.verbs != verbs:
        return False
    return _ends_with(lead, name.thing) or (
        follow.startswith(name.thing) and not _tails().match(follow, len(name.thing)) and not _thing(lead)
    )


def aside(count: Count) -> bool:
    """Whether the number is one a month, of an earlier time, of a part, of a whole region, or of no count at all."""
    patterns = _aside()
    near = count.before[-60:]
    return bool(
        patterns["per"].search(count.lead) or patterns["per_behind"].match(count.follow) or patterns["past"].search(near)
        or patterns["part"].search(near) or patterns["region"].search(near) or patterns["change"].search(count.lead)
        or patterns["other"].search(count.lead)
    )


def _ends_with(lead: str, thing: str) -> bool:
    """Whether the words before a number end with the thing: verbs aside, with few letters in between, and nothing narrower."""
    bare = _verb().sub("□", lead).rstrip("□")
    if bare.endswith(thing):
        return _begins_here(bare[: -len(thing)])
    if len(thing) < _LONG:
        return False
    at, left, gap = len(bare), len(thing), 0
    while left and at:
        at -= 1
        if bare[at] == thing[left - 1]:
            left -= 1
        else:
            gap += 1
            if gap > _FEW or left == len(thing):  # the last letters must be the thing's own
                return False
    return not left and gap <= len(thing) // 2 and _begins_here(bare[:at])


def _begins_here(before: str) -> bool:
    return not before or not _is_letter(before[-1]) or bool(_boundary().search(before))


def _is_letter(char: str) -> bool:
    """A Chinese character, or the sign that stands for a word with synonyms."""
    return "一" <= char <= "龥" or char >= _SIGNS


def _generic_after_verb(lead: str) -> bool:
    verbs = list(_verb().finditer(lead))
    return bool(verbs) and lead[verbs[-1].end() :] in _GENERIC and _begins_here(lead[: verbs[-1].start()])


def _thing(words: str) -> str:
    """What is left of words that are no verbs and no small words."""
    left = _boundary_word().sub("", _neutral().sub("", _verb().sub("", words)))
    return "" if left in _GENERIC else "".join(char for char in left if _is_letter(char))


def _same_rate(lead: str, rate: str) -> bool:
    bare = _links().sub("", lead)
    phrase = re.split(r"[^一-龥A-Za-z]", bare)[-1]
    return len(phrase) >= 3 and (phrase.endswith(rate) or rate.endswith(phrase))


def _verbs_in(words: str) -> frozenset[int]:
    groups = _groups()
    return frozenset(groups[verb[0]] for verb in _verb().finditer(words))


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = data("object_words")
    return found


@cache
def _groups() -> dict[str, int]:
    return {verb: number for number, group in enumerate(data("object_words")["verbs"]["groups"]) for verb in group}


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(alternatives(list(_groups())))


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(_words()['verbs']['neutral'])})+|(?:{alternatives(_words()['verbs']['neutral'])})+$")


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_words()['names']['measures'])})+$")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(_words()['names']['before'])})+")


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_words()['links']['words'])})+$")


@cache
def _boundary() -> re.Pattern[str]:
    words = [*_words()["links"]["boundary"], *_words()["verbs"]["neutral"]]
    return re.compile(rf"(?:{alternatives(words)}|第[一二三四五六七八九十\d]+[批期次轮])$")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(data("object_words")["links"]["tails"])


@cache
def _boundary_word() -> re.Pattern[str]:
    return re.compile(alternatives(_words()["links"]["boundary"]))


@cache
def _aside() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in data("object_words")["aside"].items()}


@lru_cache(maxsize=16384)
def _one_word(words: str) -> str:
    """The words with synonyms made one, and out of reach of the verbs they contain (培训班): each is two private signs."""
    return _synonym().sub(lambda found: _synonyms()[found[0]], words)


@cache
def _synonyms() -> dict[str, str]:
    groups = enumerate(data("object_words")["same"]["groups"], ord(_SIGNS))
    return {word: chr(sign) * 2 for sign, group in groups for word in group}


@cache
def _synonym() -> re.Pattern[str]:
    return re.compile(alternatives(list(_synonyms())))
