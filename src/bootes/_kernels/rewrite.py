"""Compile a plain function as it is, with NumPy's functions replaced by our twins of them.

Names are replaced in Numba's own representation of the function, in a compiler of our own: no
source text and no bytecode is changed, and nothing is registered that other functions could see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
from numba import njit
from numba.core import ir
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.ir_utils import find_topo_order
from numba.core.untyped_passes import InlineClosureLikes

__all__ = ["dispatcher_of"]

_NAMED = ir.Global | ir.FreeVar
_DTYPES: dict[Any, Any] = {int: np.int64, float: np.float64, bool: np.bool_}


def dispatcher_of(function: FunctionType) -> Any:
    """Return a Numba function that computes what a plain one does.

    Functions that it calls are compiled in the same way, each once. A number divided by zero
    raises: types do not tell Python's, where it should, from NumPy's.
    """
    made: dict[FunctionType, Any] = {}

    def of(inner: FunctionType) -> Any:
        if inner not in made:
            made[inner] = njit(
                nogil=True,
                error_model="python",
                boundscheck=True,
                pipeline_class=_compiler(of),
            )(inner)
        return made[inner]

    return of(function)


def _compiler(of: Callable[[FunctionType], Any]) -> type[CompilerBase]:
    class Compiler(CompilerBase):  # type: ignore[misc]  # Numba has no types
        def define_pipelines(self):
            # Needed only where it is not on disk.
            from . import numpy_twins_several, powers, python_twins  # noqa: F401

            self.state.typingctx.refresh()  # the twins are new to a compilation under way
            self.state.targetctx.refresh()
            passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
            self.state.bootes_dispatcher_of = of
            # Before 3.12 a list comprehension is a function of its own, until it is written out.
            passes.add_pass_after(_Twins, InlineClosureLikes)
            passes.finalize()
            return [passes]

    return Compiler


@register_pass(mutates_CFG=False, analysis_only=False)
class _Twins(FunctionPass):  # type: ignore[misc]  # as above
    """Put twins in the place of NumPy's functions, compiled ones in that of plain helpers."""

    _name = "bootes_twins"

    def __init__(self):
        FunctionPass.__init__(self)

    def run_pass(self, state):
        from .powers import insert_checks

        found = state.func_ir.blocks
        blocks = [found[label] for label in find_topo_order(found)]
        lines = [line for block in blocks for line in block.body if isinstance(line, ir.Assign)]
        assigned = Counter(line.target.name for line in lines)
        names = _Names(
            state.bootes_dispatcher_of, {n for n, times in assigned.items() if times > 1}
        )
        for line in lines:
            names.replace(line)
        insert_checks(state.func_ir, names.values)
        return True


class _Names:
    """Follows what variables stand for; those that are assigned to again stand for nothing."""

    def __init__(self, of: Callable[[FunctionType], Any], changing: set[str]) -> None:
        self.of = of
        self.changing = changing
        self.values: dict[str, Any] = {}
        self.owners: dict[str, Any] = {}  # of variables that are methods
        self.casts: set[str] = set()  # variables that are methods with a dtype
        self.lines: dict[str, Any] = {}  # where round or a type of Python's is named

    def replace(self, line: Any) -> None:
        """Change the right-hand side of one assignment, where it must be."""
        value, target = line.value, line.target.name
        if isinstance(value, _NAMED):
            self.stands_for(value.value, line)
        elif isinstance(value, ir.Var):
            for known in (self.values, self.owners, self.lines):
                if value.name in known and target not in self.changing:
                    known[target] = known[value.name]
        elif isinstance(value, ir.Expr) and value.op == "getattr":
            self.attribute(value, line)
        elif isinstance(value, ir.Expr) and value.op == "call":
            self.types(value)
            if value.func.name in self.owners:
                value.args = [self.owners[value.func.name], *value.args]

    def attribute(self, value: Any, line: Any) -> None:
        from .numpy_twins import METHODS

        owner = self.values.get(value.value.name)
        if isinstance(owner, ModuleType):
            self.stands_for(getattr(owner, value.attr, None), line)
        elif value.attr in ("astype", "view"):
            self.casts.add(line.target.name)
        elif value.attr in METHODS:
            self.owners[line.target.name] = value.value
            line.value = _named(METHODS[value.attr], line)

    def types(self, call: Any) -> None:
        """Change types of Python's: where they convert a number, and where they are a dtype."""
        from .python_twins import CONVERSIONS

        function = call.func.name
        stands_for = self.values.get(function)
        if len(call.args) == 1 and not call.kws:
            self.rename(function, CONVERSIONS)
        if stands_for is map:
            self.rename(call.args[0].name, CONVERSIONS)
        if function in self.casts and not call.args and dict(call.kws).keys() == {"dtype"}:
            call.args, call.kws = [call.kws[0][1]], ()  # Numba takes it by position only
        if function in self.casts or _is_numpys(stands_for):
            for given in (*call.args, *(one for _, one in call.kws)):
                self.rename(given.name, _DTYPES)

    def rename(self, name: str, others: dict[Any, Any]) -> None:
        """Put another in the place of what a variable stands for, where there is one."""
        line = self.lines.get(name)
        if line is not None and self.values[name] in others:
            line.value = _named(others[self.values[name]], line)

    def stands_for(self, value: Any, line: Any) -> None:
        replacement = self.replacement(value)
        if replacement is not None:
            line.value = _named(replacement, line)
        if line.target.name not in self.changing:
            self.values[line.target.name] = value
            if value is round or (isinstance(value, type) and value in _DTYPES):
                self.lines[line.target.name] = line

    def replacement(self, value: Any) -> Any:
        from .numpy_twins import FUNCTIONS

        if isinstance(value, FunctionType) and not _belongs_to_numpy(value):
            return self.of(value)
        try:
            return FUNCTIONS.get(value)
        except TypeError:  # unhashable: an array
            return None


def _belongs_to_numpy(function: FunctionType) -> bool:
    return (function.__module__ or "").split(".")[0] in ("numpy", "numba", "math")


def _is_numpys(function: Any) -> bool:
    return (getattr(function, "__module__", None) or "").split(".")[0] == "numpy"


def _named(replacement: Any, line: Any) -> Any:
    return ir.Global(getattr(replacement, "__name__", "twin"), replacement, line.loc)
