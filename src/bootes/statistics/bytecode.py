"""What the bytecode of a function tells without running it: names it takes, things it does."""

from __future__ import annotations

import dis
import functools
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

__all__ = ["CodeFacts", "facts_of"]

# What no compiled function can do, or what makes it more than a function of the data.
_IMPURE = {
    "STORE_GLOBAL": "it assigns to a global variable",
    "DELETE_GLOBAL": "it deletes a global variable",
    "STORE_ATTR": "it sets an attribute",
    "DELETE_ATTR": "it deletes an attribute",
}
_UNLIKELY = {
    "IMPORT_NAME": "it imports inside",
    "YIELD_VALUE": "it uses a generator",
    "RETURN_GENERATOR": "it uses a generator",
    "PUSH_EXC_INFO": "it uses try or with",
    "LOAD_BUILD_CLASS": "it defines a class inside",
    "LOAD_SUPER_ATTR": "it uses super",
}
_INNER = frozenset(("<listcomp>",))  # functions inside that Numba writes out
_ATTRIBUTES = frozenset(("LOAD_ATTR", "LOAD_METHOD"))
_NAMES = frozenset(("LOAD_GLOBAL", "LOAD_NAME"))
_CELLS = frozenset(("LOAD_DEREF", "LOAD_CLASSDEREF"))

Chain = tuple[str, ...]


class CodeFacts(NamedTuple):
    """The facts of one code object and of those inside it."""

    globals: tuple[Chain, ...]  # names with the attributes that follow: ("np", "linalg", "norm")
    cells: tuple[Chain, ...]
    attributes: frozenset[str]  # of what the function computes
    impure: str | None
    unlikely: str | None
    content: bytes  # all that the function does, without line numbers


@functools.lru_cache(maxsize=512)
def facts_of(code: CodeType) -> CodeFacts:
    """Read a code object."""
    chains, attributes = _chains(code)
    done = [i.opname for i in dis.get_instructions(code)]
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    below = [facts_of(one) for one in inner]
    mine = set(code.co_cellvars)
    cells = {chain for kind, chain in chains if kind == "cell"}
    cells |= {chain for facts in below for chain in facts.cells if chain[0] not in mine}
    names = {chain for kind, chain in chains if kind == "global"}
    impure = [_IMPURE[name] for name in done if name in _IMPURE]
    impure += ["it assigns to a variable around it" for _ in _outward(code)]
    unlikely = [_UNLIKELY[name] for name in done if name in _UNLIKELY]
    unlikely += ["it defines a function inside" for one in inner if one.co_name not in _INNER]
    return CodeFacts(
        tuple(sorted(names.union(*(facts.globals for facts in below)))),
        tuple(sorted(cells)),
        attributes.union(*(facts.attributes for facts in below)),
        next(iter([*impure, *(facts.impure for facts in below if facts.impure)]), None),
        next(iter([*(f.unlikely for f in below if f.unlikely), *unlikely]), None),
        _content(code),
    )


def _chains(code: CodeType) -> tuple[set[tuple[str, Chain]], frozenset[str]]:
    """Return the names that are taken from outside, and attributes of anything else."""
    found, attributes = set[tuple[str, Chain]](), set[str]()
    kind, chain = "", list[str]()
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in _ATTRIBUTES and chain:
            chain.append(str(value))
            continue
        if chain:
            found.add((kind, tuple(chain)))
            chain = []
        if name in _NAMES:
            kind, chain = "global", [str(value)]
        elif name in _CELLS and value in code.co_freevars:
            kind, chain = "cell", [str(value)]
        elif name in _ATTRIBUTES:
            attributes.add(str(value))
    return found, frozenset(attributes)


def _outward(code: CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        outside = instruction.argval in code.co_freevars
        if instruction.opname in ("STORE_DEREF", "DELETE_DEREF") and outside:
            yield str(instruction.argval)


def _content(code: CodeType) -> bytes:
    consts = [_constant(const) for const in code.co_consts]
    shape = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return repr((code.co_code, code.co_exceptiontable, consts, names, shape)).encode()


def _constant(const: object) -> object:
    if isinstance(const, CodeType):
        return _content(const)
    if isinstance(const, frozenset):  # in an order that is the same in every process
        return sorted(repr(one) for one in const)
    return type(const).__name__, repr(const)
