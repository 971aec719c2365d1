"""What every distribution answers: fit, log-likelihood, score, sample."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bootes.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from bootes.models.discrete_table import DiscreteTable
    from bootes.models.from_functions import FunctionModel
    from bootes.protocols import Floats, KernelReference

__all__ = ["Model"]

_LEAST_VALUES = 2
_STATIONARY = 1e-6


@dataclass(frozen=True, slots=True)
class Model:
    """A distribution and its maximum-likelihood fit.

    Members of ``MODELS`` are compiled; `Model.from_functions` makes one from two functions.

    Attributes
    ----------
    name : str
        The name in the table ``MODELS``.
    parameters : tuple of str
        The names of the parameters, in the order in which ``fit`` returns them.
    support : str
        What the values must be, for messages.
    fit_kernel : KernelReference or None
        The compiled fit, ``fit(resample, offsets, args, out)``; None: only Python.

    Examples
    --------
    >>> from bootes.models import as_model
    >>> model = as_model("exponential")
    >>> model.fit([1.0, 2.0, 6.0])
    array([3.])
    """

    name: str
    parameters: tuple[str, ...]
    support: str
    fit_kernel: KernelReference | None

    @staticmethod
    def from_functions(
        mle_fun: Callable[..., Any],
        gen_fun: Callable[..., Any],
        parameters: Sequence[str] = (),
        mle_args: Sequence[Any] = (),
        gen_args: Sequence[Any] = (),
    ) -> FunctionModel:
        """Make a model from a function that fits and a function that draws.

        Parameters
        ----------
        mle_fun : callable
            ``mle_fun(data, *mle_args)`` returns the p estimates. ``data`` is a copy.
        gen_fun : callable
            ``gen_fun(params, *gen_args, size=size, rng=rng)`` returns ``size`` draws; ``rng``
            is a `numpy.random.Generator`. A function with a parameter ``rg`` gets ``rg=rng``.
        parameters : sequence of str, optional
            The names of the parameters; "p0", "p1", ... from the first fit on if left out.
        mle_args, gen_args : sequence, optional
            Further positional arguments of the two functions.

        Returns
        -------
        FunctionModel
            Without a compiled fit; it can be pickled where its functions can.

        Raises
        ------
        InputTypeError
            If a function cannot be called, or ``parameters`` is not a sequence of str.
        InputError
            If ``gen_fun`` has no parameter ``rng`` or ``rg``, or names repeat.

        Examples
        --------
        >>> import numpy as np
        >>> model = Model.from_functions(
        ...     lambda x: [x.mean(), x.std()],
        ...     lambda params, size, rng: rng.normal(*params, size=size),
        ...     parameters=("mu", "sigma"),
        ... )
        >>> model.fit(np.array([1.0, 2.0, 3.0]))
        array([2.       , 0.8164...])
        """
        from bootes.models.from_functions import function_model

        return function_model(mle_fun, gen_fun, parameters, mle_args, gen_args)

    def check(self, values: ArrayLike) -> None:
        """Refuse data that the model cannot have produced, or too few of them.

        Raises
        ------
        DataError
            With the number of values outside the support, the first and its index.
        """
        x = np.asarray(values, np.float64)
        if x.ndim != 1 or x.size < _LEAST_VALUES:
            msg = (
                f"model {self.name!r} got data of shape {x.shape}. Pass one sample of at least "
                f"{_LEAST_VALUES} values."
            )
            raise DataError(msg)
        outside = np.flatnonzero(~self.inside(x))
        if outside.size:
            msg = (
                f"model {self.name!r} needs {self.support}; {outside.size} of {x.size} values "
                f"are not: the first is {x[outside[0]]} at index {outside[0]}."
            )
            raise DataError(msg)

    def inside(self, values: Floats) -> NDArray[np.bool_]:
        """Return for each value whether it is in the support."""
        return np.isfinite(values)

    def fit(self, values: ArrayLike) -> Floats:
        """Return the estimates, shape (p,), by the kernel that fits the resamples too.

        Where the likelihood has no finite maximum the limit is returned (infinite or 0); NaN
        where the fit failed or the data are outside the support.
        """
        assert self.fit_kernel is not None
        x = np.array(values, np.float64, order="C")
        out = np.empty(len(self.parameters))
        offsets = np.array([0, x.size], np.int64)
        self.fit_kernel.load()(x, offsets, np.empty(0), out)
        return out

    def start(self, params: Floats, values: ArrayLike) -> Floats:
        """Return the constants handed to the kernel with every resample: none.

        Each kernel finds a start near its maximum by itself, so that a fit is a function of
        the resample alone.
        """
        return np.empty(0)

    def at_boundary(self, params: ArrayLike) -> NDArray[np.bool_]:
        """Return where estimates, shape (..., p), are a limit, not a finite maximum inside."""
        return np.asarray(np.isinf(params).any(axis=-1))

    def loglik(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return the log-likelihood; at a boundary its limit, with the mean of the values."""
        raise NotImplementedError

    def score(self, params: ArrayLike, values: ArrayLike) -> Floats:
        """Return the gradient of the log-likelihood, shape (p,); NaN at a boundary."""
        theta, x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        if not np.isfinite(theta).all() or self.at_boundary(theta):
            return np.full(len(self.parameters), np.nan)
        return self._gradient(theta, x)

    def score_norm(self, params: ArrayLike, values: ArrayLike) -> float:
        """Return how far the score is from 0, without a dimension; NaN at a boundary.

        It is the largest |score_j| / (n sqrt(I_j)) over the parameters, where I_j is the
        information on parameter j alone (the others known) in one value. With parameters that
        do not correlate, the maximum is sqrt(n) times this many standard errors away.
        """
        theta, x = np.asarray(params, np.float64), np.asarray(values, np.float64)
        score = self.score(theta, x)
        if np.isnan(score).any():
            return math.nan
        return float(np.max(np.abs(score) / (x.size * np.sqrt(self._information(theta, x)))))

    def converged(self, params: ArrayLike, values: ArrayLike) -> bool | None:
        """Return whether this is a finite maximum: ``score_norm`` is at most 1e-6.

        False at a boundary; None where the model has no log-likelihood.
        """
        return self.score_norm(params, values) <= _STATIONARY

    def sample(self, params: ArrayLike, size: int, rng: np.random.Generator) -> NDArray[Any]:
        """Draw ``size`` values, float64.

        Raises
        ------
        DataError
            At a boundary that leaves nothing to draw from.
        """
        theta = np.asarray(params, np.float64)
        if not np.isfinite(theta).all():
            shown = ", ".join(f"{n}={v}" for n, v in zip(self.parameters, theta, strict=True))
            msg = (
                f"model {self.name!r} cannot be drawn from at {shown}: the fit found no finite "
                "maximum. Choose another model, or resample the data themselves (scheme='iid')."
            )
            raise DataError(msg)
        return self._draw(theta, size, rng)

    def table(self, params: ArrayLike) -> DiscreteTable | None:
        """Return the table for compiled draws of a discrete distribution.

        None for continuous distributions, at a boundary, and where the table would have more
        than 65,536 entries.
        """
        return None

    def _gradient(self, params: Floats, values: Floats) -> Floats:
        raise NotImplementedError

    def _information(self, params: Floats, values: Floats) -> Floats:
        raise NotImplementedError

    def _draw(self, params: Floats, size: int, rng: np.random.Generator) -> NDArray[Any]:
        raise NotImplementedError
