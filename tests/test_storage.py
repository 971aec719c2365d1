"""``extend``: the result of a run from the start, without computing its first part again."""

from __future__ import annotations

import dataclasses
import functools

import numba
import numpy as np
import pytest

import bootes as bt
from bootes._resolve import planning
from bootes.errors import DataError, InputError, InputTypeError, StatisticError
from tests.core.test_run import everything
from tests.engines.named import HERE

X = np.random.default_rng(1).lognormal(size=40)
Y = np.random.default_rng(2).lognormal(0.3, size=30)
ROWS = np.column_stack([X[:30], Y])
FRAME = {"a": X[:30], "b": Y, "g": np.repeat(["u", "v"], 15)}
COUNTS = np.random.default_rng(3).poisson(4.0, 50) * np.random.default_rng(4).integers(0, 3, 50)


def fails_often(x):
    if x[0] > 2.0:
        raise ValueError("a large first value")
    return float(np.median(x))


def mle(x):
    return [x.mean(), x.std()]


def draw(params, size, rng):
    return rng.normal(*params, size=size)


@numba.njit
def compiled(x):
    return np.array([x.mean(), x.max()])


OWN = bt.Model.from_functions(mle, draw, parameters=("mu", "sigma"))
BOOT = functools.partial(bt.bootstrap, rng=5)
TEST = functools.partial(bt.permutation_test, rng=5, method="montecarlo")
FIT = functools.partial(bt.fit, rng=5)
VERBS = {
    "kernel": functools.partial(BOOT, X, "mean"),
    "two samples": functools.partial(BOOT, (X, Y), "welch_t"),
    "paired": functools.partial(BOOT, (X[:30], Y), "pearson"),
    "rows": functools.partial(BOOT, ROWS, lambda m: m.mean(axis=0)),
    "compiled": functools.partial(BOOT, X, compiled),
    "vectorized": functools.partial(BOOT, X, lambda x, axis: np.ptp(x, axis=axis)),
    "python": functools.partial(BOOT, X, lambda x: {"q": np.quantile(x, 0.3), "s": x.std()}),
    "failures": functools.partial(BOOT, X, fails_often, on_error="omit"),
    "columns": functools.partial(BOOT, FRAME, "median", columns=["a", "b"], by="g"),
    "statistics": functools.partial(BOOT, X, ["mean", "std"]),
    "test": functools.partial(TEST, (X, Y)),
    "test of two": functools.partial(TEST, (X, Y), lambda a, b: [a.mean() - b.mean(), a.max()]),
    "fit": functools.partial(FIT, COUNTS, scheme="iid"),
    "parametric fit": functools.partial(FIT, {"a": COUNTS, "b": COUNTS[::-1] + 1}),
    "own model": functools.partial(FIT, X, OWN),
}
KEEPS = ("replicates", "sketch", "tails")


def members(result):
    """The results of a mapping, the bootstraps of fits: what has a run."""
    found = result.values() if isinstance(result, bt.ResultMapping) else [result]
    return [one.bootstrap if isinstance(one, bt.FitResult) else one for one in found]


def facts(one):
    """Everything that a result says but where it ran."""
    told = {
        name: str(getattr(one, name))
        for name in ("n_resamples", "failures", "failed", "warnings", "n_boundary", "n_ties")
        if hasattr(one, name)
    }
    provenance = {k: v for k, v in one.provenance.items() if k != "execution"}
    kept = one._kept
    moments = kept.moments.tobytes() if one._options["keep"] == "sketch" else b""
    shown = repr(one).rpartition("made by")[0]
    state = (everything(kept.run) if kept.values is None else kept.values.tobytes(), moments)
    return told, provenance, kept.tails, state, shown


@pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")
@pytest.mark.parametrize("keep", KEEPS)
@pytest.mark.parametrize("name", VERBS)
def test_it_is_the_result_of_a_run_from_the_start(name, keep):
    call = VERBS[name]
    short = call(n_resamples=300, keep=keep)
    before = [everything(one._kept.run) for one in members(short)]
    long = bt.extend(short, 1_100, engine="threads", n_jobs=2)
    whole = call(n_resamples=1_100, keep=keep)
    assert type(long) is type(whole)
    for ours, theirs in zip(members(long), members(whole), strict=True):
        assert facts(ours) == facts(theirs)
        if isinstance(ours, bt.BootstrapResult) and keep != "tails":
            for method in ("bca", "percentile", "normal"):
                mine, other = ours.interval(method), theirs.interval(method)
                np.testing.assert_array_equal([*mine, *mine.error], [*other, *other.error])
        if isinstance(ours, bt.PermutationResult):
            assert str(ours.pvalue_interval) == str(theirs.pvalue_interval)
            assert str(ours.pvalue) == str(theirs.pvalue)
    assert [everything(one._kept.run) for one in members(short)] == before


@pytest.mark.parametrize("engine", HERE)
def test_on_every_engine(engine):
    n_jobs = None if engine == "serial" else 2
    long = bt.extend(VERBS["python"](n_resamples=300), 2_000, engine=engine, n_jobs=n_jobs)
    assert facts(long) == facts(VERBS["python"](n_resamples=2_000))
    assert long.provenance["execution"]["engine"] == engine


@pytest.mark.parametrize("name", ["kernel", "python", "failures", "test of two"])
def test_replicates_beyond_the_budget_become_a_sketch(name, monkeypatch):
    """As in a run from the start: tails, moments and bins of all of them."""
    monkeypatch.setattr(planning, "_KEPT_BYTES", 16 * 600)
    short = VERBS[name](n_resamples=500)
    assert short._kept.values is not None
    long = bt.extend(short, 1_500)
    assert long._kept.values is None
    assert facts(long) == facts(VERBS[name](n_resamples=1_500))
    assert facts(bt.extend(long, 2_000)) == facts(VERBS[name](n_resamples=2_000))


def test_bins_are_of_the_whole_first_block():
    """Even where the first run ended in it."""
    short = bt.bootstrap(X, "mean", n_resamples=100, keep="sketch", rng=1)
    whole = bt.bootstrap(X, "mean", n_resamples=900, keep="sketch", rng=1)
    assert facts(bt.extend(short, 900)) == facts(whole)


def test_the_jackknife_is_that_of_the_number_of_resamples():
    """Groups of rows where there are more rows than resamples; single rows afterwards."""
    short = bt.bootstrap(X, "std", n_resamples=39, rng=1)
    assert "groups" in short.provenance["jackknife"]
    short.interval(confidence_level=0.5)
    long = bt.extend(short, 999)
    assert facts(long) == facts(bt.bootstrap(X, "std", n_resamples=999, rng=1))
    assert bt.extend(long, 1_999)._acceleration is long._acceleration


def test_few_permutations_have_the_tolerance_of_many():
    for statistic in ("welch_t", lambda a, b: a.mean() / b.mean()):
        short, whole = (TEST((X, Y), statistic, n_resamples=n) for n in (3, 500))
        assert facts(bt.extend(short, 500)) == facts(whole)


def test_replay_of_an_extended_result():
    long = bt.extend(VERBS["python"](n_resamples=300), 900)
    for i in (0, 299, 300, 899):
        resample = long.replay(i)
        assert tuple(long.replicates[i]) == (np.quantile(resample, 0.3), resample.std())
    with pytest.raises(InputError, match="0 to 899"):
        long.replay(900)


@pytest.mark.parametrize("n", [300, 299])
def test_a_result_is_not_made_shorter(n):
    with pytest.raises(InputError, match=f"n_resamples={n} is not more than the 300"):
        bt.extend(VERBS["kernel"](n_resamples=300), n)
    with pytest.raises(InputError, match="the 300 resamples of "):
        bt.extend(VERBS["columns"](n_resamples=300), n)


def test_an_exact_test_has_all_there_are():
    exact = bt.permutation_test((X[:4], Y[:4]))
    with pytest.raises(InputError, match="is exact: it has all 70 arrangements"):
        bt.extend(exact, 999)


def test_a_monte_carlo_test_stays_one():
    short = TEST((X[:4], Y[:4]), n_resamples=50)
    long = bt.extend(short, 500)
    assert not long.exact
    assert long.pvalue == TEST((X[:4], Y[:4]), n_resamples=500).pvalue


def test_fits_without_a_bootstrap():
    with pytest.raises(InputError, match="no replicates to begin with"):
        bt.extend(FIT(COUNTS, n_resamples=0), 99)
    at_boundary = FIT(np.array([2, 3, 2, 3, 2]), n_resamples=99)
    assert at_boundary.status.startswith("the estimate is at a boundary")
    assert bt.extend(at_boundary, 999) is at_boundary


@pytest.mark.parametrize("what", [None, 5, "result", X])
def test_what_is_no_result_is_refused(what):
    with pytest.raises(InputTypeError, match="is not a result of bootes"):
        bt.extend(what, 999)


@pytest.mark.parametrize(
    ("options", "error"),
    [({"engine": "thread"}, "Did you mean 'threads'"), ({"progress": 1}, "progress=1")],
)
def test_options_are_checked(options, error):
    with pytest.raises(InputError, match=error):
        bt.extend(VERBS["kernel"](n_resamples=300), 999, **options)


GIVEN = {
    "kernel": (X, "mean", np.mean),
    "two samples": ((X, Y), "welch_t", "welch_t"),
    "paired": ((X[:30], Y), "pearson", "pearson"),
    "compiled": (X, compiled, compiled),
    "failures": (X, fails_often, fails_often),
    "test": ((X, Y), "mean_difference", "mean_difference"),
    "fit": (COUNTS, "negative_binomial", "negative_binomial"),
    "own model": (X, OWN, bt.Model.from_functions(mle, draw, parameters=("mu", "sigma"))),
}


@pytest.mark.parametrize("name", GIVEN)
def test_data_and_statistic_may_be_given_again(name):
    data, _, statistic = GIVEN[name]
    short = VERBS[name](n_resamples=300)
    again = tuple(part.copy() for part in data) if isinstance(data, tuple) else data.copy()
    long = bt.extend(short, 600, data=again, statistic=statistic)
    assert facts(members(long)[0]) == facts(members(VERBS[name](n_resamples=600))[0])


@pytest.mark.parametrize("name", GIVEN)
def test_other_data_are_refused(name):
    data = GIVEN[name][0]
    parts = data if isinstance(data, tuple) else (data,)
    other = tuple(part + (np.arange(len(part)) == 3) for part in parts)
    short = VERBS[name](n_resamples=300)
    with pytest.raises(DataError, match="data differ"):
        bt.extend(short, 600, data=other if isinstance(data, tuple) else other[0])


@pytest.mark.parametrize("name", GIVEN)
def test_another_statistic_is_refused(name):
    other = {"fit": "poisson", "own model": bt.Model.from_functions(np.mean, draw)}
    other |= {"two samples": "rank_sum", "paired": lambda a, b: 0.5, "test": "rank_sum"}
    short = VERBS[name](n_resamples=300)
    with pytest.raises(InputError, match="statistic differs"):
        bt.extend(short, 600, statistic=other.get(name, lambda x: float(x[0])))


def test_data_of_a_frame_may_be_given_again():
    short, whole = (VERBS["columns"](n_resamples=n) for n in (300, 600))
    long = bt.extend(short, 600, data=FRAME)
    assert list(map(facts, members(long))) == list(map(facts, members(whole)))
    one = bt.extend(short["u", "b"], 600, data=FRAME)
    assert facts(one) == facts(whole["u", "b"])


def test_other_frames_are_refused():
    short = VERBS["columns"](n_resamples=300)
    with pytest.raises(DataError, match="data differ"):
        bt.extend(short, 600, data={**FRAME, "b": FRAME["b"] + 1.0})
    with pytest.raises(DataError, match=r"no column or group \('v', 'a'\)"):
        bt.extend(short, 600, data={**FRAME, "g": np.repeat(["u", "w"], 15)})
    with pytest.raises(DataError, match="data differ"):
        bt.extend(short, 600, data={**FRAME, "g": np.repeat(["u", "v"], [14, 16])})


def test_a_failure_names_its_unit_and_keeps_what_is_done():
    limits = [1e9]

    def late(x):
        if x.mean() > limits[0]:
            raise ValueError("too large")
        return x.mean()

    short = bt.bootstrap({"a": X[:30], "b": Y}, late, n_resamples=300, rng=1)
    limits[0] = max(one.replicates.max() for one in short.values())
    with pytest.raises(StatisticError, match="of 5000 resamples were finished") as caught:
        bt.extend(short, 5_000)
    assert caught.value.__notes__ == ["In unit 'b'."] or caught.value.__notes__ == ["In unit 'a'."]
    assert short["b"].n_resamples == 300


def test_an_extension_of_auto_is_that_of_its_number():
    auto = bt.bootstrap(X, "mean", n_resamples="auto", tolerance=0.1, rng=1)
    long = bt.extend(auto, 20_000)
    assert long.precision is None
    assert facts(long) == facts(bt.bootstrap(X, "mean", n_resamples=20_000, rng=1))


def test_results_are_plain_data():
    """Nothing of the first result is shared that a merge would change."""
    short = VERBS["kernel"](n_resamples=300)
    long = bt.extend(short, 600)
    assert not np.shares_memory(short.replicates, long.replicates)
    assert dataclasses.replace(long).n_resamples == 600
