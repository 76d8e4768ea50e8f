"""What a text may do to the page that shows it: nothing. Persons' numbers are masked, invisible characters made visible."""

from __future__ import annotations

import re
from typing import Any

from linter.masking import masked

# C0 and C1 controls but tab and line feed, zero-width and direction marks, lone surrogates, tags: they can reorder a line,
# hide in a name, or break what reads the page.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MANY_DIGITS = re.compile(r"\d{5}")


def visible(text: str) -> str:
    """`text` with each invisible character as its code: ⟦U+202E⟧."""
    text = text.replace("\r\n", "\n")
    return _INVISIBLE.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", text) if not text.isascii() or not text.isprintable() else text


def shown(value: Any) -> Any:
    """What the page says of a value: `finalize` of the environment; Jinja escapes it afterwards."""
    if value is None:
        return ""
    return visible(masked(value)) if type(value) is str else value


def concealed(text: str) -> str:
    """Names by their first character, numbers by the first three and last two digits: 王** 138******78."""
    return " ".join(_concealed(word) for word in text.split())


def _concealed(word: str) -> str:
    if not _MANY_DIGITS.search(word):
        return word[0] + "*" * (len(word) - 1)
    total, seen, out = sum(char.isdigit() for char in word), 0, []
    for char in word:
        seen += char.isdigit()
        out.append("*" if char.isdigit() and 3 < seen <= total - 2 else char)
    return "".join(out)
