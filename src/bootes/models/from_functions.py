"""A model made of a user's two functions: one fits, one draws."""

from __future__ import annotations

import inspect
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bootes.errors import DataError, InputError, InputTypeError, StatisticError
from bootes.models.model import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from bootes.protocols import Floats

__all__ = ["FunctionModel", "function_model"]


@dataclass(frozen=True, slots=True)
class FunctionModel(Model):
    """A distribution known by ``mle_fun`` and ``gen_fun``, without a log-likelihood.

    ``parameters`` is empty until `named_for` fixes it, where the user gave no names.
    """

    mle_fun: Callable[..., Any]
    gen_fun: Callable[..., Any]
    mle_args: tuple[Any, ...]
    gen_args: tuple[Any, ...]
    rng_keyword: str

    def check(self, values: ArrayLike) -> None:
        """Refuse data without values: what else is allowed, ``mle_fun`` knows."""
        if np.size(values) == 0:
            msg = f"model {self.name!r} got no values. Pass at least one."
            raise DataError(msg)

    def fit(self, values: ArrayLike) -> Floats:
        """Return the estimates on the original data, shape (p,).

        Raises
        ------
        StatisticError
            As `evaluate`, and if an estimate is NaN. What ``mle_fun`` raises is not caught.
        """
        params = self.evaluate(values)
        if np.isnan(params).any():
            msg = f"{self.name} returned NaN on the original data: {params}."
            raise StatisticError(msg)
        return params

    def evaluate(self, values: ArrayLike) -> Floats:
        """Return the estimates on data or on a resample; NaN is a value here.

        Raises
        ------
        StatisticError
            If ``mle_fun`` returns None, text, or another number of values than parameters.
        """
        value = self.mle_fun(np.array(values), *self.mle_args)
        params = _as_vector(value, self.name)
        if self.parameters and params.size != len(self.parameters):
            msg = (
                f"{self.name} returned {params.size} value(s), but there are "
                f"{len(self.parameters)} parameters: {', '.join(self.parameters)}."
            )
            raise StatisticError(msg)
        return params

    def named_for(self, params: ArrayLike) -> FunctionModel:
        """Return the model with as many names as ``params``: its own, or "p0", "p1", ..."""
        if self.parameters:
            return self
        return replace(self, parameters=tuple(f"p{j}" for j in range(np.size(params))))

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return NaN: the two functions do not say."""
        return math.nan

    def score(self, params: ArrayLike, values: ArrayLike) -> Floats:
        """Return NaN: the two functions do not say."""
        return np.full(np.size(params), np.nan)

    def converged(self, params: ArrayLike, values: ArrayLike) -> bool | None:
        """Return None: the two functions do not say."""
        return None

    def sample(self, params: ArrayLike, size: int, rng: np.random.Generator) -> NDArray[Any]:
        """Draw ``size`` values (or rows), of the dtype that ``gen_fun`` returns.

        Raises
        ------
        StatisticError
            If ``gen_fun`` returns None, or another number of values than ``size``.
        """
        keywords = {"size": size, self.rng_keyword: rng}
        drawn = self.gen_fun(np.array(params, np.float64), *self.gen_args, **keywords)
        sample = np.asarray(drawn)
        if drawn is None or sample.shape[:1] != (size,):
            shown = "None" if drawn is None else f"data of shape {sample.shape}"
            msg = f"gen_fun {_name(self.gen_fun)!r} returned {shown}; {size} values were asked for."
            raise StatisticError(msg)
        return sample


def function_model(
    mle_fun: Any,
    gen_fun: Any,
    parameters: Sequence[str],
    mle_args: Sequence[Any],
    gen_args: Sequence[Any],
) -> FunctionModel:
    """Check the arguments of `Model.from_functions` and make the model."""
    for argument, function in (("mle_fun", mle_fun), ("gen_fun", gen_fun)):
        if not callable(function):
            msg = f"{argument}={function!r} is a {type(function).__name__}. Pass a function."
            raise InputTypeError(msg)
    return FunctionModel(
        name=f"mle_fun {_name(mle_fun)!r}",
        parameters=_as_names(parameters),
        support="data that mle_fun takes",
        fit_kernel=None,
        mle_fun=mle_fun,
        gen_fun=gen_fun,
        mle_args=tuple(mle_args),
        gen_args=tuple(gen_args),
        rng_keyword=_rng_keyword(gen_fun),
    )


def _as_names(parameters: Sequence[Any]) -> tuple[str, ...]:
    names = tuple(parameters)
    if isinstance(parameters, str) or not all(isinstance(name, str) for name in names):
        msg = f"parameters={parameters!r}: pass a sequence of names, such as ('alpha', 'b')."
        raise InputTypeError(msg)
    if len(set(names)) < len(names):
        msg = f"parameters={parameters!r} repeats a name. Give each parameter its own."
        raise InputError(msg)
    return names


def _rng_keyword(gen_fun: Callable[..., Any]) -> str:
    try:
        known = inspect.signature(gen_fun).parameters
    except (TypeError, ValueError):
        return "rng"
    if "rng" in known or (
        any(p.kind is p.VAR_KEYWORD for p in known.values()) and "rg" not in known
    ):
        return "rng"
    if "rg" in known:
        return "rg"
    msg = (
        f"gen_fun {_name(gen_fun)!r} has the parameters {', '.join(known) or 'none'}. It must "
        "take its random numbers from a generator: gen_fun(params, *gen_args, size, rng)."
    )
    raise InputError(msg)


def _as_vector(value: Any, name: str) -> Floats:
    if value is None:
        msg = f"{name} returned None. It must return the estimates, one number per parameter."
        raise StatisticError(msg)
    try:
        params = np.atleast_1d(np.array(value, np.float64))
    except (TypeError, ValueError) as error:
        msg = f"{name} returned {value!r}. It must return one number per parameter."
        raise StatisticError(msg) from error
    if params.ndim != 1 or params.size == 0:
        msg = f"{name} returned values of shape {params.shape}. Return a vector, shape (p,)."
        raise StatisticError(msg)
    return params


def _name(function: Callable[..., Any]) -> str:
    return str(getattr(function, "__name__", type(function).__name__))
