"""Python callables: one by one and in blocks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bootes._resolve.samples import as_samples
from bootes._streams import Seed
from bootes.errors import StatisticError
from bootes.protocols import BLOCK
from bootes.schemes.iid import iid
from bootes.schemes.jackknife import jackknife
from bootes.schemes.original import original
from bootes.schemes.parametric import generated
from bootes.schemes.permutation import arrangements
from bootes.statistics import python as module
from bootes.statistics.python import as_row, block_width, component_names
from bootes.statistics.resolve import as_statistic
from tests.oracles import naive

KEY = Seed(90).key("resample")
X, Y = np.random.default_rng(1).normal(size=(2, 10))
SAMPLES = as_samples(X).samples


def python(function, samples=SAMPLES):
    return as_statistic(function, original(samples), vectorized=False, compile=False)


def vectorized(function, samples=SAMPLES):
    return as_statistic(function, original(samples), vectorized=True, compile=False)


def resample(i):
    return naive.samples(KEY, i, [X])[0]


class TestArguments:
    def test_each_call_gets_the_resample(self):
        seen = []

        def statistic(x):
            seen.append(x.copy())
            return x[0]

        found = python(statistic).evaluate(iid(SAMPLES), KEY, 3, 9)
        assert [x.tolist() for x in seen[1:]] == [resample(i).tolist() for i in range(3, 9)]
        assert found.values[:, 0].tolist() == [resample(i)[0] for i in range(3, 9)]

    def test_they_may_be_overwritten(self):
        def overwriting(x):
            x.sort()
            x *= 2
            return x[0]

        before = X.copy()
        found = python(overwriting).evaluate(iid(SAMPLES), KEY, 0, 50)
        assert found.values[:, 0].tolist() == [2 * resample(i).min() for i in range(50)]
        assert X.tobytes() == before.tobytes()
        assert SAMPLES.values[:-1].tobytes() == before.tobytes()

    def test_integers_stay_integers(self):
        samples = as_samples(np.array([1, 2, 3, 5])).samples
        kinds = set()

        def statistic(x):
            kinds.add(x.dtype)
            return x[0]

        python(statistic, samples).evaluate(iid(samples), KEY, 0, 5)
        vectorized(lambda x, axis: (statistic(x), x[:, 0])[1], samples).evaluate(
            iid(samples), KEY, 0, 5
        )
        assert kinds == {np.dtype(np.int64)}

    def test_rows_are_a_matrix(self):
        matrix = np.column_stack([X, Y])
        samples = as_samples(matrix).samples
        found = python(lambda rows: rows[0], samples).evaluate(iid(samples), KEY, 0, 5)
        expected = [[c[0] for c in naive.paired_rows(KEY, i, [X, Y])] for i in range(5)]
        assert found.values.tolist() == expected

    def test_a_view_that_is_returned_is_copied(self):
        found = python(lambda x: x[:3]).evaluate(iid(SAMPLES), KEY, 0, 300)
        assert found.values.tolist() == [resample(i)[:3].tolist() for i in range(300)]


class TestFailures:
    def failing(self, x):
        if x[0] > 0.8:
            raise ValueError("large")
        return x[0]

    def test_a_failure_is_at_its_replicate(self):
        found = python(self.failing).evaluate(iid(SAMPLES), KEY, 100, 400)
        failed = [failure.replicate for failure in found.failures]
        assert failed == [i for i in range(100, 400) if resample(i)[0] > 0.8]
        assert (np.flatnonzero(np.isnan(found.values[:, 0])) + 100).tolist() == failed
        assert {(f.kind, f.message) for f in found.failures} == {("ValueError", "large")}
        assert isinstance(found.failures[0].cause, ValueError)

    def test_another_shape_is_a_failure(self):
        changing = python(lambda x: x[: 2 if x[0] < 0.8 else 1])
        found = changing.evaluate(iid(SAMPLES), KEY, 0, 100)
        failed = [failure.replicate for failure in found.failures]
        assert failed == [i for i in range(100) if resample(i)[0] >= 0.8]
        assert {failure.kind for failure in found.failures} == {"StatisticError"}

    @pytest.mark.parametrize("exception", [KeyboardInterrupt, SystemExit])
    def test_what_ends_a_program_passes_through(self, exception):
        def ending(x):
            if (x != X).any():
                raise exception
            return 0.0

        for make in (python, lambda f: vectorized(lambda x, axis: [f(v) for v in x])):
            with pytest.raises(exception):
                make(ending).evaluate(iid(SAMPLES), KEY, 0, 10)


class TestRows:
    @pytest.mark.parametrize(
        ("value", "names", "row"),
        [
            (3, None, [3.0]),
            (np.float32(2.5), None, [2.5]),
            (np.array(2.0), None, [2.0]),
            (True, None, [1.0]),
            ([1, 2], ("0", "1"), [1.0, 2.0]),
            ((1.0,), ("0",), [1.0]),
            ({"a": 1, "b": np.inf}, ("a", "b"), [1.0, np.inf]),
        ],
    )
    def test_values_become_rows(self, value, names, row):
        assert component_names(value) == names
        assert as_row(value, names).tolist() == row

    @pytest.mark.parametrize(
        ("value", "names"),
        [
            (None, None),
            ([1.0], None),
            (1.0, ("0",)),
            ([1.0, 2.0], ("0",)),
            ({"b": 1.0}, ("a",)),
            ({"b": 1.0, "a": 2.0}, ("a", "c")),
            ({"b": 1.0, "a": 2.0}, ("a",)),
            ({"b": 1.0, "a": 2.0}, ("0", "1")),
            ({"1": 1.0, 1: 2.0}, ("1", "2")),
            ([[1.0, 2.0], [3.0]], ("0", "1")),
            ([[1.0, 2.0]], ("0", "1")),
            (object(), None),
            ([1.0, [2.0]], ("0", "1")),
            ([1.0, None], ("0", "1")),
            (1j, None),
        ],
    )
    def test_what_does_not_fit_is_refused(self, value, names):
        with pytest.raises(StatisticError, match=r"the statistic returned|one-dimensional"):
            as_row(value, names)

    @pytest.mark.parametrize("make", [dict, pd.Series])
    def test_names_in_another_order_are_read_by_name(self, make):
        assert as_row(make({"b": 1.0, "a": 2.0}), ("a", "b")).tolist() == [2.0, 1.0]

        def turning(x):
            pairs = {"first": x[0], "mean": x.mean()}
            return make(pairs if x[0] < 0.8 else dict(reversed(pairs.items())))

        found = python(turning).evaluate(iid(SAMPLES), KEY, 0, 100)
        assert not found.failures
        assert found.values.tolist() == [[resample(i)[0], resample(i).mean()] for i in range(100)]
        assert {resample(i)[0] < 0.8 for i in range(100)} == {True, False}

    @pytest.mark.parametrize("value", [[[1, 2], [3]], [1.0, [2.0]], ((1, 2), 3)])
    def test_rows_of_different_lengths_are_no_value(self, value):
        with pytest.raises(StatisticError, match="it must return a number"):
            component_names(value)


class TestVectorized:
    def test_blocks_are_whole_whatever_is_asked_for(self):
        shapes = set()

        def statistic(x, axis):
            shapes.add(x.shape)
            return x.mean(axis=axis)

        form = vectorized(statistic)
        shapes.clear()
        for start, stop in [(0, 1), (255, 257), (300, 700)]:
            form.evaluate(iid(SAMPLES), KEY, start, stop)
        assert shapes == {(BLOCK, 10)}

    @pytest.mark.parametrize("n", [10, 40_000, 10**6, 10**8])
    def test_the_width_follows_from_n_alone(self, n):
        """The largest power of two up to 256 whose scratch fits 64 MB, and at least 1."""

        class Sampler:
            offsets = np.array([0, n])

        width = block_width(Sampler)
        assert width in {2**k for k in range(9)}
        assert width == 1 or width * n * 8 <= 64 * 2**20
        assert width == 256 or 2 * width * n * 8 > 64 * 2**20

    def test_narrow_blocks_give_the_same_values(self, monkeypatch):
        form = vectorized(lambda x, axis: np.sort(x, axis=axis)[..., 3])
        wide = form.evaluate(iid(SAMPLES), KEY, 100, 700).values
        monkeypatch.setattr(module, "_SCRATCH_BYTES", 8 * 10 * 40)
        assert block_width(iid(SAMPLES)) == 32
        narrow = form.evaluate(iid(SAMPLES), KEY, 100, 700).values
        assert narrow.tobytes() == wide.tobytes()

    @pytest.mark.parametrize("make", [jackknife, arrangements])
    def test_beyond_the_end_of_an_enumeration_it_starts_over(self, make):
        """No value but those of the range comes out, and no resample beyond the last one."""
        samples = as_samples((X[:4], Y[:3])).samples
        found = make(samples)
        sampler = found[0] if isinstance(found, tuple) else found
        form = vectorized(lambda x, y, axis: x.sum(axis=axis) - y.sum(axis=axis), samples)
        twin = python(lambda x, y: x.sum() - y.sum(), samples)
        values = form.evaluate(sampler, KEY, 0, sampler.total)
        expected = twin.evaluate(sampler, KEY, 0, sampler.total)
        assert len(values.values) == sampler.total
        assert values.values == pytest.approx(expected.values, rel=1e-14)

    def test_failures_are_found_one_by_one_and_only_inside_the_range(self):
        def statistic(x, axis):
            first = x[:, 0].copy()
            x[:] = 0.0  # what is tried again must be drawn again
            if (first > 0.8).any():
                raise ValueError("large")
            return first

        found = vectorized(statistic, as_samples(np.minimum(X, 0.8)).samples).evaluate(
            iid(SAMPLES), KEY, 100, 400
        )
        failed = [failure.replicate for failure in found.failures]
        assert failed == [i for i in range(100, 400) if resample(i)[0] > 0.8]
        assert (np.flatnonzero(np.isnan(found.values[:, 0])) + 100).tolist() == failed
        kept = [i for i in range(100, 400) if i not in failed]
        assert found.values[[i - 100 for i in kept], 0].tolist() == [resample(i)[0] for i in kept]

    def test_failed_draws_are_nan_and_counted_once(self):
        def draw(rng):
            if rng.random() < 0.05:
                raise ArithmeticError("no sample")
            return rng.normal(size=10)

        def counting(x, axis):
            if np.nanmin(x) < -3.5:
                raise ValueError("small")
            return (x > 0).sum(axis=axis)

        sampler = generated(draw, 10, KEY)
        found = vectorized(counting).evaluate(sampler, KEY, 0, 700)
        numbers = [failure.replicate for failure in found.failures]
        assert len(numbers) == len(set(numbers))
        assert sorted(numbers) == np.flatnonzero(np.isnan(found.values[:, 0])).tolist()
        kinds = {failure.kind for failure in found.failures}
        assert kinds == {"ArithmeticError", "ValueError"}

    @pytest.mark.parametrize(
        "function",
        [
            lambda x, axis: x,
            lambda x, axis: x.mean(axis=0),
            lambda x, axis: x.mean(),
            lambda x, axis: None,
        ],
    )
    def test_another_shape_is_refused(self, function):
        with pytest.raises(StatisticError):
            vectorized(function)

    def test_a_read_only_result_is_taken(self):
        form = vectorized(lambda x, axis: np.broadcast_to(3.0, x.shape[:1]))
        assert set(form.evaluate(iid(SAMPLES), KEY, 0, 300).values[:, 0]) == {3.0}
