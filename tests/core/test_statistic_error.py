"""What the error of a failing statistic tells."""

from __future__ import annotations

import numpy as np
import pytest

import bootes as bt
from bootes.errors import StatisticError

X = np.random.default_rng(0).normal(size=20)


class TestStatisticError:
    def fail(self, engine="serial", **options):
        def statistic(x):
            if x[0] > 1.2:
                raise ValueError("a large first value")
            return x.mean()

        options = {"n_resamples": 500, "rng": 3, "method": "percentile", **options}
        with pytest.raises(StatisticError) as caught:
            bt.bootstrap(X, statistic, engine=engine, **options)
        return caught.value

    def test_it_names_statistic_replicate_seed_and_what_was_done(self):
        error = self.fail()
        text = str(error)
        assert "'statistic' failed on resample" in text
        assert "ValueError: a large first value" in text
        assert "seed 3" in text
        assert f"{error.partial.n_done} of 500" in text
        assert "on_error='omit'" in text

    def test_the_replicate_is_the_one_that_fails(self):
        number = int(str(self.fail()).split("on resample ")[1].split()[0])
        data = bt.bootstrap(X, "mean", n_resamples=500, rng=3, method="percentile")
        assert data.replay(number)[0] > 1.2
        assert all(data.replay(i)[0] <= 1.2 for i in range(number))

    @pytest.mark.parametrize("engine", ["serial", "threads"])
    def test_the_cause_keeps_its_traceback(self, engine):
        error = self.fail(engine)
        trace = error.__cause__.__traceback__
        while trace.tb_next:
            trace = trace.tb_next
        assert trace.tb_frame.f_code.co_name == "statistic"

    def test_what_was_finished_is_kept(self):
        error = self.fail()
        values = error.partial.states[0][1][:, 0]
        expected = bt.bootstrap(
            X, np.mean, n_resamples=500, rng=3, method="percentile", compile=False
        ).replicates
        done = ~np.isnan(values)
        assert done.sum() == error.partial.n_done
        assert (values[done] == expected[done]).all()

    @pytest.mark.parametrize("kind", [SystemExit, GeneratorExit])
    def test_what_ends_a_program_is_not_to_be_left_out(self, kind):
        def ending(x):
            if x[0] > 1.2:
                raise kind(3)
            return x.mean()

        options = {"n_resamples": 500, "rng": 3, "method": "percentile", "engine": "serial"}
        with pytest.raises(StatisticError, match=f"{kind.__name__}: 3") as caught:
            bt.bootstrap(X, ending, **options)
        assert "on_error" not in str(caught.value)
        assert f"{kind.__name__} is not for statistics" in str(caught.value)
