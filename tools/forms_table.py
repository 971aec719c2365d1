"""Write docs/forms.md: what is passed as a statistic, what runs, and why. By running it.

python tools/forms_table.py            write the page
python tools/forms_table.py --check    say whether the page is what would be written
"""

from __future__ import annotations

import ast
import functools
import math
import statistics
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numba
import numpy as np
import scipy.stats

import bootes as bt

PAGE = Path(__file__).parent.parent / "docs" / "forms.md"
HEAD = """# What you pass, what runs, why

Written by `python tools/forms_table.py`, which runs every line: "what runs" is
`result.provenance["form"]`, with the warning where there was one.

The form is chosen by the statistic, the data and `compile=`/`vectorized=` alone, before the first
resample: never by timing, never by the number of resamples. All forms see the same resamples, and
what bootes chose by itself was first compared with your own function:

- **kernel**: a built-in statistic, by name or because your function is one that we know. A function
  that was recognised is called on the data and on a few resamples; if it gives anything else than
  the kernel, your function runs and a `RecognitionWarning` says so.
- **compiled**: your `numba.njit` function, or your plain function compiled by Numba. A plain one is
  compiled if its bytecode holds arithmetic, NumPy, `math`, loops and plain helpers only. It is
  compared with Python on the data, on the data without their extremes, and on constant, tied and
  random resamples, to a relative 1e-12. A replicate that raises, is NaN or infinite is computed
  again in Python, so that you see the real exception. Numbers divided by zero raise when compiled,
  so that no `min` or comparison hides it; where those are NumPy's, which Python divides, the
  function runs in Python if it divides them by zero on the data or in most of these trials, unless
  `compile=True`. What was compiled is kept on disk under a key of its code, closure and globals.
- **vectorized**: it has a parameter `axis`; it is called with blocks of resamples, and checked
  against single calls.
- **python**: everything else, one call per resample.

What timing does choose is where it runs (serial, threads for kernel and compiled, processes for
vectorized and python) and the size of the chunks. That changes no bit.

"""

X, Y = (np.random.default_rng(seed).gamma(2.0, 2.0, 40) for seed in (1, 2))
ROWS = np.random.default_rng(3).normal(5.0, 1.0, (40, 3))
FRAME = {"x": X, "y": Y, "kind": np.array(["a", "b"] * 20)}
COUNTS = np.random.default_rng(4).poisson(3.0, 40)
LIMIT = 3.0
SEEN: list[float] = []

boot = functools.partial(bt.bootstrap, n_resamples=99, rng=1, method="percentile")
test = functools.partial(bt.permutation_test, n_resamples=99, rng=1, method="montecarlo")


def halves(v: Any) -> Any:
    """Return the difference of the means of two halves, row by row."""
    total = 0.0
    for i in range(len(v) // 2):
        total += v[2 * i] - v[2 * i + 1]
    return 2.0 * total / len(v)


def remembered(v: Any) -> Any:
    """Keep a list of what was seen."""
    SEEN.append(v[0])
    return v.mean()


def in_decimals(v: Any) -> Any:
    """Go through a list of Python numbers."""
    return statistics.mean(v.tolist())


@numba.njit  # type: ignore[untyped-decorator]
def clipped(v: Any) -> Any:
    """Return the mean within two standard deviations."""
    low, high = v.mean() - 2 * v.std(), v.mean() + 2 * v.std()
    return v[(v >= low) & (v <= high)].mean()


@numba.njit  # type: ignore[untyped-decorator]
def furthest(rows: Any) -> Any:
    """Return the largest column mean of a matrix."""
    best = -np.inf
    for j in range(rows.shape[1]):
        best = max(best, rows[:, j].mean())
    return best


def spread(v: Any, axis: int) -> Any:
    """Return a coefficient of variation along an axis."""
    return v.std(axis=axis) / v.mean(axis=axis)


# The table: every line is run, and shown as it stands here.
SECTIONS: dict[str, list[Callable[[], Any]]] = {
    "Names and functions that are known": [
        lambda: boot(X, "mean"),
        lambda: boot(X, bt.quantile(0.9)),
        lambda: boot(X, np.median),
        lambda: boot(X, np.std, kwargs={"ddof": 1}),
        lambda: boot(X, functools.partial(np.percentile, q=90)),
        lambda: boot(X, scipy.stats.skew),
        lambda: boot(COUNTS, statistics.mean),
        lambda: boot((X, Y), "welch_t"),
        lambda: boot((X, Y), "pearson"),
        lambda: boot(X, "mean", weights=Y),
    ],
    "Plain functions": [
        lambda: boot(X, lambda v: np.std(v) / np.mean(v)),
        lambda: boot(X, lambda v: np.mean(v > LIMIT)),
        lambda: boot(X, halves),
        lambda: boot(X, lambda v: [v.min(), v.max()]),
        lambda: boot(X, lambda v: {"middle": np.median(v), "mad": np.abs(v - v.mean()).mean()}),
        lambda: boot((X, Y), lambda x, y: x.mean() / y.mean()),
        lambda: boot((X, Y), lambda x, y: np.dot(x, y), paired=True),
        lambda: boot(COUNTS, lambda v: np.mean(v // 2)),
        lambda: boot(X, lambda v: np.std(v) / np.mean(v), compile=False),
    ],
    "Plain functions that stay in Python": [
        lambda: boot(X, lambda v: scipy.stats.trim_mean(v, 0.1) - math.e),
        lambda: boot(X, remembered),
        lambda: boot(X, in_decimals),
        lambda: boot(FRAME, lambda rows: rows["x"].mean() / rows["y"].mean(), as_frame=True),
    ],
    "Functions compiled by you, and vectorized ones": [
        lambda: boot(X, clipped),
        lambda: boot(ROWS, furthest),
        lambda: boot(X, spread),
    ],
    "Rows and many columns": [
        lambda: boot(ROWS, "mean"),
        lambda: boot(ROWS, functools.partial(np.std, axis=0)),
        lambda: boot(ROWS, lambda rows: np.cov(rows.T)[0, 1]),
        lambda: test((ROWS[:20], ROWS[20:]), "mean_difference"),
        lambda: test((ROWS[:20], ROWS[20:]), bt.max_abs("welch_t")),
        lambda: test((X, Y), lambda x, y: np.median(x) - np.median(y)),
    ],
}


def page() -> str:
    """Run everything and return the page."""
    sources = iter(_sources())
    parts = [HEAD]
    for title, cases in SECTIONS.items():
        parts.append(f"## {title}\n\n| you pass | what runs |\n|---|---|\n")
        for case in cases:
            parts.append(f"| `{next(sources)}` | {_what_runs(case)} |\n")
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def _sources() -> Iterator[str]:
    """Yield the calls of the table as they are written in this file."""
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "SECTIONS":
            assert isinstance(node.value, ast.Dict)
            for cases in node.value.values:
                assert isinstance(cases, ast.List)
                for case in cases.elts:
                    assert isinstance(case, ast.Lambda)
                    yield ast.unparse(case.body).replace("|", "\\|")


def _what_runs(case: Callable[[], Any]) -> str:
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        form = case().provenance["form"]
    told = [f"{type(one.message).__name__}: {one.message}" for one in given]
    return "; ".join([form, *told]).replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    text = page()
    if "--check" in arguments:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
