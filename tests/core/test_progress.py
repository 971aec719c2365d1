"""Progress of a run, seen only where somebody looks, and changing nothing."""

from __future__ import annotations

import dataclasses
import sys
import threading
import warnings

import numpy as np
import pytest

import bootes as bt
from bootes._core.progress import Progress
from tests.oracles import naive

X = [4.0, 1.0, 3.0, 1.5, 5.0]
Y = [2.0, 6.0, 7.0, 4.5]
ENGINES = ["serial", "threads", "processes"]


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def watched(n_resamples, moves, show=None):
    """Return what is told of a run whose moves are (seconds, what to do with its progress)."""
    clock, told = Clock(), []
    with Progress(show or told.append, n_resamples, "median", clock) as progress:
        for seconds, move in moves:
            clock.now += seconds
            move(progress)
    return told


def done(n, n_failed=0, engine="threads", workers=2):
    return lambda progress: progress.advance(n, n_failed, engine, workers)


class TestUpdates:
    def test_they_say_how_far_it_is(self):
        first, last = watched(1000, [(2.0, done(400, 3)), (0.05, done(600, 4))])
        assert first == bt.ProgressUpdate("median", 400, 1000, 0, 3, 2.0, 200.0, 3.0, "threads", 2)
        assert last == dataclasses.replace(
            first, n_done=1000, n_failed=7, seconds=pytest.approx(2.05),
            rate=pytest.approx(1000 / 2.05), seconds_left=0.0,
        )  # fmt: skip

    def test_they_come_at_most_ten_times_a_second_and_at_the_end(self):
        told = watched(1000, [(0.03, done(1))] * 1000)
        assert [update.n_done for update in told[:4]] == [1, 5, 9, 13]
        assert [update.n_done for update in told].count(1000) == 1
        assert told[-1].n_done == 1000

    def test_what_was_there_is_done_but_in_no_rate(self):
        moves = [(0.0, lambda progress: progress.resumed(900, 2)), (5.0, done(50, 1))]
        update = watched(1000, [*moves, (5.0, done(50))])[0]
        assert (update.n_done, update.n_resumed, update.n_failed) == (950, 900, 3)
        assert (update.rate, update.seconds_left) == (10.0, 5.0)

    def test_where_all_was_there_the_end_is_told(self):
        (update,) = watched(1000, [(0.0, lambda progress: progress.resumed(1000))])
        assert (update.n_done, update.n_resumed, update.rate) == (1000, 1000, 0.0)
        assert update.seconds_left == 0.0

    def test_without_a_rate_the_time_left_is_not_known(self):
        assert watched(1000, [(0.0, done(10))])[0].seconds_left is None

    def test_it_grows(self):
        told = watched(100, [(1.0, done(100)), (0.0, lambda p: p.grow(100)), (1.0, done(100))])
        assert [(update.n_done, update.n_resamples) for update in told] == [
            (100, 100), (200, 200), (200, 200),
        ]  # fmt: skip

    def test_a_run_of_nothing_is_not_told(self):
        assert watched(0, []) == []

    def test_the_end_of_a_run_that_failed_is_not_told(self):
        told = []

        def stopping():
            with Progress(told.append, 10, "mean", Clock()):
                raise ValueError("stop")

        with pytest.raises(ValueError, match="stop"):
            stopping()
        assert told == []

    @pytest.mark.parametrize(("workers", "text"), [(1, "dask"), (2, "dask x 2"), (0, "dask x 0")])
    def test_engine_and_workers(self, workers, text):
        update = watched(10, [(1.0, done(10, engine="dask", workers=workers))])[0]
        assert update.engine_and_workers == text

    def test_they_are_frozen(self):
        (update, _) = watched(10, [(1.0, done(10))])
        with pytest.raises(dataclasses.FrozenInstanceError):
            update.n_done = 5


class TestWhereItIsShown:
    def test_it_is_silent_where_there_is_no_terminal(self, capfd):
        bt.bootstrap(X, "mean", rng=1)
        assert capfd.readouterr() == ("", "")

    def test_where_it_is_asked_for_there_are_lines(self, capfd):
        bt.bootstrap(X, "mean", rng=1, progress=True, engine="serial")
        out, err = capfd.readouterr()
        assert out == ""
        assert err.startswith("bootes: mean: 9,999 resamples in ")
        assert err.endswith(", 0 failed, serial\n")
        assert err.count("\n") == 1
        assert "\r" not in err

    @pytest.mark.parametrize("show", [None, True])
    def test_without_standard_error_it_is_silent(self, monkeypatch, show):
        monkeypatch.setattr(sys, "stderr", None)
        with Progress(show, 10, "mean") as progress:
            progress.advance(10, 0, "serial", 1)


FRAME = {"a": np.arange(1.0, 9.0), "b": np.arange(8.0) ** 2}
RESULT = bt.bootstrap(X, "mean", rng=1, n_resamples=99)
CALLS = {
    "bootstrap": (99, lambda **o: bt.bootstrap(X, "mean", rng=1, n_resamples=99, **o)),
    "bootstrap of columns": (
        198,
        lambda **o: bt.bootstrap(FRAME, "mean", rng=1, n_resamples=99, **o),
    ),
    "permutation_test": (
        60,
        lambda **o: bt.permutation_test(
            (X, Y), method="montecarlo", n_resamples=60, rng=1, **o
        ),
    ),
    "exact permutation_test of several": (
        252,
        lambda **o: bt.permutation_test(
            (X, Y), ["mean_difference", "median_difference"], **o
        ),
    ),
    "fit": (50, lambda **o: bt.fit(X, "normal", n_resamples=50, rng=1, **o)),
    # b, all zeros, has no bootstrap: its estimate is at a boundary.
    "fit of columns": (
        50,
        lambda **o: bt.fit(
            {"a": [1, 4, 2], "b": [0, 0, 0]}, "poisson", n_resamples=50, rng=1, **o
        ),
    ),
    "extend": (500, lambda **o: bt.extend(RESULT, 500, **o)),
}  # fmt: skip


class TestVerbs:
    """Each is told its last resample once, whatever it runs."""

    @pytest.mark.parametrize("verb", CALLS)
    def test_it_is_told_to_a_function(self, verb):
        told = []
        total, call = CALLS[verb]
        call(progress=told.append)
        assert (told[-1].n_done, told[-1].n_resamples) == (total, total)
        assert [u.n_done for u in told] == sorted(u.n_done for u in told)
        assert told[-1].n_resumed == (99 if verb == "extend" else 0)

    def test_a_fit_without_bootstrap_tells_nothing(self):
        told = []
        bt.fit(X, "normal", n_resamples=0, progress=told.append)
        bt.fit({"a": X, "b": X}, "normal", n_resamples=0, progress=told.append)
        assert told == []

    def test_fits_of_which_some_have_no_bootstrap_are_extended(self):
        fits = CALLS["fit of columns"][1]()
        told = []
        bt.extend(fits, 80, progress=told.append)
        assert (told[-1].n_done, told[-1].n_resamples, told[-1].n_resumed) == (80, 80, 50)

    def test_failures_of_all_columns_are_told(self):
        told = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = bt.bootstrap(
                {"a": [1.0, 2.0, 3.0, 4.0, 2.5], "b": [1.0, 3.0, 3.0, 4.0, 2.5]}, _small,
                compile=False, on_error="omit", n_resamples=199, rng=1, progress=told.append,
            )  # fmt: skip
        assert told[-1].n_failed == sum(result.n_failed for result in found.values()) > 0

    def test_as_many_as_it_takes(self):
        told = []
        found = bt.bootstrap(X, "mean", n_resamples="auto", rng=1, progress=told.append)
        assert told[-1].n_done == told[-1].n_resamples == found.n_resamples > 999
        assert told[-1].n_resumed == 0


def _small(x):
    """Fail on resamples without a small value."""
    if x.min() > 2.0:
        raise ValueError("none is small")
    return x.mean()


class TestFunctions:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_nothing_that_is_shown_changes_a_result(self, engine, capfd):
        options = {"rng": 1, "n_resamples": 2000, "engine": engine, "n_jobs": 2}
        if engine == "serial":
            del options["n_jobs"]
        told = []
        shown = [
            bt.bootstrap(X, "median", progress=progress, **options)
            for progress in (False, True, told.append)
        ]
        assert len({result.replicates.tobytes() for result in shown}) == 1
        key = naive.key(1, "resample")
        expected = [naive.median(naive.samples(key, i, [np.array(X)])[0]) for i in range(50)]
        assert shown[2].replicates[:50].tolist() == expected
        assert "2,000 resamples" in capfd.readouterr().err
        assert told[-1].engine == engine
        assert told[-1].workers == (1 if engine == "serial" else 2)

    def test_they_are_called_in_the_thread_of_the_caller(self):
        threads = []
        bt.bootstrap(
            X, "median", rng=1, engine="threads", n_jobs=2,
            progress=lambda update: threads.append(threading.get_ident()),
        )  # fmt: skip
        assert set(threads) == {threading.get_ident()}

    @pytest.mark.parametrize("engine", ENGINES)
    def test_what_they_raise_ends_the_run(self, engine):
        class Enough(Exception):
            pass

        updates = []

        def stop(update):
            updates.append(update)
            raise Enough

        with pytest.raises(Enough) as caught:
            bt.bootstrap(X, "mean", rng=1, n_resamples=10**12, keep="tails", engine=engine,
                         progress=stop)  # fmt: skip
        assert "progress=" in caught.value.__notes__[0]
        assert len(updates) == 1

    def test_ctrl_c_in_them_is_ctrl_c(self):
        def interrupt(update):
            raise KeyboardInterrupt

        with pytest.raises(bt.errors.RunInterrupted, match=r"of 1,?000,?000"):
            bt.bootstrap(X, "mean", rng=1, n_resamples=10**6, progress=interrupt)

    def test_they_may_run_bootes(self):
        inner = []

        def run(update):
            inner.append(bt.bootstrap(X, "mean", rng=1, n_resamples=99).replicates.tobytes())

        bt.bootstrap(X, "mean", rng=1, progress=run)
        assert set(inner) == {bt.bootstrap(X, "mean", rng=1, n_resamples=99).replicates.tobytes()}

    @pytest.mark.parametrize("wrong", [1, "yes", [print]])
    def test_what_is_none_is_refused(self, wrong):
        with pytest.raises(bt.errors.InputError, match="or a function that is called with"):
            bt.bootstrap(X, "mean", progress=wrong)
