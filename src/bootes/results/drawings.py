"""Every distribution of a result, to be drawn one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from bootes.results.bootstrap import BootstrapResult
from bootes.results.figures import bootstrap_figure, permutation_figure
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult
from bootes.results.words import facts_words

__all__ = ["drawings_of", "n_drawings"]

Drawing: TypeAlias = tuple[str, Callable[[], Any]]


def drawings_of(result: Any, **options: Any) -> Iterator[Drawing]:
    """Yield (caption, function that draws) of every component; nothing is drawn yet.

    Parameters
    ----------
    result : BootstrapResult, FitResult, PermutationResult or ResultMapping
    **options
        Passed on to the plots.
    """
    if isinstance(result, ResultMapping):
        for member in result.values():
            yield from drawings_of(member, **options)
    elif isinstance(result, PermutationResult):
        for j, name in enumerate(_names(result)):
            caption = f"Null distribution of {name}; what is as extreme as observed is red."
            yield caption, partial(permutation_figure, result, component=j, **options)
    elif (booted := _booted(result)) is not None:
        for j, name in enumerate(_names(booted)):
            caption = f"Replicates of {name}; those inside the interval are darker."
            draw = partial(bootstrap_figure, booted, kind="histogram", component=j, **options)
            yield caption, draw


def n_drawings(result: Any) -> int:
    """Return how many distributions there are."""
    return sum(1 for _ in drawings_of(result))


def _booted(result: BootstrapResult | FitResult) -> BootstrapResult | None:
    return result.bootstrap if isinstance(result, FitResult) else result


def _names(result: BootstrapResult | PermutationResult) -> list[str]:
    of = facts_words(result._facts)
    statistic: str = result._plan.statistic.name
    return [f"{name}{of}" for name in ((statistic,) if result.names is None else result.names)]
