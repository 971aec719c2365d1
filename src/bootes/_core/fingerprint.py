"""Fingerprints: a hash of values, arrays and functions that does not depend on line numbers."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from bootes._core.closures import closure_values

__all__ = ["fingerprint"]

_DEPTH = 12


def fingerprint(value: Any) -> str:
    """Return 32 hexadecimal digits that change with anything in ``value``.

    Functions are taken by their bytecode, constants, defaults, closure values and the globals
    that they name, not by name or line number.
    """
    digest = hashlib.blake2b(digest_size=16, person=b"bootes-plan")
    for part in _parts(value, ()):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _parts(value: Any, above: tuple[int, ...]) -> Iterator[bytes]:
    """Yield the bytes of a value; what is already being read above is named, not read again."""
    if id(value) in above or len(above) > _DEPTH:
        yield b"seen"
        return
    above = (*above, id(value))
    if value is None or isinstance(value, bool | int | float | complex | str | bytes):
        yield f"{type(value).__name__}:{value!r}".encode()
    elif isinstance(value, np.ndarray | np.generic):
        array = np.ascontiguousarray(value)
        yield f"array:{array.dtype.str}:{array.shape}".encode()
        yield array.tobytes() if array.dtype != object else repr(array.tolist()).encode()
    elif isinstance(value, tuple | list | set | frozenset):
        items = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
        yield f"{type(value).__name__}:{len(value)}".encode()
        for item in items:
            yield from _parts(item, above)
    elif isinstance(value, dict):
        yield f"dict:{len(value)}".encode()
        for name, item in value.items():
            yield from _parts(name, above)
            yield from _parts(item, above)
    else:
        yield from _code_parts(value, above)


def _code_parts(value: Any, above: tuple[int, ...]) -> Iterator[bytes]:
    if isinstance(value, functools.partial):
        yield b"partial"
        yield from _parts((value.func, value.args, value.keywords), above)
    elif hasattr(value, "py_func"):  # compiled by Numba: the function behind it
        yield b"compiled"
        yield from _parts(value.py_func, above)
    elif isinstance(value, FunctionType):
        yield from _function_parts(value, above)
    elif isinstance(value, CodeType):
        yield from _parts((value.co_code, value.co_names, value.co_consts), above)
    elif isinstance(value, ModuleType):
        yield f"module:{value.__name__}:{getattr(value, '__version__', '')}".encode()
    elif hasattr(value, "__self__") and hasattr(value, "__func__"):
        yield from _parts((value.__func__, value.__self__), above)
    elif hasattr(value, "__qualname__"):  # classes, NumPy's functions, builtins
        yield f"name:{getattr(value, '__module__', '')}.{value.__qualname__}".encode()
    else:
        yield f"object:{type(value).__module__}.{type(value).__qualname__}".encode()
        yield from _parts(_attributes(value), above)


def _attributes(value: Any) -> dict[str, Any]:
    """Return what an object holds, in its ``__dict__`` and in its slots."""
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    held = {name: getattr(value, name) for name in slots if hasattr(value, name)}
    return {**held, **getattr(value, "__dict__", {})}


def _function_parts(function: FunctionType, above: tuple[int, ...]) -> Iterator[bytes]:
    module = function.__module__ or ""
    if module.split(".")[0] in ("numpy", "scipy", "bootes"):
        yield f"name:{module}.{function.__qualname__}".encode()
        return
    yield b"function"
    cells = list(closure_values(function).values())
    named = {
        name: function.__globals__[name]
        for name in sorted(_global_names(function.__code__))
        if name in function.__globals__
    }
    yield from _parts((function.__code__, function.__defaults__, cells, named), above)


def _global_names(code: CodeType) -> set[str]:
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return set(code.co_names).union(*(_global_names(const) for const in inner))
