"""The statistics that were asked for: one or several, with extra arguments bound to them."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bootes.errors import InputError, InputTypeError

__all__ = ["Extra", "bound", "labelled"]


def labelled(statistic: Any) -> dict[str | None, Any]:
    """Return the statistics by label; a single one has the label None.

    A list is labelled by names, a dict by its keys.

    Raises
    ------
    InputError
        If there is none, or two have one name.
    """
    if isinstance(statistic, Mapping):
        return _checked({str(label): one for label, one in statistic.items()}, len(statistic))
    if isinstance(statistic, list | tuple):
        return _checked({name_of(one): one for one in statistic}, len(statistic))
    return {None: statistic}


def _checked(statistics: dict[Any, Any], n: int) -> dict[str | None, Any]:
    if not statistics:
        msg = "statistic is empty. Pass the name of a statistic, a function, or a list of them."
        raise InputError(msg)
    if len(statistics) < n:
        msg = (
            f"{n} statistics have {len(statistics)} names ({', '.join(map(str, statistics))}). "
            "Pass a dict from label to statistic to tell them apart."
        )
        raise InputError(msg)
    return statistics


def name_of(statistic: Any) -> str:
    """Return what to call a statistic: its name, or that of the function."""
    if isinstance(statistic, str):
        return statistic
    while isinstance(statistic, functools.partial):
        statistic = statistic.func
    for attribute in ("name", "__name__"):
        if isinstance(name := getattr(statistic, attribute, None), str):
            return name
    return type(statistic).__name__


@dataclass(frozen=True)
class _Bound:
    """A function whose last positional arguments are fixed."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]

    @property
    def __name__(self) -> str:
        return name_of(self.function)

    def __call__(self, *samples: Any, **options: Any) -> Any:
        return self.function(*samples, *self.args, **self.kwargs, **options)


def bound(statistic: Any, args: Sequence[Any], kwargs: Mapping[str, Any] | None, n: int) -> Any:
    """Return the statistic with extra arguments after its ``n`` samples.

    Raises
    ------
    InputTypeError
        If ``args`` is no sequence, ``kwargs`` no dict with text as keys, or the statistic a name.
    """
    if isinstance(args, str) or not isinstance(args, Sequence):
        msg = f"args={args!r} is not a tuple of extra arguments, such as args=(0.1,)."
        raise InputTypeError(msg)
    if not isinstance(kwargs, Mapping | None) or not all(isinstance(k, str) for k in kwargs or ()):
        msg = f"kwargs={kwargs!r} is not a dict of keyword arguments, such as {{'ddof': 1}}."
        raise InputTypeError(msg)
    if not args and not kwargs:
        return statistic
    if not callable(statistic):
        msg = (
            f"args= and kwargs= go to a function, and statistic is {name_of(statistic)!r}. A "
            "built-in one takes its own in the name, as in 'quantile:0.9'."
        )
        raise InputTypeError(msg)
    names = _names_from(statistic, n)[: len(args)]
    if len(names) == len(args):  # by keyword, so that NumPy's functions are recognised
        named = dict(zip(names, args, strict=True))
        return functools.partial(statistic, **named, **(kwargs or {}))
    return _Bound(statistic, tuple(args), kwargs or {})


@dataclass(frozen=True)
class Extra:
    """The extra arguments of a call, which follow ``n_samples`` samples."""

    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] | None = None
    n_samples: int = 1

    def bound_to(self, statistic: Any) -> Any:
        """Return the statistic with them, as `bound` does."""
        return bound(statistic, self.args, self.kwargs, self.n_samples)

    @property
    def plain(self) -> dict[str, Any] | None:
        """They as values of JSON; None if one of them is more than a number, text or None."""
        values = (*self.args, *(self.kwargs or {}).values())
        if not all(_is_plain(value) for value in values):
            return None
        kwargs = dict(self.kwargs or {})
        return {"args": list(self.args), "kwargs": kwargs, "n_samples": self.n_samples}


def _is_plain(value: Any) -> bool:
    """Whether JSON gives back the very value: numbers of NumPy, for one, are others."""
    return value is None or (
        type(value) in (bool, int, str) or (type(value) is float and math.isfinite(value))
    )


def _names_from(function: Callable[..., Any], n: int) -> list[str]:
    """Return the names of the parameters after the first ``n``, as far as they can be named."""
    function = getattr(function, "py_func", function)
    try:
        parameters = list(inspect.signature(function).parameters.values())[n:]
    except (TypeError, ValueError):
        return []
    names = []
    for parameter in parameters:
        if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
            break
        names.append(parameter.name)
    return names
