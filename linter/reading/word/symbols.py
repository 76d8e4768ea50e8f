"""Characters of symbol fonts (Wingdings, Symbol …) as Unicode: the check boxes and signs people put into forms."""

from __future__ import annotations

# font, in small letters → code (the low byte) → character
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "❖", 0xA1: "○", 0xA8: "□",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨",
    },
    "wingdings 2": {
        0x2A: "□", 0x35: "□", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x99: "○",
        0x9A: "○", 0xA2: "■", 0xA3: "□",
    },
    "webdings": {0x31: "□", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "symbol": {
        0x3C: "<", 0x3D: "=", 0x3E: ">", 0x25: "%", 0x2B: "+", 0x2D: "-", 0x7E: "~", 0xA3: "≤", 0xA5: "∞", 0xAE: "→",
        0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA2: "′", 0xB2: "″",
        0x61: "α", 0x62: "β", 0x6D: "μ", 0x57: "Ω", 0x44: "Δ", 0x53: "Σ", 0xE5: "Σ",
    },
}
_PRIVATE = range(0xF000, 0xF100)  # where symbol fonts keep their characters


def symbol(code: str | None, font: str | None) -> str:
    """The character of <w:sym>: `code` in hexadecimal. "" where nobody knows it."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    known = _FONTS.get((font or "").lower())
    if known is not None or number in _PRIVATE:
        return (known or {}).get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000 else ""


def readable(text: str, font: str | None) -> str:
    """Text typed in a symbol font, whose characters stand in the private area; other text unchanged."""
    known = _FONTS.get((font or "").lower())
    if known is None:
        return text
    return "".join(known.get(ord(c) & 0xFF, "") if ord(c) in _PRIVATE else c for c in text)
