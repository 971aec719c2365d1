"""Every built-in kernel against its Python form, on data of all kinds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bootes.statistics.builtin import BUILTINS, quantile, trimmed_mean
from tests.statistics.row_data import KINDS, samples_for
from tests.statistics.row_data import value as value_of_row
from tests.strategies import columns, gate

ROWS = [*BUILTINS.values(), quantile(0.9), trimmed_mean(0.1)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("kind", ["gamma", "normal"])
def test_the_order_of_rows_does_not_matter(row, kind):
    samples = samples_for(row, 30, kind, seed=2)
    rng = np.random.default_rng(3)
    if row.paired:
        orders = [rng.permutation(30)] * 2
    else:
        orders = [rng.permutation(len(sample)) for sample in samples]
    shuffled = [sample[order] for sample, order in zip(samples, orders, strict=True)]
    close = pytest.approx(value_of_row(row, *samples), rel=1e-11, nan_ok=True)
    assert value_of_row(row, *shuffled) == close


# Where values cancel, what is left of rounding is relative to what cancelled.
SCALE = {
    "f_statistic": 1.0,
    "log_ratio": 1.0,
    "intercept": 10.0,
    "skew": 1.0,
    "kurtosis": 3.0,
    "pearson": 1.0,
    "slope": 1.0,
    "r2": 1.0,
    "spearman": 1.0,
}


STANDARDIZED = {"welch_t", "student_t", "cohen_d", "hedges_g"}

HARD = [row for row in ROWS if row.base in ("skew", "kurtosis") and row.combine == "ratio"]
EASY = [row for row in ROWS if row not in HARD]  # the others divide two numbers near zero


def check_against_python(row, samples):
    """To 1e-12 of the value and 64 roundings of what is subtracted in it."""
    of_one = BUILTINS.get(row.base)
    parts = [value_of_row(of_one, sample) for sample in samples] if of_one else []
    size = max(
        [abs(s).max() for s in samples] if row.rounding == "data" else [0.0, *map(abs, parts)]
    )
    size = SCALE.get(row.base or row.name, size)
    if row.name in STANDARDIZED:  # a difference of means in units of the spread
        far, spread = max(abs(s).max() for s in samples), np.ptp(np.concatenate(samples))
        size = math.sqrt(len(samples[0])) * far / spread if spread > 0.0 else 0.0
    slack = 64 * np.finfo(float).eps * (size if math.isfinite(size) else 0.0)
    with np.errstate(all="ignore"):
        expected = row.python(*(sample.copy() for sample in samples))
    close = pytest.approx(expected, rel=1e-12, abs=max(slack, 1e-300), nan_ok=True)
    assert value_of_row(row, *samples) == close


@pytest.mark.parametrize("row", EASY, ids=lambda row: row.name)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 10, 100])
def test_every_kernel_gives_what_its_python_form_gives(row, kind, n):
    """On all kinds of data, from the least n on."""
    for seed, k in ((0, 2), (1, 3)) if row.or_more else ((0, None), (1, None)):
        check_against_python(row, samples_for(row, max(n, row.minimum), kind, seed=seed, k=k))


@gate
@given(columns(3), st.integers(0, 20))
@pytest.mark.parametrize("row", EASY, ids=lambda row: row.name)
def test_any_data_give_what_the_python_form_gives(row, samples, fewer):
    """Samples of different lengths, with ties or with three decimals."""
    arrays = [np.array(sample) for sample in samples][: 3 if row.or_more else row.n_samples]
    for j in row.binary:
        arrays[j] = (arrays[j] > 0) * 1.0
    if not row.paired:
        arrays[-1] = arrays[-1][: max(row.minimum, len(arrays[-1]) - fewer)]
    assume(all(len(array) >= row.minimum for array in arrays))
    check_against_python(row, arrays)
