"""Statistics that fail, lie or meddle: named, counted, and without effect on the data."""

from __future__ import annotations

import functools
import os
import re
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import bootes as bt
from bootes.errors import EngineError, InputError, StatisticError

MESSAGES = Path(__file__).parent / "golden" / "statistic_messages.txt"
X = np.array([4.1, 5.0, 3.2, 6.3, 4.4, 5.8])
Y = np.array([3.0, 2.0, 5.0, 1.0, 7.0])
VERBS = {
    "bootstrap": lambda f, **options: bt.bootstrap(X, f, rng=1, n_resamples=199, **options),
    "permutation_test": lambda f, **options: bt.permutation_test(
        (X, Y), f, rng=1, n_resamples=199, **options
    ),
}
each_verb = pytest.mark.parametrize("verb", VERBS)


def returns(value):
    def statistic(*samples):
        return value

    return statistic


def later(value):
    """Return a function that is the mean, and for large means the value."""

    def statistic(*samples):
        mean = samples[0].mean()
        return value if mean > 5.2 else mean

    return statistic


def raises(*samples):
    raise ZeroDivisionError("nothing to divide by")


def raises_later(*samples):
    mean = samples[0].mean()
    if mean > 5.2:
        raise ZeroDivisionError("bad luck")
    return mean


def takes_nothing():
    return 1.0


def random(*samples):
    return float(np.random.random())


def crosses(*samples, axis=-1):
    means = samples[0].mean(axis=axis)
    return means - means.mean()


def changes_names(*samples):
    mean = samples[0].mean()
    return {"mean" if mean < 5.2 else "other": mean}


ON_DATA = {
    "None": (returns(None), "returned None"),
    "text": (returns("abc"), "returned 'abc'"),
    "a number as text": (returns("1.5"), "returned '1.5'"),
    "complex": (returns(1 + 2j), r"returned \(1\+2j\)"),
    "complex of NumPy": (returns(np.complex128(1 + 2j)), "complex"),
    "an empty array": (returns(np.array([])), "no components"),
    "an empty dict": (returns({}), "no components"),
    "a matrix": (returns(np.ones((2, 2))), r"shape \(2, 2\)"),
    "dict of lists": (returns({"a": [1, 2]}), r"shape \(1, 2\)"),
    "None in a list": (returns([1.0, None]), "None"),
    "rows of different lengths": (returns([[1, 2], [3]]), r"returned \[\[1, 2\], \[3\]\]"),
    "NaN": (returns(np.nan), "NaN on the data themselves"),
    "a masked value": (returns(np.ma.masked), "NaN|masked"),
    "raises": (raises, r"raised ZeroDivisionError: nothing to divide by on the data .*\(6,\)"),
    "takes nothing": (takes_nothing, "TypeError.* 0 positional arguments"),
    "its own random numbers": (random, "for the same resample"),
    "crosses resamples": (crosses, "in a block and .* alone"),
}
ON_RESAMPLES = {
    "raises": (raises_later, "ZeroDivisionError: bad luck"),
    "NaN": (later(np.nan), "the statistic returned NaN"),
    "None": (later(None), "returned None"),
    "text": (later("x"), "returned 'x'"),
    "another shape": (later([1.0, 2.0]), r"shape \(2,\), and a number on the data"),
    "other names": (changes_names, "the names other, and the names mean on the data"),
}


@each_verb
@pytest.mark.parametrize("name", ON_DATA)
def test_refused_on_the_data(name, verb, monkeypatch):
    monkeypatch.setattr("bootes._core.execute.execute_chunk", lambda *a: pytest.fail("started"))
    statistic, words = ON_DATA[name]
    with pytest.raises(StatisticError, match=words):
        VERBS[verb](statistic)


in_python = pytest.mark.filterwarnings(
    "ignore:.*Numba cannot compile:bootes.errors.PerformanceWarning"
)


@in_python
@each_verb
@pytest.mark.parametrize("name", ON_RESAMPLES)
def test_a_failing_resample_is_named_and_can_be_replayed(name, verb):
    statistic, words = ON_RESAMPLES[name]
    with pytest.raises(StatisticError, match=words) as caught:
        VERBS[verb](statistic)
    message = str(caught.value)
    assert "seed 1," in message
    assert "on_error='omit'" in message
    number = int(message.split("on resample ")[1].split(" ")[0])
    resample = VERBS[verb](lambda *samples: samples[0].mean()).replay(number)
    first = resample if verb == "bootstrap" else resample[0]
    assert first.mean() > 5.2 - 1e-9


def test_the_users_own_exception_is_the_cause():
    with pytest.raises(StatisticError) as caught:
        VERBS["bootstrap"](raises_later)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    with pytest.raises(StatisticError) as caught:
        VERBS["bootstrap"](raises)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


@in_python
@each_verb
@pytest.mark.parametrize("name", ON_RESAMPLES)
def test_omitted_failures_are_counted_and_told(name, verb):
    statistic, _ = ON_RESAMPLES[name]
    r = VERBS[verb](statistic, on_error="omit")
    values = r.replicates if verb == "bootstrap" else r.null
    assert r.n_failed == np.isnan(values).sum() > 0
    assert sum(r.failures.values()) == r.n_failed
    assert len(r.failed) == min(r.n_failed, 20)  # examples
    assert any(f"{r.n_failed} of " in text for text in r.warnings)
    number, _, _ = r.failed[0]
    assert np.isnan(values[number]).all()
    assert f"{r.n_failed}" in str(r)


@each_verb
def test_infinity_is_a_value(verb):
    r = VERBS[verb](later(np.inf))
    assert r.n_failed == 0
    values = r.replicates if verb == "bootstrap" else r.null
    assert np.isinf(values).any()


class Holder:
    """A callable with a lock, which no pickle carries."""

    def __init__(self):
        self.lock = threading.Lock()

    def __call__(self, x):
        return float(x.mean())

    def method(self, x):
        return float(x.mean())


LOCK = threading.Lock()


def of_global(x):
    with LOCK:
        return x.mean()


def of_closure(held):
    def statistic(x):
        with held:
            return x.mean()

    return statistic


def with_argument(held, x):
    return x.mean()


UNPICKLABLE = {
    "closure": (of_closure(LOCK), "closure variable 'held', a lock"),
    "attribute": (Holder(), "attribute 'lock', a lock"),
    "method": (Holder().method, "attribute of its object 'lock', a lock"),
    "argument": (functools.partial(with_argument, LOCK), "argument 0, a lock"),
}


@pytest.mark.parametrize("name", UNPICKLABLE)
def test_what_cannot_be_sent_to_processes_names_the_culprit(name, monkeypatch):
    statistic, words = UNPICKLABLE[name]
    monkeypatch.setattr("bootes.engines.processes.Processes.submit", lambda *a: pytest.fail("sent"))
    with pytest.raises(EngineError, match=f"cannot be sent to other processes.*{words}") as caught:
        VERBS["bootstrap"](statistic, engine="processes")
    assert "engine='threads' or engine='serial'" in str(caught.value)
    assert VERBS["bootstrap"](statistic, engine="threads").n_resamples == 199


@each_verb
def test_a_function_that_writes_into_its_argument_changes_nothing(verb):
    def overwrites(*samples):
        mean = samples[0].mean()
        for sample in samples:
            sample[:] = 1e9
        return mean

    def resizes(*samples):
        mean = samples[0].mean()
        for sample in samples:
            sample.sort()
        return mean

    before = X.copy(), Y.copy()
    expected = VERBS[verb](lambda *samples: samples[0].mean())
    for meddler in (overwrites, resizes):
        r = VERBS[verb](meddler)
        values, wanted = (
            (r.replicates, expected.replicates) if verb == "bootstrap" else (r.null, expected.null)
        )
        np.testing.assert_allclose(values, wanted, rtol=1e-12)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(Y, before[1])


def test_a_function_that_seeds_numpy_changes_no_resample():
    def seeds(x):
        np.random.seed(0)
        return x.mean()

    expected = VERBS["bootstrap"](lambda x: x.mean()).replicates
    np.testing.assert_array_equal(VERBS["bootstrap"](seeds).replicates, expected)


@each_verb
@pytest.mark.parametrize(
    "value", [np.float32(2.5), 3, True, np.array(2.5), np.array([2.5]), pd.Series([1.0, 2.0])]
)
def test_kinds_of_numbers_that_are_taken(value, verb):
    r = VERBS[verb](returns(value), **({"method": "percentile"} if verb == "bootstrap" else {}))
    found = r.estimate if verb == "bootstrap" else r.statistic
    np.testing.assert_array_equal(found, np.asarray(value, float))
    assert np.shape(found) == np.shape(value)


def test_more_replicates_than_memory_holds_are_refused_before_they_are_made():
    with pytest.raises(InputError, match=r"keep='replicates' of n_resamples=1000000000000 .* GiB"):
        bt.bootstrap(X, "mean", n_resamples=10**12, keep="replicates")


def messages():
    for verb, call in VERBS.items():
        for cases in (ON_DATA, ON_RESAMPLES):
            for name, (statistic, _) in cases.items():
                if statistic is random:
                    continue
                with pytest.raises(StatisticError) as caught:
                    call(statistic)
                # How far the run had come depends on the machine.
                told = re.sub(r"\d+ of 199 resamples", "some of 199 resamples", str(caught.value))
                yield f"{verb}: {name}\n    {told}\n"


@in_python
def test_messages_read_as_written_down():
    text = "".join(messages())
    if os.environ.get("BOOTES_WRITE_MESSAGES"):
        MESSAGES.write_text(text, encoding="utf-8")
    assert text.splitlines() == MESSAGES.read_text(encoding="utf-8").splitlines()
