"""Binned replicates are drawn as kept ones would be: no count lost, atoms on their lattice."""

from __future__ import annotations

import numpy as np
import pytest

import bootes as bt
from bootes.errors import IntervalError
from bootes.results.distributions import drawn_distribution
from tests.results.examples import example, sample


def both(run, **options):
    """Return the bars of a run that kept a histogram, and the replicates of the same seed."""
    binned, kept = (
        run(keep=keep, rng=1, engine="serial", **options) for keep in ("sketch", "replicates")
    )
    estimate = float(getattr(binned, "estimate", None) or getattr(binned, "statistic", 0.0))
    values = kept._kept.values[:, 0]
    return drawn_distribution(binned._plan, binned._kept, 0, estimate), values


def test_kept_replicates_are_drawn_as_they_are():
    r = example("scalar")
    assert np.array_equal(drawn_distribution(r._plan, r._kept, 0, 0.0), r.replicates)


def test_bars_of_a_continuous_statistic():
    """No replicate is lost, and every bar counts what lies between its edges."""
    bars, values = both(lambda **o: bt.bootstrap(sample(), "mean", **o))
    assert bars.total == len(values)
    assert bars.spacing == 0.0
    counts = np.histogram(values, bars.edges)[0]
    # A value on an edge, but for rounding, may be in the next bin.
    assert np.abs(bars.counts - counts).max() <= 1
    widths = np.diff(bars.edges)
    assert widths == pytest.approx(widths[0], rel=1e-6)
    assert 0.1 < widths[0] / values.std() < 0.2


def test_bars_of_a_lattice_hold_one_atom_each():
    """Rank sums are whole: every bar is centred on one, with the count of exactly that one."""
    samples = (sample(8), sample(15)[8:] + 0.5)
    bars, values = both(
        lambda **o: bt.permutation_test(samples, "rank_sum", **o),
        n_resamples=2_000,
        method="montecarlo",
    )
    assert bars.spacing == 1.0
    centres = 0.5 * (bars.edges[1:] + bars.edges[:-1])
    assert centres == pytest.approx(np.rint(centres), abs=1e-9)
    told = {int(c): int(n) for c, n in zip(np.rint(centres), bars.counts, strict=True) if n}
    atoms, counts = np.unique(values, return_counts=True)
    assert told == dict(zip(atoms.astype(int).tolist(), counts.tolist(), strict=True))


def test_a_lattice_finer_than_the_bins_is_no_lattice():
    rng = np.random.default_rng(3)
    samples = tuple(rng.integers(0, 10**6, 40).astype(float) for _ in range(2))
    bars, values = both(lambda **o: bt.permutation_test(samples, **o), n_resamples=2_000)
    assert bars.spacing == 0.0
    assert bars.total == len(values)


def test_a_python_statistic_is_not_called_again():
    """The lattice is looked for only where 256 values cost nothing."""
    calls = []

    def counted(x):
        calls.append(1)
        return np.rint(x.mean())

    r = bt.bootstrap(sample(), counted, keep="sketch", n_resamples=300, rng=1, engine="serial")
    before = len(calls)
    assert drawn_distribution(r._plan, r._kept, 0, 0.0).spacing == 0.0
    assert len(calls) == before


def test_what_lies_outside_is_counted():
    """Infinite replicates are above, failed ones undefined."""

    def odd(x):
        return np.inf if x[0] > 1 else np.nan if x[1] > 1 else x.mean()

    bars, values = both(
        lambda **o: bt.bootstrap(sample(), odd, on_error="omit", n_resamples=999, **o)
    )
    assert bars.undefined == np.isnan(values).sum() > 0
    assert bars.above >= np.isinf(values).sum() > 0
    assert bars.total == (~np.isnan(values)).sum()


def test_one_value():
    bars, values = both(lambda **o: bt.bootstrap(np.ones(9), "mean", n_resamples=99, **o))
    assert bars.total == len(values)


@pytest.mark.parametrize("name", ["moments", "one-sided test"])
def test_nothing_was_kept(name):
    r = example(name)
    with pytest.raises(IntervalError, match="keep="):
        drawn_distribution(r._plan, r._kept, 0, 0.0)
