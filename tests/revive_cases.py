"""Calls, and what their results are to be given again once they have been loaded."""

from __future__ import annotations

import functools
import pickle

import numpy as np

import bootes as bt
from tests.test_storage import (
    BOOT,
    COUNTS,
    FIT,
    FRAME,
    OWN,
    ROWS,
    TEST,
    VERBS,
    X,
    Y,
    compiled,
    facts,
    fails_often,
    members,
)

W = np.random.default_rng(7).uniform(0.5, 2.0, size=40)
LABELLED = {"y": np.concatenate([X, Y]), "z": np.concatenate([X, Y]) ** 2,
            "g": np.repeat(["x", "y"], [40, 30]), "w": np.linspace(1.0, 2.0, 70)}  # fmt: skip


def shifted(x, by, scale=1.0):
    return float(np.median(x) * scale + by)


def of_rows(frame):
    return frame["a"].mean() - frame["b"].mean()


def of_groups(one, two):
    return one["y"].mean() - two["y"].mean()


ptp = functools.partial(lambda x, axis: np.ptp(x, axis=axis))
two = VERBS["test of two"].args[1]
rows_mean = VERBS["rows"].args[1]
python = VERBS["python"].args[1]
vectorized = VERBS["vectorized"].args[1]

# How it is called, and what a loaded one is to be given again.
CALLS = {
    "kernel": (VERBS["kernel"], {"data": X}),
    "list": (VERBS["kernel"], {"data": X.tolist()}),
    "two samples": (VERBS["two samples"], {"data": (X, Y)}),
    "paired": (VERBS["paired"], {"data": (X[:30], Y)}),
    "paired function": (
        functools.partial(BOOT, (X[:30], Y), lambda a, b: a @ b, paired=True),
        {"data": (X[:30], Y), "statistic": lambda a, b: a @ b},
    ),
    "rows": (VERBS["rows"], {"data": ROWS, "statistic": rows_mean}),
    "compiled": (VERBS["compiled"], {"data": X, "statistic": compiled}),
    "not compiled": (
        functools.partial(BOOT, X, np.std, compile=False),
        {"data": X, "statistic": np.std},
    ),
    "vectorized": (VERBS["vectorized"], {"data": X, "statistic": vectorized}),
    "python": (VERBS["python"], {"data": X, "statistic": python}),
    "failures": (VERBS["failures"], {"data": X, "statistic": fails_often}),
    "args": (
        functools.partial(BOOT, X, shifted, args=(0.5,), kwargs={"scale": 2}),
        {"data": X, "statistic": shifted},
    ),
    "columns": (VERBS["columns"], {"data": FRAME}),
    "columns by iterator": (
        lambda **o: BOOT(FRAME, "mean", columns=iter(["b", "a"]), **o),
        {"data": FRAME},
    ),
    "statistics": (VERBS["statistics"], {"data": X}),
    "statistics of both kinds": (
        functools.partial(BOOT, X, {"m": "mean", "f": fails_often}, on_error="omit"),
        {"data": X, "statistic": {"m": "mean", "f": fails_often}},
    ),
    "frames": (
        functools.partial(BOOT, FRAME, of_rows, as_frame=True, columns=["a", "b"], by="g"),
        {"data": FRAME, "statistic": of_rows},
    ),
    "weights": (functools.partial(BOOT, X, "mean", weights=W), {"data": X, "weights": W}),
    "weights of a column": (
        functools.partial(BOOT, LABELLED, "mean", weights="w"), {"data": LABELLED}
    ),
    "missing": (
        functools.partial(BOOT, np.append(X, np.nan), "mean", nan_policy="omit"),
        {"data": np.append(X, np.nan)},
    ),
    "max_abs": (
        functools.partial(TEST, (ROWS[:15], ROWS[15:]), bt.max_abs("mean_difference")),
        {"data": (ROWS[:15], ROWS[15:]), "statistic": bt.max_abs("mean_difference")},
    ),
    "test": (VERBS["test"], {"data": (X, Y)}),
    "auto test": (functools.partial(bt.permutation_test, (X, Y), rng=5), {"data": (X, Y)}),
    "doubled": (
        functools.partial(TEST, (X, Y), two_sided="doubled", tie_tolerance=1e-9),
        {"data": (X, Y)},
    ),
    "test of two": (VERBS["test of two"], {"data": (X, Y), "statistic": two}),
    "labelled": (
        functools.partial(TEST, LABELLED, value=["y", "z"], group="g", alternative="less"),
        {"data": LABELLED},
    ),
    "one value": (functools.partial(TEST, LABELLED, value="y", group="g"), {"data": LABELLED}),
    "columns as samples": (
        functools.partial(TEST, FRAME, columns=["b", "a"]), {"data": FRAME}
    ),
    "groups as frames": (
        functools.partial(TEST, LABELLED, of_groups, as_frame=True, group="g", columns=["y", "z"]),
        {"data": LABELLED, "statistic": of_groups},
    ),
    "groups of one column": (
        functools.partial(
            TEST, LABELLED, lambda a, b: a["y"].max() - b["y"].max(), as_frame=True, group="g",
            columns="y",
        ),
        {"data": LABELLED, "statistic": lambda a, b: a["y"].max() - b["y"].max()},
    ),
    "fit": (VERBS["fit"], {"data": COUNTS}),
    "parametric fit": (VERBS["parametric fit"], {"data": {"a": COUNTS, "b": COUNTS[::-1] + 1}}),
    "own model": (VERBS["own model"], {"data": X, "statistic": OWN}),
    "boundary": (
        functools.partial(FIT, {"even": np.arange(4) % 2, "odd": np.array([3, 9, 0, 1])}),
        {"data": {"even": np.arange(4) % 2, "odd": np.array([3, 9, 0, 1])}},
    ),
}  # fmt: skip


def labelled(result):
    return result if isinstance(result, bt.ResultMapping) else {None: result}


def with_facts(result):
    return [comparable(one) for one in members(result) if one is not None]


def comparable(one):
    """The facts; what was pickled as values, since pickles tell equal texts apart."""
    *more, (state, moments), shown = facts(one)
    return *more, state if one._kept.values is not None else pickle.loads(state), moments, shown
