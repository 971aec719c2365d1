"""Functions in the place of our own kernels: twins, shapes, disk."""

from __future__ import annotations

import subprocess
import sys

import numba
import numpy as np
import pytest

from bootes._kernels import on_disk
from bootes._kernels.automatic import CompilationError, compiled

X = np.random.default_rng(4).gamma(2.0, 2.0, 24)
EDGES = np.array([0, 24])


def value_of(function, p=1, columns=((0, False),), edges=EDGES, **options):
    out = np.empty(p)
    compiled(function, columns, **options)(X.copy(), edges, np.empty(0), out)
    return out if p > 1 else out[0]


def test_a_name_that_is_assigned_twice_stands_for_itself():
    def alias(x):
        tools = np
        share = tools.std(x, ddof=1)
        values = x
        values = values[1:]
        return share + values.mean() + x.std(ddof=1)

    assert value_of(alias) == alias(X)


def test_a_method_that_is_kept_before_it_is_called():
    def kept(x):
        spread = x.std
        return spread(ddof=1) + x.mean(axis=0 if x[0] > 0 else -1)

    assert value_of(kept) == kept(X)


def test_users_own_numba_functions_see_no_twin():
    """Nothing is registered that other functions could see: this stays an error of Numba's."""

    @numba.njit
    def of_the_user(x):
        return np.std(x, ddof=1)

    value_of(lambda x: np.std(x, ddof=1))
    with pytest.raises(numba.core.errors.TypingError):
        of_the_user(X)


@pytest.mark.parametrize(
    ("columns", "edges", "function"),
    [
        (((0, False), (0, True)), [0, 10, 24], lambda x, y: x.sum() + y[0] // 2),
        (((3, False),), [0, 8, 16, 24], lambda r: r[2, 1] + 10 * r.shape[0]),
        (((2, True), (0, False)), [0, 8, 16, 24], lambda r, x: r[1, 1] + x[0]),
        (((0, False),) * 4, [0, 5, 10, 15, 24], lambda a, b, c, d: a[0] - b[1] + c[2] * d[8]),
    ],
)
def test_shapes_of_the_samples(columns, edges, function):
    arrays, first = [], 0
    for width, whole in columns:
        last = first + max(1, width)
        flat = X[edges[first] : edges[last]]
        flat = flat.astype(np.int64) if whole else flat
        arrays.append(flat.reshape(width, -1).T if width else flat)
        first = last
    assert value_of(function, columns=columns, edges=np.array(edges)) == function(*arrays)


def test_extra_arguments_follow_the_samples():
    weights = np.arange(24.0)
    found = value_of(lambda x, w, p: (w * x**p).sum(), extra=(weights, 2.0))
    assert found == (weights * X**2.0).sum()


def test_the_error_tells_what_numba_says():
    with pytest.raises(CompilationError, match=r"unsupported NumPy function 'numpy.polyfit'"):
        value_of(lambda x: np.polyfit(x, x, 1)[0])
    with pytest.raises(CompilationError, match=r"mean\(array\(float64.*keepdims"):
        value_of(lambda x: np.mean(x, keepdims=True))
    with pytest.raises(CompilationError, match="returns"):
        value_of(lambda x: (x, x))


PROGRAM = """
import numpy as np
from bootes._kernels.automatic import compiled
made = compiled(lambda x: np.std(x, ddof=1), ((0, False),), digest="{digest}")
out = np.empty(1)
made(np.arange(9.0), np.array([0, 9]), np.empty(0), out)
print(sum(made.stats.cache_hits.values()), out[0])
"""


def program(tmp_path, digest="0123"):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(digest=digest)],
        capture_output=True, text=True, check=False, timeout=300,
        env={"NUMBA_CACHE_DIR": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    hits, value = done.stdout.split()
    assert float(value) == np.std(np.arange(9.0), ddof=1)
    return int(hits)


def test_the_next_process_finds_it_on_disk(tmp_path):
    assert [program(tmp_path), program(tmp_path), program(tmp_path, "4567")] == [0, 1, 0]
    for file in (tmp_path / "bootes-statistics").glob("0123*.nbc"):
        file.write_bytes(b"damaged")
    assert program(tmp_path) == 0


SEVERAL = """
import sys
import numpy as np
from bootes._kernels.automatic import compiled
from bootes._kernels.loops import loop_builtin
from bootes._kernels.stored import fill_stored
functions = {
    "mean": lambda x: np.mean(x),
    "std": lambda x: np.std(x),
    "max": lambda x: np.max(x) + 1.0,
    "sum": lambda x: x.sum() * 2.0,
}
x, edges = np.arange(9.0) ** 2, np.array([0, 9])
for name in sys.argv[1:]:
    made = compiled(functions[name], ((0, False),), digest=name)
    out, looped = np.empty(1), np.empty((1, 1))
    made(x.copy(), edges, np.empty(0), out)
    loop_builtin(made, np.empty(0), fill_stored, np.zeros(2, np.uint64), 0, 1, x,
                 np.array([0]), edges, np.empty(9), looped, np.empty(1, np.int64))
    assert out[0] == looped[0, 0] == functions[name](x), name
    print(sum(made.stats.cache_hits.values()))
"""


def test_functions_of_one_name_are_not_taken_for_each_other(tmp_path):
    """Whatever other processes compiled, and in whatever order."""
    hits = []
    for names in (["mean", "std"], ["max"], ["sum", "max", "mean", "std"], ["std", "mean", "sum"]):
        done = subprocess.run(
            [sys.executable, "-c", SEVERAL, *names],
            capture_output=True, text=True, check=False, timeout=300,
            env={"NUMBA_CACHE_DIR": str(tmp_path), "PATH": ""},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        hits += done.stdout.split()
    assert hits == ["0", "0", "0", "0", "1", "1", "1", "1", "1", "1"]


def test_a_folder_that_cannot_be_used_is_none(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr(on_disk._Folder, "get_cache_path", lambda self: str(blocked / "below"))
    assert value_of(lambda x: x.mean() + 1.0, digest="89ab") == X.mean() + 1.0
