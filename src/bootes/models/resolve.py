"""From a name to a model."""

from __future__ import annotations

from bootes.errors import InputTypeError, UnknownNameError
from bootes.models.exponential import Exponential
from bootes.models.gamma import Gamma
from bootes.models.model import Model
from bootes.models.nbinom import NBinom
from bootes.models.negative_binomial import NegativeBinomial
from bootes.models.normal import Normal
from bootes.models.poisson import Poisson

__all__ = ["MODELS", "as_model"]


def as_model(model: object) -> Model:
    """Return the model of that name, or the model itself.

    Parameters
    ----------
    model : str or Model
        A name in ``MODELS``, or a model of one's own.

    Raises
    ------
    UnknownNameError
        If there is no model of that name.
    InputTypeError
        If it is neither a str nor a `Model`.

    Examples
    --------
    >>> as_model("negative_binomial").parameters
    ('alpha', 'b')
    """
    if isinstance(model, Model):
        return model
    if not isinstance(model, str):
        msg = (
            f"model={model!r} is a {type(model).__name__}. Pass one of the names "
            f"{', '.join(MODELS)}, or Model.from_functions(mle_fun, gen_fun)."
        )
        raise InputTypeError(msg)
    if model not in MODELS:
        what = "model"
        raise UnknownNameError.from_name_and_choices(what, model, MODELS)
    return MODELS[model]


MODELS: dict[str, Model] = {
    "negative_binomial": NegativeBinomial(),
    "nbinom": NBinom(),
    "poisson": Poisson(),
    "normal": Normal(),
    "exponential": Exponential(),
    "gamma": Gamma(),
}
