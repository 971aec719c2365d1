"""What stands behind a callable: a plain function, and what its further parameters are."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import FunctionType
from typing import Any, NamedTuple

__all__ = ["Plain", "as_plain", "positional"]

_VARIABLE, _KEYWORDS = 0x04, 0x08  # flags of code objects: *args and **kwargs


class Plain(NamedTuple):
    """A function of the samples and then of ``extra``, all by position."""

    function: Any  # a FunctionType, which mypy would bind to the tuple
    extra: tuple[Any, ...]


def as_plain(statistic: Any, n_samples: int) -> Plain | str:
    """Return the function behind a callable, or why there is none that could be compiled.

    Arguments that ``functools.partial`` or a caller has bound, and defaults, become ``extra``.
    """
    if _is_ours(statistic) and hasattr(statistic, "of_columns"):
        statistic = statistic.of_columns(n_samples)
    args, keywords = tuple[Any, ...](), dict[str, Any]()
    while (bound := _unbound(statistic)) is not None:
        statistic, more, named = bound
        args, keywords = args + more, {**named, **keywords}
    if not isinstance(statistic, FunctionType):
        return f"it is {_told(statistic)}, not a plain function"
    function = positional(statistic)
    if isinstance(function, str):
        return function
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    given = dict(zip(names[::-1], (function.__defaults__ or ())[::-1], strict=False))
    given |= dict(zip(names[n_samples:], args, strict=False)) | keywords
    further = names[n_samples:]
    if set(keywords) & set(names[:n_samples]) or not set(keywords) <= set(names):
        return "its samples are not its first parameters"
    if len(args) > len(further) or not set(further) <= set(given):
        return "not all of its parameters have values"
    return Plain(function, tuple(given[name] for name in further))


def _unbound(statistic: Any) -> tuple[Any, tuple[Any, ...], Mapping[str, Any]] | None:
    """Return what arguments are bound to, those that follow the samples, and those by name."""
    if isinstance(statistic, functools.partial) and not statistic.args:
        return statistic.func, (), statistic.keywords
    if _is_ours(statistic) and hasattr(statistic, "kwargs"):
        return statistic.function, tuple(statistic.args), statistic.kwargs
    return None


def positional(function: FunctionType) -> FunctionType | str:
    """Return the function with its keyword-only parameters as further positional ones."""
    code = function.__code__
    if code.co_flags & _KEYWORDS:
        return "it takes **kwargs"
    if not code.co_kwonlyargcount:
        return function
    names = code.co_varnames[code.co_argcount :][: code.co_kwonlyargcount]
    defaults = function.__kwdefaults__ or {}
    if code.co_flags & _VARIABLE or not set(names) <= set(defaults):
        return "it has keyword-only parameters"
    moved = code.replace(co_argcount=code.co_argcount + len(names), co_kwonlyargcount=0)
    given = (*(function.__defaults__ or ()), *(defaults[name] for name in names))
    return FunctionType(moved, function.__globals__, function.__name__, given, function.__closure__)


def _is_ours(statistic: Any) -> bool:
    return type(statistic).__module__.startswith("bootes.")


def _told(statistic: Any) -> str:
    kind = type(statistic).__name__
    return f"an {kind}" if kind[:1].lower() in "aeiou" else f"a {kind}"
