"""Plain functions that bootes compiles, and plain functions that it must leave to Python."""

from __future__ import annotations

import functools
import math
import random
import statistics
from types import SimpleNamespace

import numba
import numpy as np
import pandas as pd
import scipy.stats
from numpy import median as middle

rng = np.random.default_rng(12)
X = rng.gamma(3.0, 1.0, 31)
Y = rng.normal(2.0, 1.0, 31)
Z = rng.normal(size=20)
COUNTS = rng.poisson(4.0, 40)
ROWS = rng.normal(size=(25, 3))
WHOLE_ROWS = rng.poisson(4.0, (25, 2))

SCALE = 0.3
SHARES = np.linspace(0.5, 1.5, 31)
LIMITS = (5.0, 95.0)
MUTABLE = [1.0, 2.0]
HOLDER = SimpleNamespace(scale=2.0)
GENERATOR = np.random.default_rng(0)
LARGE = np.ones(10_000)


def power_mean(a, p=2):
    return np.mean(a**p) ** (1 / p)


@numba.vectorize
def OTHER(x):
    return x + 1.0


def powers_of_three(x):
    product = 1
    for _ in range(50):
        product *= 3
    return product


@numba.njit
def half(x):
    return 0.5 * x.sum()


def total_variation(x):
    total = 0.0
    for i in range(len(x) - 1):
        if x[i] == x[i + 1]:
            continue
        total += abs(x[i + 1] - x[i])
    return total


def until_half(x):
    total, i = 0.0, 0
    while total < 0.5 * x.sum():
        total += x[i]
        i += 1
    return i


def entropy(x):
    return -sum([c / len(x) * math.log(c / len(x)) for c in np.bincount(x) if c > 0])


def moved(by):
    return lambda x: np.median(x) + by


def kept_dtype(x):
    kind = int
    return np.full(3, x[0], dtype=kind).sum()


def with_options(x, *, p=2.0):
    return np.mean(np.abs(x) ** p)


def of_any_number(*samples):
    return samples[0].mean() - samples[1].mean()


def slope(rows):
    first, second = rows[:, 0] - rows[:, 0].mean(), rows[:, 1] - rows[:, 1].mean()
    return (first * second).sum() / (first * first).sum()


def summary(x):
    return {"mean": x.mean(), "spread": x.std(ddof=1), "n": len(x)}


COMPILED = {
    "variation": (X, lambda v: np.std(v, ddof=1) / np.mean(v)),
    "methods": (X, lambda v: v.std(ddof=1) / v.mean()),
    "helper": (X, lambda v: power_mean(v) + power_mean(v, p=3)),
    "numba helper": (X, lambda v: half(v) + 1.0),
    "imported": (X, lambda v: middle(v) + SCALE),
    "closure": (X, moved(2.5)),
    "closure over arrays": (X, (lambda w: lambda v: (w * v).sum())(SHARES)),
    "global array": (X, lambda v: np.average(v, weights=SHARES)),
    "global tuple": (X, lambda v: np.percentile(v, LIMITS[1]) - np.percentile(v, LIMITS[0])),
    "loop": (X, total_variation),
    "while": (X, until_half),
    "several levels": (X, lambda v: np.percentile(v, [2.5, 50.0, 97.5])),
    "interpolated": (X, lambda v: np.quantile(v, 0.37)),
    "trimmed": (X, lambda v: np.sort(v)[3:-3].mean()),
    "mad": (X, lambda v: np.median(np.abs(v - np.median(v)))),
    "geometric": (X, lambda v: np.exp(np.log(v).mean())),
    "skewness": (X, lambda v: ((v - v.mean()) ** 3).mean() / v.std() ** 3),
    "share": (X, lambda v: (v > 2.0).mean()),
    "masked": (X, lambda v: v[v > 2.0].mean()),
    "math": (X, lambda v: math.sqrt(v.var()) + math.pi),
    "condition": (X, lambda v: v.mean() if v.mean() > 3.0 else v.max()),
    "sum of builtins": (X, lambda v: sum(v) / len(v) + max(v) - min(v)),
    "sorted": (X, lambda v: sorted(v)[len(v) // 2]),
    "partial": (X, functools.partial(power_mean, p=2.5)),
    "keyword-only": (X, with_options),
    "range": (X, lambda v: np.ptp(v) / np.max(v)),
    "tuple": (X, lambda v: (v.min(), v.max(), v.size)),
    "list": (X, lambda v: [v.min(), v.max()]),
    "array": (X, lambda v: np.array([v.mean(), v.std()])),
    "dict": (X, lambda v: {"low": v.min(), "high": v.max()}),
    "dict of unlike": (X, summary),
    "truth": (X, lambda v: np.any(v > 9.0)),
    "autocorrelation": (X, lambda v: np.corrcoef(v[:-1], v[1:])[0, 1]),
    "two": ((X, Z), lambda x, y: x.mean() - y.mean()),
    "two, any number": ((X, Z), of_any_number),
    "correlation": ((X, Y), lambda x, y: np.corrcoef(x, y)[0, 1]),
    "covariance": ((X, Y), lambda x, y: np.cov(x, y, ddof=0)[0, 1]),
    "auc": ((X, Z), lambda x, y: (x[:, None] > y[None, :]).mean()),
    "three": ((X, Y, Z), lambda x, y, z: [x.mean() - y.mean(), z.max()]),
    "means of rows": (ROWS, lambda r: np.mean(r, axis=0)),
    "spreads of rows": (ROWS, lambda r: r.std(axis=0, ddof=1)),
    "medians of rows": (ROWS, lambda r: np.median(r, axis=0)),
    "slope of rows": (ROWS, slope),
    "matrix of rows": (ROWS, lambda r: np.linalg.lstsq(r[:, :2], r[:, 2])[0]),
    "covariance of rows": (ROWS, lambda r: np.cov(r.T)[0, 1]),
    "integer rows": (WHOLE_ROWS, lambda r: r[:, 0].sum() / r[:, 1].sum()),
    "rows and vector": ((ROWS, Z), lambda r, z: r[:, 0].mean() - z.mean()),
    "integers": (COUNTS, lambda v: v.var(ddof=1) / v.mean()),
    "integers as indices": (COUNTS, lambda v: np.bincount(v)[0] / len(v)),
    "whole division": (COUNTS, lambda v: v.sum() // len(v) + v[0] % 3),
    "distinct": (COUNTS, lambda v: len(np.unique(v))),
    "entropy": (COUNTS, entropy),
    "cast": (X, lambda v: v.astype(int).mean() + (v > 2.0).astype(float).sum()),
    "cast by keyword": (X, lambda v: (2.0 * v).astype(dtype=int).sum() + v.astype(bool).sum()),
    "dtypes": (X, lambda v: (np.zeros(len(v), dtype=int) + np.ones(len(v), float) * v).sum()),
    "dtype that is kept": (X, kept_dtype),
    "conversions": (
        X,
        lambda v: int(v[0]) + round(v[1]) + sum([one for one in map(int, v)]) + float(len(v)),
    ),
    "rounded": (X, lambda v: round(v.mean(), 2)),
    "isinstance": (X, lambda v: v[0] if isinstance(v[0], float) else 0.0),
}


class Model:
    def __init__(self):
        self.scale = 2.0

    def method(self, x):
        return self.scale * x.mean()

    def __call__(self, x):
        return self.scale * x.mean()


def tries(x):
    try:
        return x.mean()
    except ValueError:
        return 0.0


def imports(x):
    import math

    return math.sqrt(x[0] ** 2)


def assigns(x):
    global SCALE
    SCALE = 0.3
    return x.mean()


def counter():
    n = 0

    def count(x):
        nonlocal n
        n = n + 0
        return x.mean()

    return count


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def recursive(x):
    return x.mean() + factorial(3)


def sets_attribute(x):
    HOLDER.scale = 2.0
    return x.mean()


def defines(x):
    def inner(v):
        return v.mean()

    return inner(x)


def generates(x):
    return sum(v for v in x)


def with_file(x):
    with open("/dev/null"):
        return x.mean()


def keywords(x, **options):
    return x.mean()


# name: (function, words of the reason); no warning, the function is no candidate
LEFT = {
    "pandas": (lambda x: pd.Series(x).mean(), "it uses pandas"),
    "scipy": (lambda x: scipy.stats.skew(x), "it uses scipy"),
    "try": (tries, "it uses try or with"),
    "with": (with_file, "it uses open"),
    "import": (imports, "it imports inside"),
    "global": (assigns, "it assigns to a global variable"),
    "nonlocal": (counter(), "it assigns to a variable around it"),
    "print": (lambda x: print(end="") or x.mean(), "it uses print"),
    "list": (lambda x: x.mean() + MUTABLE[0], "reads 'MUTABLE', a list that may change"),
    "closed list": ((lambda w: lambda x: x.mean() + w[0])([1.0]), "reads 'w', a list"),
    "dict": ((lambda w: lambda x: x.mean() + w["a"])({"a": 1.0}), "reads 'w', a dict"),
    "object": (lambda x: HOLDER.scale * x.mean(), "uses 'HOLDER', a SimpleNamespace"),
    "attribute is set": (sets_attribute, "it sets an attribute"),
    "callable object": (Model(), "it is a Model, not a plain function"),
    "method": (Model().method, "it is a method, not a plain function"),
    "large array": (lambda x: x.mean() + LARGE[0], "array 'LARGE' has 80000 bytes"),
    "recursion": (recursive, "it calls itself"),
    "function inside": (defines, "it defines a function inside"),
    "generator": (generates, "it uses a generator"),
    "attribute": (lambda x: float(x.flags.writeable), "it uses .flags"),
    "keywords": (keywords, "it takes **kwargs"),
    "standard library": (lambda x: statistics.fmean(x), "not compiled: it"),
    "built-in": (math.fsum, "it is a builtin_function_or_method, not a plain function"),
    "getattr": (lambda x: getattr(x, "size") + 0.0, "it uses getattr"),  # noqa: B009
    "masked": (lambda x: np.ma.mean(x), "it uses numpy.ma"),
    "other numba": (lambda x: OTHER(x)[0], "it uses 'OTHER', a DUFunc"),
}
# ... and these with a warning: they look like candidates
REFUSED = {
    "unsupported": (lambda x: np.polyfit(x, x, 1)[0], "Numba cannot compile.*numpy.polyfit"),
    "text": (lambda x: float(f"{x[0]:.3f}"), "Numba cannot compile"),
    "types": (lambda x: "a" if x.mean() < 0 else x.mean(), "Numba cannot compile.*unify"),
    "unpacked array": (lambda x: np.subtract(*np.percentile(x, [75, 25])), "Numba cannot compile"),
    "outer": (lambda x: np.subtract.outer(x, x).max(), "Numba cannot compile.*outer"),
    "histogram": (lambda x: np.histogram(x, bins=5)[0], "compiled it gives .* of one row only"),
    "unstable sort": (
        lambda x: float(np.argsort(np.floor(x))[0]),
        "compiled it gives .* in Python",
    ),
    "too large for int": (lambda x: int(x[0] * 1e19) * 1e-19, "compiled it gives OverflowError"),
    "large whole numbers": (lambda x: powers_of_three(x) * 1.0, "compiled it gives"),
}
RANDOM = {
    "numpy.random": lambda x: x.mean() + np.random.normal(),
    "a generator": lambda x: x.mean() + GENERATOR.normal(),
    "random": lambda x: x.mean() + random.random(),
}
