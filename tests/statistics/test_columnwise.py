"""Built-in statistics of every column: each is what its column alone gives, row draws shared."""

from __future__ import annotations

import dataclasses
import functools
import warnings

import numpy as np
import pytest
import scipy.stats

import bootes as bt
from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.protocols import Failure
from bootes.schemes.iid import iid
from bootes.schemes.jackknife import jackknife
from bootes.schemes.original import original
from bootes.schemes.permutation import arrangements, permutation
from bootes.statistics.builtin import BUILTINS
from bootes.statistics.resolve import as_statistic
from bootes.statistics.sums import RECIPES

KEY = Seed(71).key("resample")
B = 300
FREE = [name for name, row in BUILTINS.items() if not row.paired]
ONE = [name for name in FREE if BUILTINS[name].n_samples == 1]
TWO = [name for name in FREE if BUILTINS[name].n_samples == 2]
PAIRED = [
    name for name, row in BUILTINS.items() if row.paired and row.n_samples == 2 and not row.binary
]


def table(n, columns, seed=1, binary=False):
    rng = np.random.default_rng(seed)
    if binary:
        return (rng.random((n, columns)) < 0.5).astype(float)
    return rng.gamma(3.0, 1.0 + np.arange(columns), (n, columns))


def tables_for(name, sizes, columns):
    row = BUILTINS[name]
    return tuple(
        table(n, columns, seed=k, binary=k in row.binary) for k, n in enumerate(sizes, start=0)
    )


def values_of(name, data, scheme, b=B, **options):
    """The (b, p) values of a statistic under a scheme, by the sampler numbered ``number``."""
    number = options.pop("number", 0)
    samples = as_samples(data, minimum=1, **options).samples
    statistic = as_statistic(name, original(samples))
    sampler = scheme(samples)
    sampler = sampler[number] if isinstance(sampler, tuple) else sampler
    b = b if sampler.total is None else min(b, sampler.total)
    with np.errstate(all="ignore"):
        return statistic, statistic.evaluate(sampler, KEY, 0, b).values


def check_columns(name, tables, scheme, rtol=1e-12, **options):
    """Compare with single columns, which draw the same rows; small values to the largest."""
    data = tables if len(tables) > 1 else tables[0]
    statistic, found = values_of(name, data, scheme, **options)
    assert statistic.names == tuple(map(str, range(tables[0].shape[1])))
    for j in range(tables[0].shape[1]):
        columns = tuple(np.ascontiguousarray(part[:, j]) for part in tables)
        _, alone = values_of(name, columns if len(columns) > 1 else columns[0], scheme, **options)
        scale = np.abs(alone[np.isfinite(alone)]).max(initial=0.0)
        np.testing.assert_allclose(found[:, j], alone[:, 0], rtol=rtol, atol=1e-13 * scale)
    return statistic


@pytest.mark.parametrize("columns", [1, 5, 9, 70])
@pytest.mark.parametrize("name", [*ONE, "quantile:0.9"])
def test_one_table_drawn(name, columns):
    row = BUILTINS.get(name, BUILTINS["median"])
    check_columns(name, (table(11, columns, binary=bool(row.binary)),), iid)


@pytest.mark.parametrize("scheme", [iid, permutation, jackknife])
@pytest.mark.parametrize("name", TWO)
def test_two_tables(name, scheme):
    # A ratio of two nearly equal numbers is known to no more digits than they are.
    loose = 1e-10 if name.endswith("ratio") else 1e-12
    check_columns(name, tables_for(name, (11, 7), 10), scheme, rtol=loose)


@pytest.mark.parametrize("name", [n for n in TWO if not BUILTINS[n].binary])
def test_all_arrangements(name):
    check_columns(name, tables_for(name, (4, 3), 9), arrangements, rtol=1e-10)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", sorted(RECIPES.keys() & set(TWO)))
def test_leaving_out_of_either_table(name, number):
    check_columns(
        name, tables_for(name, (11, 7), 9), lambda s: jackknife(s, most=5), number=number,
        rtol=1e-10,
    )  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_leaving_out_of_one_table(name):
    check_columns(name, tables_for(name, (11,), 9), jackknife, rtol=1e-11)


def test_three_tables():
    for scheme in (iid, permutation):
        check_columns("f_statistic", tables_for("welch_t", (6, 5, 4), 9), scheme)


@pytest.mark.parametrize("name", PAIRED)
def test_paired_tables_lose_and_keep_the_same_rows(name):
    for scheme in (iid, jackknife):
        check_columns(name, tables_for(name, (9, 9), 5), scheme, paired=True)


def test_a_paired_statistic_of_one_table_is_of_its_two_columns():
    x = table(12, 2)
    found = bt.bootstrap(x, "pearson", n_resamples=200, rng=1)
    assert found.names is None
    assert found.estimate == pytest.approx(np.corrcoef(x.T)[0, 1], rel=1e-12)


@pytest.mark.parametrize(
    ("name", "scheme"),
    [*((name, iid) for name in RECIPES), *((n, permutation) for n in RECIPES if n in TWO)],
)
def test_sums_of_rows_agree_with_the_kernels_of_columns(name, scheme):
    sizes = (40, 90) if name in TWO else (90,)
    data = tables_for(name, sizes, 21)
    samples = as_samples(data if len(data) > 1 else data[0]).samples
    statistic = as_statistic(name, original(samples))
    assert statistic.recipe is not None
    sampler = scheme(samples)
    plain = dataclasses.replace(statistic, recipe=None)
    found, expected = (s.evaluate(sampler, KEY, 3, 600).values for s in (statistic, plain))
    np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-13 * np.abs(expected).max())


@pytest.mark.parametrize("name", ["mean", "std", "median"])
def test_no_bit_depends_on_what_is_computed_together(name):
    samples = as_samples(table(30, 13)).samples
    statistic, sampler = as_statistic(name, original(samples)), iid(samples)
    whole = statistic.evaluate(sampler, KEY, 0, 1100).values
    for start, stop in ((0, 1), (7, 9), (255, 770), (1000, 1100)):
        part = statistic.evaluate(sampler, KEY, start, stop).values
        assert part.tobytes() == whole[start:stop].tobytes()


@pytest.mark.parametrize(("n", "m"), [(40, 90), (600, 500), (1, 5), (130, 3)])
@pytest.mark.parametrize("name", ["mean_difference", "student_t"])
def test_no_bit_of_a_dealt_statistic_depends_on_what_is_computed_together(name, n, m):
    samples = as_samples((table(n, 9), table(m, 9, seed=2)), minimum=1).samples
    statistic, sampler = as_statistic(name, original(samples)), permutation(samples)
    whole = statistic.evaluate(sampler, KEY, 0, 700).values
    for start, stop in ((0, 1), (7, 9), (255, 640)):
        part = statistic.evaluate(sampler, KEY, start, stop).values
        assert part.tobytes() == whole[start:stop].tobytes()


def test_a_resample_that_is_replayed_has_these_values():
    x = table(17, 6)
    found = bt.bootstrap(x, "mean", n_resamples=400, rng=5, keep="replicates")
    for i in (0, 1, 255, 256, 399):
        rows = found.replay(i)
        np.testing.assert_allclose(found.replicates[i], rows.mean(axis=0), rtol=1e-13)


def test_a_dealing_that_is_replayed_has_these_values():
    data = (table(17, 6), table(12, 6, seed=2))
    found = bt.permutation_test(data, "welch_t", n_resamples=400, rng=5, keep="replicates")
    for i in (0, 1, 255, 256, 399):
        x, y = found.replay(i)
        expected = scipy.stats.ttest_ind(x, y, equal_var=False).statistic
        np.testing.assert_allclose(found.null[i], expected, rtol=1e-12, atol=1e-13)


def test_the_observed_dealing_ties_with_itself_in_every_column():
    rng = np.random.default_rng(2)
    data = (rng.integers(0, 4, (5, 40)), rng.integers(0, 4, (4, 40)))
    found = bt.permutation_test(data, "mean_difference", method="exact")
    pooled = np.concatenate(data).T
    for j in (0, 7, 39):
        alone = bt.permutation_test((data[0][:, j], data[1][:, j]), method="exact")
        assert (found.pvalue[j], found.n_ties[j]) == (alone.pvalue, alone.n_ties)
    assert pooled.shape == (40, 9)


def test_integers_are_summed_exactly():
    x = np.random.default_rng(3).integers(0, 1000, (50, 11)) + 2**40
    found = bt.bootstrap(x, "sum", n_resamples=300, rng=5, keep="replicates")
    for i in (0, 17, 299):
        assert (found.replicates[i] == found.replay(i).sum(axis=0)).all()


def test_an_offset_of_1e15_costs_no_digit_of_differences():
    rng = np.random.default_rng(4)
    x, y = (rng.integers(0, 50, (n, 9)).astype(float) for n in (12, 9))
    options = {"n_resamples": 300, "rng": 2, "keep": "replicates"}
    near = bt.permutation_test((x, y), "student_t", **options)
    with pytest.warns(bt.errors.DegenerateWarning):
        far = bt.permutation_test((x + 1e15, y + 1e15), "student_t", **options)
    np.testing.assert_allclose(far.null, near.null, rtol=1e-12, atol=1e-14)


def test_squares_that_cancel_are_computed_anew():
    """Samples far apart for their spread, and resamples of one row alone."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(9, 10)), rng.normal(size=(7, 10)) + 1e7
    check_columns("welch_t", (x, y), arrangements, rtol=1e-9)
    data = np.repeat(rng.normal(size=(2, 9)), 2, axis=0)
    samples = as_samples(data).samples
    statistic = as_statistic("variance", original(samples))
    found = statistic.evaluate(iid(samples), KEY, 0, 400).values
    assert (found == 0.0).all(axis=1).sum() > 20  # a share of 1/8 of all resamples


def test_values_at_the_ends_of_the_range():
    for scale in (1e300, 1e-300, 5e-324):
        x = np.array([[1.0, 3.0], [2.0, 3.0], [4.0, 3.0]]) * scale
        found = bt.bootstrap(x, "mean", n_resamples=50, rng=1, method="percentile",
                             confidence_level=0.5, keep="replicates")  # fmt: skip
        expected = np.array([found.replay(i).mean(axis=0) for i in range(50)])
        np.testing.assert_allclose(found.replicates, expected, rtol=1e-14, atol=5e-324)


def test_a_column_without_a_value_is_named():
    x = table(9, 4)
    x[:, 2] = 3.0
    with pytest.raises(bt.errors.StatisticError, match="NaN in component 2 on the data"):
        bt.permutation_test((x, x + 0.0), "welch_t")


def test_intervals_are_those_of_single_columns():
    x = table(20, 9)
    found = bt.bootstrap(x, "mean", n_resamples=999, rng=1).interval("bca")
    for j in (0, 4, 8):
        alone = bt.bootstrap(x[:, j].copy(), "mean", n_resamples=999, rng=1).interval("bca")
        assert found.low[j] == pytest.approx(alone.low, rel=1e-10)
        assert found.high[j] == pytest.approx(alone.high, rel=1e-10)


@dataclasses.dataclass(frozen=True, eq=False)
class _Unheard:
    """A scheme that this part of bootes does not know: its resamples are drawn whole."""

    inner: object

    kind, fill, total = "unheard of", None, None
    source, layout = np.zeros(1), np.zeros(1, np.int64)

    @property
    def offsets(self):
        return self.inner.offsets

    def draw(self, key, start, stop, out):
        self.inner.draw(key, start, stop, out)
        if start <= 5 < stop:
            return (Failure(5, "ArithmeticError", "no sample"),)
        return ()


@pytest.mark.parametrize("name", ["mean", "median", "welch_t"])
@pytest.mark.parametrize("largest", [False, True])
def test_any_scheme_will_do(name, largest):
    data = tables_for(name, (11, 7) if name in TWO else (11,), 5)
    samples = as_samples(data if len(data) > 1 else data[0]).samples
    statistic = as_statistic(bt.max_abs(name) if largest else name, original(samples))
    sampler = iid(samples)
    found = statistic.evaluate(_Unheard(sampler), KEY, 0, 90)
    expected = statistic.evaluate(sampler, KEY, 0, 90).values
    assert [failure.replicate for failure in found.failures] == [5]
    assert np.isnan(found.values[5]).all()
    kept = np.arange(90) != 5
    np.testing.assert_allclose(found.values[kept], expected[kept], rtol=1e-12, atol=1e-14)


def test_identities_tell_columns_apart():
    def identity(name, columns):
        samples = as_samples(table(5, columns)).samples
        return str(as_statistic(name, original(samples)).identity())

    assert len({identity("mean", 3), identity("mean", 4), identity("median", 3)}) == 3


def test_no_warning_about_columns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bt.bootstrap(table(9, 4), "mean", n_resamples=100, rng=1)


@pytest.mark.parametrize(
    ("statistic", "reason"),
    [
        ("mean", "built-in sums of drawn rows"),
        (bt.max_abs("welch_t"), "built-in sums of drawn rows, the largest"),
        (functools.partial(np.mean, axis=0), "recognised as 'mean': sums of drawn rows"),
        ("median", "built-in kernel, column by column"),
    ],
)
def test_the_reason_says_how_the_columns_are_computed(statistic, reason):
    data = tables_for("welch_t", (11, 7), 3) if "largest" in reason else table(11, 3)
    assert as_statistic(statistic, original(as_samples(data).samples)).reason == reason
