"""The word lists that the workbook shows, and which option of which rule each is."""

from __future__ import annotations

from dataclasses import dataclass

from linter.tables import table


@dataclass(frozen=True, slots=True)
class WordList:
    """`adds` and `drops` are options of the rule `code`: words a bureau adds, built-in `words` it switches off."""

    name: str
    code: str
    adds: str
    drops: str
    words: tuple[str, ...]


def word_lists() -> tuple[WordList, ...]:
    """In the order of the workbook."""
    return tuple(
        WordList(each["name"], each["rule"], each["adds"], each["drops"], tuple(_WORDS[each["from"]]())) for each in table("policy")["lists"]
    )


def _vague() -> list[str]:
    groups = table("vague_words")["group"]
    return sorted({word for group in groups for key in ("whole", "within") for word in group.get(key, ())})


def _stock() -> list[str]:
    return sorted({word for group in table("stock_words")["stock"].values() for word in group})


def _placeholders() -> list[str]:
    """Their names: what they match is a pattern each."""
    data = table("placeholders")
    return list(dict.fromkeys(entry["said"] for scope in ("anywhere", "cell", "value") for entry in data[scope]))


def _shared() -> list[str]:
    return list(table("shared_phrases")["phrases"])


_WORDS = {"shared_phrases": _shared, "vague_words": _vague, "stock_words": _stock, "placeholders": _placeholders}
