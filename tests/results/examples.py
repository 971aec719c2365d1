"""One seeded result of every kind, for the tests of how results are shown."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

import bootes as bt

HOSTILE = '</td><script>alert(1)</script> & "x" \x1b[31mred\x1b[0m\x1b]0;title\x07\n\u202ez'


def sample(n: int = 50) -> np.ndarray:
    return np.random.default_rng(0).normal(size=n)


def counts() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(5)
    return {name: rng.negative_binomial(2, 0.1, size=200) for name in ("Nanog", "Rest")}


def partly_failing(x: np.ndarray) -> float:
    """Raise, be NaN or infinite now and then; fine on the data."""
    if x[0] > 1.0:
        msg = "the first value is large"
        raise ValueError(msg)
    if x[1] > 1.0:
        return np.nan
    return np.inf if x[2] > 1.8 else float(x.mean())


def three_numbers(x: np.ndarray) -> dict[str, float]:
    return {"mean": x.mean(), "spread": x.std(), "nothing": 0.0 * x[0]}


def two_numbers(x: np.ndarray, y: np.ndarray) -> list[float]:
    return [x.mean() - y.mean(), x.max() - y.max()]


def hostile_statistic(x: np.ndarray) -> dict[str, float]:
    return {HOSTILE: x.mean(), "$$\\alpha$$": x.std()}


hostile_statistic.__name__ = HOSTILE


@functools.cache
def example(name: str) -> Any:
    """Return one of the examples; it is computed once."""
    return EXAMPLES[name]()


def _bootstrap(data: Any, statistic: Any, **options: Any) -> Any:
    return bt.bootstrap(data, statistic, **{"rng": 1, "engine": "serial", **options})


def _test(data: Any, statistic: Any = "mean_difference", **options: Any) -> Any:
    return bt.permutation_test(data, statistic, **{"rng": 1, "engine": "serial", **options})


def _fit(data: Any, **options: Any) -> Any:
    return bt.fit(data, **{"rng": 1, "engine": "serial", "n_resamples": 999, **options})


def _groups() -> Any:
    data = {"gene": ["A"] * 30 + ["B"] * 20, "Nanog": sample(), "Rest": sample() ** 2}
    data["Rest"][3] = np.nan
    return _bootstrap(data, "mean", by="gene", nan_policy="omit", n_resamples=999)


def _hostile_columns() -> Any:
    return _bootstrap({HOSTILE: sample(), "=1+1": sample() ** 2}, "mean", n_resamples=199)


def _many_columns() -> Any:
    data = {f"column {j}": sample(20) + j for j in range(70)}
    return _bootstrap(data, "mean", n_resamples=99)


EXAMPLES = {
    "scalar": lambda: _bootstrap(sample(), "mean"),
    "one-sided": lambda: _bootstrap(sample(), "mean", alternative="less", keep="sketch"),
    "two samples": lambda: _bootstrap((sample(), sample(40)), "mean_difference", method="basic"),
    "moments": lambda: _bootstrap(sample(), "mean", keep="moments"),
    "one resample": lambda: _bootstrap(sample(), "mean", n_resamples=1),
    "constant": lambda: _bootstrap(np.ones(9), "mean", n_resamples=99),
    "failures": lambda: _bootstrap(sample(), partly_failing, on_error="omit", n_resamples=999),
    "vector": lambda: _bootstrap(sample(), three_numbers, n_resamples=999),
    "hostile vector": lambda: _bootstrap(sample(), hostile_statistic, n_resamples=99),
    "columns": lambda: _bootstrap(counts(), "mean", n_resamples=999),
    "groups": _groups,
    "hostile columns": _hostile_columns,
    "many columns": _many_columns,
    "fit": lambda: _fit(counts())["Nanog"],
    "fits": lambda: _fit(counts()),
    "fit without bootstrap": lambda: _fit(counts(), n_resamples=0),
    "fit at a boundary": lambda: _fit({"even": np.arange(4) % 2, "odd": np.array([3, 9, 0, 1])}),
    "test": lambda: _test((sample(), sample() + 0.3)),
    "test without hits": lambda: _test((sample(), sample() + 9.0), n_resamples=999),
    "exact test": lambda: _test((np.arange(4.0), np.arange(4.0) + 3), "rank_sum"),
    "vector test": lambda: _test((sample(9), sample(8)), two_numbers, n_resamples=199),
    "one-sided test": lambda: _test(
        (sample(), sample()), alternative="greater", n_resamples=99, keep="tails"
    ),
}
