"""What the binary formats xls and xlsb have in common: packed numbers and error codes."""

from __future__ import annotations

from struct import pack, unpack

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
STATES = ("visible", "hidden", "veryHidden")


def packed(rk: int) -> float:
    """An RK number: 30 bits of a double or of a whole number, perhaps hundredths."""
    if rk & 2:
        value = float((rk - (1 << 32) if rk & 0x80000000 else rk) >> 2)
    else:
        (value,) = unpack("<d", b"\0\0\0\0" + pack("<I", rk & 0xFFFFFFFC))
    return value / 100 if rk & 1 else value


def truth(value: int, is_error: bool) -> str:
    """A boolean or an error as printed."""
    if is_error:
        return ERRORS.get(value, "#N/A")
    return "TRUE" if value else "FALSE"
