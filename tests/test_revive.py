"""Loaded results with their data given again: extended and replayed as if never saved."""

from __future__ import annotations

import numpy as np
import pytest

import bootes as bt
from tests.revive_cases import CALLS, labelled, with_facts
from tests.test_load import everything
from tests.test_storage import KEEPS, TEST, X, Y

quiet = pytest.mark.filterwarnings("ignore::bootes.errors.DegenerateWarning")


@quiet
@pytest.mark.parametrize("keep", KEEPS)
@pytest.mark.parametrize("name", CALLS)
def test_an_extension_is_that_of_a_result_never_saved(name, keep, tmp_path):
    call, given = CALLS[name]
    loaded = bt.load(call(n_resamples=300, keep=keep).save(tmp_path / "r"))
    long = bt.extend(loaded, 700, **given)
    whole = call(n_resamples=700, keep=keep)
    assert with_facts(long) == with_facts(whole)
    longer = bt.extend(long, 900)  # it has its data now
    again = bt.load(longer.save(tmp_path / "again"))
    assert with_facts(bt.extend(again, 1_000, **given)) == with_facts(
        call(n_resamples=1_000, keep=keep)
    )


@quiet
@pytest.mark.parametrize("name", CALLS)
def test_resamples_are_replayed(name, tmp_path):
    call, given = CALLS[name]
    result = call(n_resamples=300)
    loaded = bt.load(result.save(tmp_path / "r"))
    for label, one in labelled(result).items():
        if one.n_resamples:
            same_resamples(one.replay(299), labelled(loaded)[label].replay(299, **given))


def same_resamples(one, other):
    for mine, its in zip(*(r if isinstance(r, tuple) else (r,) for r in (one, other)), strict=True):
        if isinstance(mine, dict):
            assert {k: v.tolist() for k, v in mine.items()} == {
                k: v.tolist() for k, v in its.items()
            }
        else:
            np.testing.assert_array_equal(mine, its)


@quiet
@pytest.mark.parametrize("name", CALLS)
def test_a_result_that_is_loaded_with_its_data_is_alive(name, tmp_path):
    call, given = CALLS[name]
    result = call(n_resamples=300)
    path = result.save(tmp_path / "r")
    alive = bt.load(path, **given)
    for label, one in labelled(result).items():
        found = labelled(alive)[label]
        mine, its = everything(one), everything(found)
        assert mine == its
        if one.n_resamples:
            same_resamples(one.replay(7), found.replay(7))


def test_a_test_of_few_arrangements_stays_a_random_one(tmp_path):
    """As many resamples as there are arrangements do not make it exact."""
    data = (X[:4], Y[:4])  # 70 arrangements
    long = bt.extend(bt.permutation_test(data, n_resamples=50, rng=5), 200)
    longer = bt.extend(bt.load(long.save(tmp_path / "r")), 300, data=data)
    assert not longer.exact
    assert with_facts(longer) == with_facts(TEST(data, n_resamples=300))


def test_a_function_with_extra_arguments_is_compared_without_the_data():
    call, given = CALLS["args"]
    long = bt.extend(call(n_resamples=300), 400, statistic=given["statistic"])
    assert with_facts(long) == with_facts(call(n_resamples=400))


@pytest.mark.parametrize("name", ["kernel", "python", "test", "fit", "own model", "columns"])
def test_what_is_alive_is_compared(name):
    call, given = CALLS[name]
    live = call(n_resamples=300)
    assert with_facts(bt.extend(live, 400, **given)) == with_facts(call(n_resamples=400))
