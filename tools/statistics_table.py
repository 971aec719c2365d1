"""Write docs/statistics.md from the table of built-in statistics."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from bootes.statistics.builtin import BUILTINS, Builtin, quantile, trimmed_mean
from bootes.statistics.known import KNOWN, Known

PAGE = Path(__file__).parents[1] / "docs" / "statistics.md"

HEAD = """\
# Built-in statistics

Written by `tools/statistics_table.py` from the table in `bootes.statistics.builtin`.

Every name is a compiled kernel: pass it as `statistic=`, on the command line as `--statistic`.
*Least n* is per sample. *Centre* is the value under the null hypothesis of a permutation test,
about which the two-sided `"abs"` measures; statistics without one are tested by the doubled smaller
tail, and of those with *tail* "upper" large values alone speak against the null hypothesis.
*Constant data* says what the statistic is where all values of a sample are equal. Variances have
the divisor n - 1 unless the name says `ddof=`.

Sums of squares are about the mean and what rounding left of it, so that data far from zero (1e15
and neighbours) keep the digits that they have, and constant data have no spread, exactly.

"""

COLUMNS = """\
| name | formula | the same in NumPy or SciPy | least n | centre | tail | constant data |
|---|---|---|---|---|---|---|
"""

COMBINED = """\
Every statistic of one sample, also as a difference and as a ratio: first minus second, first over
second. A level stays at the end of the name, as in `trimmed_mean_difference:0.1`.

"""

RECOGNISED = """\
## Recognised functions

These functions run as the kernel of the row, as they are or in a `functools.partial` with the
keyword arguments shown; with any other argument the function runs itself. The last column has those
that are accepted with one value only, which changes nothing; so is `axis` of NumPy and SciPy with
`None`, 0 or -1, for one-dimensional data.

Before a kernel runs in the place of a function, both are evaluated on the data, on two resamples
and without the first row. Where they differ by more than 1e-9 relative (and more than rounding
allows), the function itself runs, and a `RecognitionWarning` says what both gave. `compile=False`
always runs the function.

| function | statistic | arguments | may be said |
|---|---|---|---|
"""

# How the options of a row are spelt; checked by the tests of the recognised functions.
OPTIONS = {
    "var": "ddof", "std": "ddof", "sem": "ddof", "variation": "ddof", "quantile": "q",
    "percentile": "q", "trim_mean": "proportiontocut", "median_abs_deviation": "scale",
    "iqr": "rng, scale", "skew": "bias", "kurtosis": "fisher, bias", "r2_score": "force_finite",
}  # fmt: skip
LEVELS = {"quantile": "`quantile:q`", "percentile": "`quantile:q/100`",
          "trim_mean": "`trimmed_mean:proportiontocut`"}  # fmt: skip


def line(cells: Iterable[str]) -> str:
    """Return a row of a table of the page."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def row_line(row: Builtin) -> str:
    """Return a row of the table of statistics."""
    centre = "" if row.centre is None else f"{row.centre:g}"
    return line(
        (f"`{row.name}`", row.formula, f"`{row.equivalent}`", str(row.minimum), centre,
         row.tail, row.constant)
    )  # fmt: skip


def _row_of(one: Known) -> Builtin:
    row = one.make()
    assert row is not None, one.name
    return row


def known_line(one: Known) -> str:
    """Return a row of the table of recognised functions."""
    package = f"{one.module}."
    neutral = [f"{key}={values[0]!r}" for key, values in one.neutral.items() if key != "axis"]
    name = LEVELS.get(one.name) or f"`{_row_of(one).name}`"
    return line(
        (f"`{package.replace('numpy', 'np')}{one.name}`",
         name, OPTIONS.get(one.name, ""),
         ", ".join(neutral))
    )  # fmt: skip


def page() -> str:
    """Return the whole page."""
    rows = list(BUILTINS.values())
    one = [row for row in rows if row.n_samples == 1] + [quantile(0.9), trimmed_mean(0.1)]
    two = [row for row in rows if row.n_samples == 2 and not row.base]
    parts = (
        ("One sample", "", one),
        ("Two samples", "", [row for row in two if not row.paired and not row.or_more]),
        ("Two samples or more", "", [row for row in two if row.or_more]),
        ("Pairs", "The two samples are columns of the same rows, which are drawn together.\n\n",
         [row for row in two if row.paired]),
        ("Differences and ratios", COMBINED, [row for row in rows if row.base]),
    )  # fmt: skip
    tables = "".join(
        f"## {title}\n\n{text}{COLUMNS}{''.join(map(row_line, table))}\n"
        for title, text, table in parts
    )
    functions = [one for same in KNOWN.values() for one in same]
    return HEAD + tables + RECOGNISED + "".join(map(known_line, functions))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")
