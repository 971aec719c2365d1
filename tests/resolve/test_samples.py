"""Arrays of any kind become float64 samples, or are refused."""

from __future__ import annotations

import numpy as np
import pytest

from bootes._resolve.samples import as_samples
from bootes.errors import DataError


def test_samples_lie_one_after_the_other_with_a_zero_at_the_end():
    samples = as_samples(([1, 2, 3], [4.5, 5.5])).samples
    np.testing.assert_array_equal(samples.values, [1, 2, 3, 4.5, 5.5, 0])
    np.testing.assert_array_equal(samples.offsets, [0, 3, 5])
    assert samples.sizes == (3, 2)
    assert samples.values.dtype == np.float64
    assert not samples.values.flags.writeable
    assert not samples.paired


def test_rows_become_columns_that_belong_together():
    samples = as_samples(np.arange(6.0).reshape(3, 2)).samples
    np.testing.assert_array_equal(samples.values, [0, 2, 4, 1, 3, 5, 0])
    assert samples.paired
    assert samples.tables == (2,)
    assert samples.arguments.widths == (2,)


def test_paired_needs_two_columns_to_mean_anything():
    assert as_samples(([1, 2], [3, 4]), paired=True).samples.paired
    assert not as_samples([1, 2, 3], paired=True).samples.paired


@pytest.mark.parametrize(
    ("data", "integer"),
    [
        ([1, 2], True),
        ([1.0, 2.0], False),
        ([True, False], False),
        (([True, False], [1, 2]), True),
        (([1, 2], [3, 4]), True),
        (([1, 2], [3.0, 4.0]), False),
        (np.array([1, 2], np.uint8), True),
        (np.ma.array([1, 2]), False),
    ],
)
def test_integers_are_remembered_where_all_samples_are(data, integer):
    assert as_samples(data).samples.arguments.integers == (integer,) * (1 + isinstance(data, tuple))


def test_booleans_are_remembered():
    assert as_samples([True, False]).samples.arguments.booleans == (True,)
    both = as_samples(([True, False], [1.5, 2.5]), paired=True).samples.arguments
    assert (both.booleans, both.integers) == ((True, False), (False, False))


def test_data_are_copied():
    x = np.array([1.0, 2.0, 3.0])
    samples = as_samples(x).samples
    x[:] = 0
    np.testing.assert_array_equal(samples.values, [1, 2, 3, 0])


def test_omitted_are_counted_per_sample_and_whole_rows_of_pairs():
    x, y = [1.0, np.nan, 3.0, 4.0], [np.nan, 2.0, 3.0, 4.0]
    alone = as_samples((x, y), nan_policy="omit")
    assert alone.n_omitted == (1, 1)
    np.testing.assert_array_equal(alone.samples.values, [1, 3, 4, 2, 3, 4, 0])
    together = as_samples((x, y), nan_policy="omit", paired=True)
    assert together.n_omitted == (2,)
    np.testing.assert_array_equal(together.samples.values, [3, 4, 3, 4, 0])


@pytest.mark.parametrize("policy", ["raise", "omit"])
def test_infinity_is_never_missing(policy):
    with pytest.raises(DataError, match=r"1 infinite value, the first at index 1"):
        as_samples([1.0, np.inf, 3.0], nan_policy=policy)


def test_the_last_and_largest_exact_integer_is_taken():
    as_samples([2**53, -(2**53)])
    with pytest.raises(DataError, match=r"2\^53"):
        as_samples([2**53 + 1, 0])


def test_a_row_is_kept_or_refused_by_the_minimum():
    assert as_samples([1.0], minimum=1).samples.sizes == (1,)
    with pytest.raises(DataError, match="at least 3 values"):
        as_samples([1.0, 2.0], minimum=3)
