"""What a name in a function may stand for, so that the function can be compiled."""

from __future__ import annotations

import builtins
import functools
from collections.abc import Iterator
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from bootes.statistics.bytecode import CodeFacts

__all__ = [
    "Obstacle",
    "check_array",
    "check_function",
    "check_module",
    "is_known",
    "referents",
    "stranger",
]

_LARGEST_ARRAY = 65_536  # bytes of an array that is compiled into the function
_NAMES = (
    "abs bool complex dict divmod enumerate filter float int isinstance len list map max min "
    "pow range reversed round set slice sorted str sum tuple zip"
)
_BUILTINS = frozenset(_NAMES.split())
_MODULES = frozenset(("math", "cmath", "operator"))
_PACKAGES = frozenset(
    ("bokeh", "matplotlib", "os", "pandas", "polars", "scipy", "sklearn", "statsmodels", "sys")
)


class Obstacle(Exception):
    """Why a function is not compiled, not even on demand."""


def referents(
    function: FunctionType, facts: CodeFacts
) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    """Yield what the names of a function stand for, with the attributes that are taken of it.

    Python's own functions are checked here, and left out.
    """
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    for name, *rest in facts.cells:
        try:
            yield cells[name].cell_contents, name, tuple(rest)
        except ValueError:
            raise _nothing(name) from None
    for name, *rest in facts.globals:
        if name in function.__globals__:
            yield function.__globals__[name], name, tuple(rest)
        elif not hasattr(builtins, name):
            raise _nothing(name)
        elif name not in _BUILTINS and not _is_exception(getattr(builtins, name)):
            raise _uses(name)


def _nothing(name: str) -> Obstacle:
    return Obstacle(f"its variable {name!r} has no value")


def _uses(what: str) -> Obstacle:
    return Obstacle(f"it uses {what}")


def check_module(module: ModuleType) -> None:
    """Refuse modules of random numbers, and those that are known not to be compiled."""
    root = module.__name__.split(".")[0]
    if module.__name__.startswith(("numpy.random", "random", "secrets")):
        raise _random()
    if root in _PACKAGES or module.__name__.startswith("numpy.ma"):
        raise _uses(module.__name__ if root == "numpy" else root)


def check_function(function: FunctionType) -> None:
    """Refuse functions of packages that are known not to be compiled."""
    root = (function.__module__ or "").split(".")[0]
    if root in _PACKAGES:
        raise _uses(root)


def check_array(array: Any, name: str) -> None:
    """Refuse what is no array of numbers, or too large to be compiled into a function."""
    if array.dtype.kind not in "biuf" or type(array) is not np.ndarray:
        msg = f"{name} is an array of {array.dtype}"
        raise Obstacle(msg)
    if array.nbytes > _LARGEST_ARRAY:
        msg = f"the array {name} has {array.nbytes} bytes, and {_LARGEST_ARRAY} are the most"
        raise Obstacle(msg)


def is_known(value: Any) -> bool:
    """Whether this is a function or type of NumPy, math or Python itself, or an exception."""
    if not hasattr(value, "__name__"):
        return False
    if _is_exception(value) or value is np.ndarray:
        return True
    if isinstance(value, BuiltinFunctionType | type) and value.__module__ == "builtins":
        return value.__name__ in _BUILTINS
    if isinstance(value, BuiltinFunctionType) and value.__module__ in _MODULES:
        return True
    return callable(value) and _is_numpy(value)


def _is_exception(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, Exception)


@functools.lru_cache(maxsize=1)
def _of_numpy() -> frozenset[int]:
    # By identity: universal functions do not tell whose they are.
    return frozenset(id(getattr(np, name)) for name in dir(np) if callable(getattr(np, name)))


def _is_numpy(value: Any) -> bool:
    if id(value) in _of_numpy():
        return True
    module = getattr(value, "__module__", None) or ""
    return module.startswith("numpy.") and not module.startswith(("numpy.random", "numpy.ma"))


def stranger(value: Any, name: str) -> Obstacle:
    """Return why a value of any other kind is not compiled."""
    kind = type(value).__name__
    owner = getattr(value, "__self__", value)
    if type(owner).__module__.startswith("numpy.random") or type(owner).__module__ == "random":
        return _random()
    if isinstance(value, list | dict | set | bytearray):
        return Obstacle(f"it reads {name}, a {kind} that may change, unlike a tuple or an array")
    if isinstance(value, BuiltinFunctionType | type):
        return _uses(value.__name__)
    return Obstacle(f"it uses {name}, {'an' if kind[:1] in 'AEIOUaeiou' else 'a'} {kind}")


def _random() -> Obstacle:
    return Obstacle("it draws random numbers of its own")
