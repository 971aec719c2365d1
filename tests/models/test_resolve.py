"""From a name to a model."""

from __future__ import annotations

import pytest

from bootes.errors import InputTypeError, UnknownNameError
from bootes.models import MODELS, Model, as_model


@pytest.mark.parametrize("name", MODELS)
def test_a_name_gives_its_model(name):
    assert as_model(name) is MODELS[name]


def test_a_model_is_itself():
    model = Model.from_functions(lambda x: x, lambda params, size, rng: params)
    assert as_model(model) is model


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"Did you mean 'negative_binomial'.*poisson"):
        as_model("negative_binominal")


@pytest.mark.parametrize("model", [None, 3, Model, max, ["poisson"]])
def test_other_types_are_refused(model):
    with pytest.raises(InputTypeError, match=r"negative_binomial.*from_functions"):
        as_model(model)
