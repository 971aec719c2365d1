"""Plain text for terminals: cleaned of control characters, aligned by what is seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["aligned", "ascii_numbers", "clean"]

# Colours, cursor movements, titles of windows: everything that a terminal would obey.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
_WIDEST = 40
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_POWER = re.compile(r" × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")


def clean(text: object) -> str:
    """Return text on one line, without escape sequences and characters that are not seen.

    Examples
    --------
    >>> clean("gene" + chr(27) + "[31m A" + chr(10) + "B")
    'gene A B'
    """
    one_line = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", _ESCAPES.sub("", str(text)))
    seen = (c for c in one_line if unicodedata.category(c) not in _UNSEEN)
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in seen)


def ascii_numbers(text: str) -> str:
    """Write numbers as Python reads them: a minus for its typographic sister, e for powers.

    Examples
    --------
    >>> ascii_numbers("−1.5 × 10⁻⁸ to ∞")
    '-1.5e-8 to inf'
    """
    text = _POWER.sub(lambda match: f"e{match[1].translate(_SUPERSCRIPTS)}", text)
    return text.replace("\N{MINUS SIGN}", "-").replace("\N{INFINITY}", "inf")


def aligned(
    rows: Sequence[Sequence[str]], numeric: Sequence[bool], *, indent: str = "  "
) -> list[str]:
    """Return the rows of a table as lines, numbers to the right and text to the left.

    Parameters
    ----------
    rows : sequence of sequences of str
        Cells; text that is too long is shortened, numbers never.
    numeric : sequence of bool
        Which columns are numbers.
    indent : str
        What every line begins with.

    Examples
    --------
    >>> aligned([["gene", "n"], ["A", "12"]], [False, True])
    ['  gene   n', '  A     12']
    """
    cells = [
        [
            cell if is_number else _shortened(cell)
            for cell, is_number in zip(row, numeric, strict=True)
        ]
        for row in rows
    ]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        parts = [
            _padded(cell, width, right)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ]
        lines.append((indent + "  ".join(parts)).rstrip())
    return lines


def _shortened(cell: str) -> str:
    if _width(cell) <= _WIDEST:
        return cell
    kept = cell[:_WIDEST]
    while _width(kept) > _WIDEST - 3:
        kept = kept[:-1]
    return f"{kept}..."


def _padded(cell: str, width: int, right: bool) -> str:
    blank = " " * (width - _width(cell))
    return blank + cell if right else cell + blank


def _width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(_character_width(c) for c in text)


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
