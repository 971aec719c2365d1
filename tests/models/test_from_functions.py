"""Models made of a user's two functions."""

from __future__ import annotations

import functools
import pickle

import cloudpickle
import numpy as np
import pytest

from bootes.errors import DataError, InputError, InputTypeError, StatisticError
from bootes.models import FunctionModel, Model

DATA = np.array([1, 2, 6])


def mle(data, ddof=0):
    return [data.mean(), data.std(ddof=ddof)]


def gen(params, *shift, size, rng):
    return rng.normal(*params, size=size) + sum(shift)


def gen_rg(params, size, rg):
    return rg.normal(*params, size=size)


def gen_both(params, size, rng=None, rg=None):
    return np.full(size, rg is None and rng is not None)


def gen_keywords(params, **keywords):
    return np.full(keywords["size"], "rng" in keywords)


def model_of(value, parameters=()):
    return Model.from_functions(lambda data: value, gen, parameters=parameters)


def test_fit_calls_the_function_with_its_arguments():
    model = Model.from_functions(mle, gen, parameters=["mu", "sigma"], mle_args=[1])
    assert isinstance(model, FunctionModel)
    np.testing.assert_array_equal(model.fit(DATA), [3.0, DATA.std(ddof=1)])
    assert model.parameters == ("mu", "sigma")
    assert model.fit_kernel is None
    assert model.table([1.0, 2.0]) is None


def test_fit_keeps_the_dtype_and_hands_out_a_copy():
    seen = []

    def spoil(data):
        seen.append(data.dtype)
        data[:] = 0
        return [1.0]

    data = DATA.copy()
    Model.from_functions(spoil, gen).fit(data)
    np.testing.assert_array_equal(data, DATA)
    assert seen == [DATA.dtype]


def test_a_single_number_is_one_parameter():
    np.testing.assert_array_equal(model_of(3.5).fit(DATA), [3.5])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "returned None"),
        ("text", "returned 'text'"),
        ([[1.0, 2.0]], r"shape \(1, 2\)"),
        ([], r"shape \(0,\)"),
        ([1.0, None], "NaN"),
        ([1.0, np.nan], "NaN"),
    ],
)
def test_what_is_not_a_vector_of_numbers_is_refused(value, message):
    with pytest.raises(StatisticError, match=message) as caught:
        model_of(value).fit(DATA)
    assert "<lambda>" in str(caught.value)


def test_another_number_of_values_than_names_is_refused():
    with pytest.raises(StatisticError, match=r"returned 3 value.* 2 parameters: mu, sigma"):
        model_of([1.0, 2.0, 3.0], ("mu", "sigma")).fit(DATA)


def test_a_change_of_length_is_refused_once_the_names_are_known():
    model = Model.from_functions(lambda data: np.zeros(len(data)), gen)
    named = model.named_for(model.fit(DATA))
    assert named.parameters == ("p0", "p1", "p2")
    assert model.parameters == ()
    assert named.named_for([1.0]) is named
    with pytest.raises(StatisticError, match="returned 2"):
        named.evaluate(DATA[:2])


def test_nan_is_a_value_of_a_resample_and_infinity_of_the_data():
    np.testing.assert_array_equal(model_of([np.nan, 1.0]).evaluate(DATA), [np.nan, 1.0])
    np.testing.assert_array_equal(model_of([np.inf, 0.0]).fit(DATA), [np.inf, 0.0])
    assert model_of([np.inf, 0.0]).at_boundary([np.inf, 0.0])


def test_what_the_function_raises_is_not_caught():
    model = Model.from_functions(lambda data: 1 / 0, gen)
    with pytest.raises(ZeroDivisionError):
        model.fit(DATA)


@pytest.mark.parametrize("function", [gen, gen_rg])
def test_the_generator_is_passed_by_the_name_it_has(function):
    model = Model.from_functions(mle, function)
    expected = np.random.default_rng(1).normal(1.0, 2.0, size=5)
    np.testing.assert_array_equal(model.sample([1.0, 2.0], 5, np.random.default_rng(1)), expected)


@pytest.mark.parametrize("function", [gen_both, gen_keywords])
def test_rng_comes_first_where_both_names_fit(function):
    model = Model.from_functions(mle, function)
    assert model.sample([1.0], 2, np.random.default_rng(1)).tolist() == [1, 1]


def test_further_arguments_of_the_generator():
    plain, moved = Model.from_functions(mle, gen), Model.from_functions(mle, gen, gen_args=(10, 5))
    one, two = (m.sample([1.0, 2.0], 5, np.random.default_rng(1)) for m in (plain, moved))
    np.testing.assert_allclose(two, one + 15)


def test_a_signature_that_cannot_be_read_gets_rng():
    class Opaque:
        __signature__ = "none"

        def __call__(self, params, size, rng):
            return rng.normal(size=size)

    assert Model.from_functions(mle, Opaque()).sample([1.0], 4, np.random.default_rng(0)).size == 4


def test_partial_functions():
    model = Model.from_functions(functools.partial(mle, ddof=1), functools.partial(gen, size=3))
    np.testing.assert_array_equal(model.fit(DATA), [3.0, DATA.std(ddof=1)])


@pytest.mark.parametrize("drawn", [None, 3.0, [1.0, 2.0]])
def test_a_generator_must_draw_as_many_as_asked_for(drawn):
    model = Model.from_functions(mle, lambda params, size, rng: drawn)
    with pytest.raises(StatisticError, match=r"gen_fun '<lambda>' returned .*; 3 values"):
        model.sample([1.0], 3, np.random.default_rng(0))


def test_rows_may_be_drawn_and_keep_their_dtype():
    model = Model.from_functions(mle, lambda params, size, rng: np.ones((size, 2), np.int64))
    sample = model.sample([1.0], 3, np.random.default_rng(0))
    assert sample.shape == (3, 2)
    assert sample.dtype == np.int64


def test_a_generator_without_random_numbers_is_refused():
    with pytest.raises(InputError, match=r"'<lambda>' has the parameters params, size\."):
        Model.from_functions(mle, lambda params, size: params)


@pytest.mark.parametrize(("mle_fun", "gen_fun"), [(None, gen), (mle, "gen")])
def test_what_cannot_be_called_is_refused(mle_fun, gen_fun):
    with pytest.raises(InputTypeError, match="Pass a function"):
        Model.from_functions(mle_fun, gen_fun)


@pytest.mark.parametrize("parameters", ["alpha", [1, 2], (None,)])
def test_names_must_be_names(parameters):
    with pytest.raises(InputTypeError, match="sequence of names"):
        Model.from_functions(mle, gen, parameters=parameters)


def test_names_must_differ():
    with pytest.raises(InputError, match="repeats"):
        Model.from_functions(mle, gen, parameters=("a", "a"))


def test_only_empty_data_are_refused():
    model = Model.from_functions(mle, gen)
    model.check(["text", "is", "fine"])
    model.check(np.ones((3, 2)))
    with pytest.raises(DataError, match="no values"):
        model.check([])


def test_likelihood_and_score_are_unknown():
    model = model_of([1.0, 2.0])
    assert np.isnan(model.loglik([1.0, 2.0], DATA))
    assert np.isnan(model.score([1.0, 2.0], DATA)).tolist() == [True, True]
    assert np.isnan(model.score_norm([1.0, 2.0], DATA))
    assert model.converged([1.0, 2.0], DATA) is None


def test_closures_travel_by_cloudpickle():
    offset = 5.0
    model = Model.from_functions(lambda data: [data.mean() + offset], gen, parameters=("m",))
    copy = pickle.loads(cloudpickle.dumps(model))
    np.testing.assert_array_equal(copy.fit(DATA), model.fit(DATA))
    assert copy.parameters == ("m",)


def test_the_model_cannot_be_changed():
    with pytest.raises(AttributeError):
        Model.from_functions(mle, gen).parameters = ("a",)
