"""A look at a function before it is compiled: what it refers to, and whether it is a candidate."""

from __future__ import annotations

import hashlib
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from bootes.statistics.bytecode import facts_of
from bootes.statistics.plain import Plain, positional
from bootes.statistics.referents import (
    Obstacle,
    check_array,
    check_function,
    check_module,
    is_known,
    referents,
    stranger,
)

__all__ = ["Scan", "scan"]

_DEPTH = 12
# Of arrays, numbers, text and containers, as far as Numba knows them.
_NAMES = (
    "T all any append argmax argmin argsort astype clear conj copy count cumprod cumsum dot "
    "dtype endswith extend fill find flat flatten get imag index insert is_integer item items "
    "itemsize join keys lower max mean min nbytes ndim nonzero pop prod ptp ravel real repeat "
    "replace reshape reverse shape size sort split startswith std strides strip sum take "
    "transpose upper values var view"
)
_METHODS = frozenset(_NAMES.split())


class Scan(NamedTuple):
    """What a look at a function finds."""

    digest: str  # of the code and of all values that it refers to
    obstacle: str | None  # why it is no candidate for compilation
    refused: bool  # whether it is not even compiled on demand
    foreign: bool  # whether it calls what the user compiled


def scan(plain: Plain, *shape: object) -> Scan:
    """Look at a function and at the functions, numbers and arrays that it refers to.

    ``shape`` is what else the compiled code depends on.
    """
    look = _Look()
    try:
        look.note(repr(shape).encode())
        look.function(plain.function, ())
        for value in plain.extra:
            look.value(value, "an argument", ())
    except Obstacle as error:
        return Scan("", str(error), True, False)
    return Scan(look.digest.hexdigest(), look.doubt, False, look.foreign)


class _Look:
    def __init__(self) -> None:
        self.digest = hashlib.blake2b(digest_size=16)
        self.doubt: str | None = None
        self.foreign = False

    def note(self, part: bytes) -> None:
        self.digest.update(len(part).to_bytes(8, "little"))
        self.digest.update(part)

    def function(self, function: FunctionType, above: tuple[int, ...]) -> None:
        if id(function) in above or len(above) > _DEPTH:
            raise Obstacle("it calls itself")
        facts = facts_of(function.__code__)
        if facts.impure:
            raise Obstacle(facts.impure)
        self.note(facts.content)
        self.doubt = self.doubt or facts.unlikely
        above = (*above, id(function))
        for value, name, rest in referents(function, facts):
            self.reference(value, name, rest, above)
        for value in function.__defaults__ or ():
            self.value(value, "a default", above)
        self.attributes(facts.attributes, "")

    def attributes(self, names: frozenset[str] | set[str], owner: str) -> None:
        if not names <= _METHODS:
            self.doubt = self.doubt or f"it uses {owner}.{min(names - _METHODS)}"

    def reference(
        self, value: Any, name: str, rest: tuple[str, ...], above: tuple[int, ...]
    ) -> None:
        """Follow a name through modules to what it stands for."""
        while rest and isinstance(value, ModuleType):
            check_module(value)
            if not hasattr(value, rest[0]):
                msg = f"{name} has no {rest[0]!r}"
                raise Obstacle(msg)
            value, name, rest = getattr(value, rest[0]), f"{name}.{rest[0]}", rest[1:]
        self.note(".".join((name, *rest)).encode())
        self.value(value, repr(name), above)
        if not is_known(value):  # of types and functions of NumPy, Numba tells
            self.attributes(set(rest), name)

    def value(self, value: Any, name: str, above: tuple[int, ...]) -> None:
        if value is None or isinstance(value, bool | int | float | complex | str | np.generic):
            self.note(f"{type(value).__name__}:{value!r}".encode())
        elif isinstance(value, tuple):
            self.note(f"tuple:{len(value)}".encode())
            for item in value:
                self.value(item, name, above)
        elif isinstance(value, np.ndarray):
            check_array(value, name)
            self.note(f"array:{value.dtype.str}:{value.shape}:{value.strides}".encode())
            self.note(value.tobytes())
        elif isinstance(value, ModuleType):
            check_module(value)
            self.note(f"module:{value.__name__}".encode())
        elif is_known(value):
            self.note(f"known:{getattr(value, '__module__', '')}.{value.__name__}".encode())
        elif isinstance(value, FunctionType):
            self.helper(value, above)
        elif type(value).__module__ == "numba.core.registry" and hasattr(value, "py_func"):
            self.foreign = True
            self.note(f"njit:{sorted(value.targetoptions.items())!r}".encode())
            self.helper(value.py_func, above)
        else:
            raise stranger(value, name)

    def helper(self, function: FunctionType, above: tuple[int, ...]) -> None:
        check_function(function)
        if positional(function) is not function:
            msg = f"{function.__name__!r}, which it calls, has keyword-only parameters"
            raise Obstacle(msg)
        self.note(b"function")
        self.function(function, above)
