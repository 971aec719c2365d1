"""Results that were saved are what they were, to the bit, and do what needs no function."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
import warnings

import numpy as np
import pytest

import bootes as bt
from bootes._core.files.stored_plan import StoredPlan
from bootes.errors import (
    BootesError,
    InputError,
    IntervalError,
)
from bootes.results.report import write_report
from tests.results.examples import EXAMPLES, example
from tests.test_storage import COUNTS, ROWS, VERBS, X, Y, fails_often

MORE = {
    "kept moments of failures": lambda: bt.bootstrap(
        X, fails_often, on_error="omit", keep="moments", n_resamples=300, rng=1
    ),
    "tails": lambda: bt.bootstrap(X, "mean", keep="tails", n_resamples=300, rng=1),
    "sketch of three": lambda: bt.bootstrap(
        ROWS, "mean", keep="sketch", n_resamples=1_500, rng=1, method="percentile"
    ),
    "sketch of Python": lambda: bt.bootstrap(
        X, lambda x: float(np.ptp(x)), compile=False, keep="sketch", n_resamples=700, rng=1
    ),
    "infinite": lambda: bt.bootstrap(
        X, lambda x: np.inf if x[0] > 2.0 else x.mean(), n_resamples=300, rng=1, method="basic"
    ),
    "auto": lambda: bt.bootstrap(X, "mean", n_resamples="auto", tolerance=0.1, rng=1),
    "auto not reached": lambda: bt.bootstrap(
        X, "mean", n_resamples="auto", tolerance=1e-3, max_resamples=999, rng=1
    ),
    "weighted": lambda: bt.bootstrap(X, "mean", weights=Y.repeat(2)[:40], n_resamples=300, rng=1),
    "spawned seed": lambda: bt.bootstrap(
        X, "mean", n_resamples=300, rng=np.random.SeedSequence(5).spawn(3)[2]
    ),
    "minlike": lambda: bt.permutation_test(
        (X[:5], Y[:4]), "mean_difference", two_sided="minlike", rng=1
    ),
    "sketched test": lambda: bt.permutation_test((X, Y), keep="sketch", n_resamples=999, rng=1),
    "failing test": lambda: bt.permutation_test(
        (X, Y), lambda a, b: fails_often(a), on_error="omit", n_resamples=99, rng=1
    ),
    "fits in groups": lambda: bt.fit(
        {"a": COUNTS, "g": np.repeat([1, 2], 25)}, by="g", n_resamples=99, rng=1
    ),
}
RESULTS = {**EXAMPLES, **MORE} | {
    f"verb: {name}": functools.partial(verb, n_resamples=300) for name, verb in VERBS.items()
}
quiet = pytest.mark.filterwarnings("ignore::bootes.errors.BootesWarning")


@functools.cache
def made(name):
    if name in EXAMPLES:
        return example(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", bt.errors.BootesWarning)
        return RESULTS[name]()


def told(ask):
    """What a question is answered with: bytes of arrays, text of all else, or the error."""
    try:
        answer = ask()
    except BootesError as error:
        return type(error), str(error)
    return plain(answer)


def plain(answer):
    if isinstance(answer, np.ndarray):
        return answer.dtype.str, answer.shape, answer.tobytes()
    if isinstance(answer, tuple):
        return tuple(map(plain, answer))
    if hasattr(answer, "__dataclass_fields__"):
        return tuple(plain(getattr(answer, name)) for name in answer.__dataclass_fields__)
    return type(answer), repr(answer)


NAMES = (
    "estimate", "statistic", "names", "n", "n_omitted", "method", "confidence_level", "alternative",
    "two_sided", "exact", "centre", "replicates", "null", "standard_error", "bias", "n_resamples",
    "n_failed", "failures", "failed", "n_boundary", "warnings", "precision", "pvalue",
    "log10_pvalue", "pvalue_error", "pvalue_interval", "n_ties", "model", "params", "loglik",
    "converged", "score_norm", "status", "provenance",
)  # fmt: skip


def everything(result):
    """All that a result says of itself."""
    answers = {
        name: told(functools.partial(getattr, result, name))
        for name in NAMES
        if name in dir(type(result)) or name in vars(result)
    }
    for method in ("percentile", "basic", "normal", "bca") if hasattr(result, "interval") else ():
        for level, side in ((None, None), (0.5, "less"), (0.8, "greater")):
            ask = functools.partial(result.interval, method, level, side)
            answers[method, level, side] = told(ask)
    answers["frame"] = told(lambda: result.to_frame("pandas").to_csv())
    answers["text"], answers["html"] = repr(result), result._repr_html_()
    return answers


def check_same(one, other, without=None):
    assert type(one) is type(other)
    if isinstance(one, bt.ResultMapping):
        assert list(one) == list(other)
        for label, member in one.items():
            check_same(member, other[label], without)
        assert repr(one) == repr(other)
        return
    mine, theirs = everything(one), everything(other)
    for name, answer in mine.items():
        assert name[0] == without or answer == theirs[name], name


def with_acceleration(result):
    """Have leave-one-out values computed, whichever the method: then they are saved."""
    for one in result.values() if isinstance(result, bt.ResultMapping) else [result]:
        if hasattr(one, "interval"):
            told(functools.partial(one.interval, "bca"))
    return result


@quiet
@pytest.mark.parametrize("name", RESULTS)
def test_a_loaded_result_is_what_was_saved(name, tmp_path):
    result = with_acceleration(made(name))
    loaded = bt.load(result.save(tmp_path / "result"))
    check_same(result, loaded)
    check_same(result, bt.load(loaded.save(tmp_path / "again")))


PLOTS = ["scalar", "vector", "sketch of three", "one-sided", "failures", "infinite", "test",
         "exact test", "sketched test", "fit", "columns"]  # fmt: skip


@quiet
@pytest.mark.parametrize("name", PLOTS)
def test_figures_and_reports_are_the_same(name, tmp_path):
    from bokeh.embed import json_item

    def drawn(result):
        return re.sub(r'"id":"[^"]*"', "", json.dumps(json_item(result.plot()), sort_keys=True))

    result = made(name)
    loaded = bt.load(result.save(tmp_path / "result"))
    texts = [re.sub(r'"(id|target_id|root_id)": ?"[^"]*"', "", drawn(r)) for r in (result, loaded)]
    assert len(texts[0]) > 1_000
    assert texts[0] == texts[1]
    assert write_report(loaded, tmp_path / "page.html").stat().st_size > 10_000


FUNCTION = """
import numpy as np

def mine(x):
    return {"low": float(np.sort(x)[3]), "middle": np.median(x)}
"""


def test_a_fresh_process_needs_no_module(tmp_path):
    """The function was of a module that the process that loads it does not have."""
    space: dict[str, object] = {"__name__": "gone"}
    exec(FUNCTION, space)  # a module that is nowhere
    result = bt.bootstrap(X, space["mine"], n_resamples=300, rng=1)
    path = result.save(tmp_path / "r.bootes")
    program = "import sys, bootes as bt; r = bt.load(sys.argv[1]); print(r); print(r.interval())"
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{result}\n{result.interval()}\n"


def test_what_needs_the_data_says_so(tmp_path):
    result = made("verb: python")
    loaded = bt.load(result.save(tmp_path / "r.bootes"))
    assert isinstance(loaded._plan, StoredPlan)
    with pytest.raises(InputError, match=r"r.replay\(i, data=..., statistic=...\)"):
        loaded.replay(0)
    with pytest.raises(InputError, match="does not hold the data"):
        bt.extend(loaded, 999)
    with pytest.raises(InputError, match="the statistic was a function"):
        bt.extend(loaded, 999, data=X)
    with pytest.raises(InputError, match="of another statistic"):
        loaded.replay(0, data=X, statistic=python)
    for name in ("statistic", "weights"):
        with pytest.raises(InputError, match=f"{name}= is of use together with data"):
            bt.load(tmp_path / "r.bootes", **{name: python})


def test_limits_of_bca_that_were_not_computed(tmp_path):
    result = bt.bootstrap(X, "mean", n_resamples=999, method="percentile", rng=1)
    path = result.save(tmp_path / "r.bootes")
    loaded = bt.load(path)
    assert tuple(loaded.interval()) == tuple(result.interval())
    with pytest.raises(IntervalError, match="not been computed when this result was saved"):
        loaded.interval("bca")
    alive = bt.load(path, data=X)
    assert tuple(alive.interval("bca")) == tuple(result.interval("bca"))
    loaded = bt.load(alive.save(path))
    assert tuple(loaded.interval("bca")) == tuple(result.interval("bca"))


def python(x):
    return {"q": np.quantile(x, 0.3), "s": x.std()}


CHECKPOINTS = ["verb: kernel", "verb: python", "verb: failures", "verb: columns", "verb: test",
               "verb: parametric fit", "verb: own model", "auto", "auto not reached",
               "sketch of three", "exact test", "fit at a boundary"]  # fmt: skip


@quiet
@pytest.mark.parametrize("name", CHECKPOINTS)
def test_a_complete_checkpoint_is_a_saved_result(name, tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    for verb in ("bootstrap", "permutation_test", "fit"):
        monkeypatch.setattr(bt, verb, functools.partial(getattr(bt, verb), checkpoint=folder))
    if name.startswith("verb: "):
        result = VERBS[name.removeprefix("verb: ")](n_resamples=300, checkpoint=folder)
    else:
        result = RESULTS[name]()
    one = next(iter(result.values())) if isinstance(result, bt.ResultMapping) else result
    without = None if getattr(one, "method", "percentile") == "bca" else "bca"  # never computed
    check_same(result, bt.load(folder), without)
    check_same(result, bt.load(bt.load(folder).save(tmp_path / "again")), without)
