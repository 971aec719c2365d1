from __future__ import annotations

import functools

import numpy as np
import pytest

import bootes as bt
from bootes._core.fingerprint import fingerprint

SCALE = 2.0


def shifted(by):
    return lambda x: x.mean() + by


def with_global(x):
    return SCALE * x.mean()


def source(text):
    names = {"np": np}
    exec(text, names)
    return names["f"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.arange(3.0), np.arange(3)),
        (np.arange(6.0), np.arange(6.0).reshape(2, 3)),
        (1, 1.0),
        ((1, 2), [1, 2]),
        ({"a": 1}, {"b": 1}),
        (shifted(1), shifted(2)),
        (functools.partial(np.var, ddof=1), functools.partial(np.var, ddof=0)),
        (np.mean, np.median),
        (source("def f(x):\n    return x + 1"), source("def f(x):\n    return x + 2")),
        (source("def f(x, a=1):\n    return a"), source("def f(x, a=2):\n    return a")),
        (source("def f(x):\n    return x.min()"), source("def f(x):\n    return x.max()")),
    ],
)
def test_what_changes_numbers_changes_the_fingerprint(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_a_global_that_is_named_is_part_of_a_function(monkeypatch):
    before = fingerprint(with_global)
    monkeypatch.setitem(with_global.__globals__, "SCALE", 3.0)
    assert fingerprint(with_global) != before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (shifted(1), shifted(1)),
        (source("def f(x):\n    return x + 1"), source("\n\n\ndef f(x):\n    return x + 1")),
        (np.arange(4.0), np.arange(8.0)[::2] / 2),
    ],
)
def test_where_it_is_written_does_not(one, other):
    assert fingerprint(one) == fingerprint(other)


def test_a_function_that_names_itself_ends():
    def recursive(x):
        return recursive(x - 1) if x else 0

    assert len(fingerprint(recursive)) == 32


def test_users_functions_inside_a_model_count():
    """A model is an object with slots, which hold its two functions."""

    def of(by):
        model = bt.Model.from_functions(
            lambda x: [x.mean() + by], lambda params, size, rng: rng.normal(*params, 1.0, size)
        )
        found = bt.fit(np.arange(9.0), model, n_resamples=50, rng=1)
        return found.provenance["fingerprint"]

    assert of(1) == of(1)
    assert of(1) != of(2)


def test_a_plan_is_its_data_statistic_scheme_seed_and_not_its_execution():
    x = np.arange(12.0)
    of = {
        "same": bt.bootstrap(x, "mean", rng=1),
        "longer": bt.bootstrap(x, "mean", rng=1, n_resamples=20_000),
        "threads": bt.bootstrap(x, "mean", rng=1, engine="threads", n_jobs=2),
        "data": bt.bootstrap(x + 1, "mean", rng=1),
        "seed": bt.bootstrap(x, "mean", rng=2),
        "statistic": bt.bootstrap(x, "median", rng=1),
        "failures": bt.bootstrap(x, "mean", rng=1, on_error="omit"),
    }
    prints = {name: result.provenance["fingerprint"] for name, result in of.items()}
    assert prints["same"] == prints["longer"] == prints["threads"]
    assert len(set(prints.values())) == 5
