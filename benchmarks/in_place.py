"""Where the measured part of a page is: it alone is written anew, the text around it is kept."""

from __future__ import annotations

__all__ = ["BEGIN", "END", "written_into"]

BEGIN = "<!-- Measured, from here on: python -m benchmarks --output FILE writes it anew. -->"
END = "<!-- Measured, up to here: what stands outside is written by hand, and kept. -->"


def written_into(old: str | None, measured: str) -> str:
    """Return the page ``old`` with another measured part; a page of that part where there is none.

    Raises
    ------
    ValueError
        If the page has not exactly one measured part, told by the two lines.
    """
    part = f"{BEGIN}\n{measured.rstrip()}\n\n{END}"
    if old is None:
        return f"{part}\n"
    before, begin, rest = old.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in after:
        msg = (
            "the page has not one measured part between these two lines, and text in it would be "
            f"lost. Put them where the part shall be, or choose another file:\n{BEGIN}\n{END}"
        )
        raise ValueError(msg)
    return f"{before}{part}{after}"
