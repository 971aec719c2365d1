"""The verb ``extend``: more resamples for a result, without computing the first ones again."""

from __future__ import annotations

from typing import Any, TypeVar

from bootes._arguments import check_n_resamples
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._resolve.extension import extended
from bootes._resolve.options import check_run
from bootes._resolve.same_inputs import check_same_data, check_same_statistic
from bootes.errors import BootesError, InputError, InputTypeError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult

__all__ = ["extend"]

Result = TypeVar("Result", BootstrapResult, FitResult, PermutationResult, ResultMapping[Any])

_KINDS = (BootstrapResult, FitResult, PermutationResult)


def extend(
    result: Result,
    n_resamples: int,
    *,
    data: Any = None,
    statistic: Any = None,
    engine: Any = None,
    n_jobs: int | None = None,
    progress: ProgressOption = None,
) -> Result:
    """Return a result with more resamples, of which the first ones are those of ``result``.

    It equals, to the bit, that of a run of ``n_resamples`` from the start, whatever the engines
    of both parts. Options are those of the first call; ``result`` stays as it is.

    Parameters
    ----------
    result : BootstrapResult, FitResult, PermutationResult or ResultMapping
        A test must be a Monte Carlo one; it stays one even where there are fewer arrangements.
        Every result of a mapping is extended.
    n_resamples : int
        The number of resamples in all, more than there are.
    data, statistic : optional
        Those of the first call (for a fit, its model). A result has its own; where they are
        given they are compared with them.
    engine, n_jobs, progress
        As in :func:`bootes.bootstrap`.

    Returns
    -------
    BootstrapResult, FitResult, PermutationResult or ResultMapping
        As ``result``.

    Raises
    ------
    InputError
        If there are as many resamples already, the test is exact, the fit has no bootstrap, or
        ``data`` or ``statistic`` differ from those of the result.
    InputTypeError
        If ``result`` is no result.
    StatisticError
        If a resample fails and the first call had ``on_error="raise"``.

    Examples
    --------
    >>> import bootes as bt
    >>> x = [4.1, 5.0, 3.2, 6.3, 4.4, 5.8]
    >>> r = bt.bootstrap(x, "mean", n_resamples=999, rng=1)
    >>> longer = bt.extend(r, 9_999)
    >>> longer.interval().low == bt.bootstrap(x, "mean", n_resamples=9_999, rng=1).interval().low
    True
    """
    members = result if isinstance(result, ResultMapping) else {None: result}
    n_resamples = check_n_resamples(n_resamples)
    check_run(engine, n_jobs, progress)
    for label, member in members.items():
        _check(member, label, n_resamples, data, statistic)
    longer: dict[Any, Any] = {}
    # A fit at a boundary has no bootstrap, and stays as it is.
    longer_ones = [member for member in members.values() if member.n_resamples]
    with Progress(progress, n_resamples * len(longer_ones), "extend") as bar:
        for member in longer_ones:
            bar.resumed(member.n_resamples, member.n_failed)
        for label, member in members.items():
            try:
                longer[label] = extended(member, n_resamples, engine, n_jobs, bar)
            except BootesError as error:
                if label is not None:
                    error.add_note(f"In unit {label!r}.")
                    error.results = ResultMapping(longer)  # type: ignore[attr-defined]
                raise
    found: Any = ResultMapping(longer) if isinstance(result, ResultMapping) else longer[None]
    return found  # type: ignore[no-any-return]


def _check(result: Any, label: Any, n_resamples: int, data: Any, statistic: Any) -> None:
    """Refuse what cannot be extended, before anything is computed."""
    of = "" if label is None else f" of {label!r}"
    if not isinstance(result, _KINDS):
        msg = f"a {type(result).__name__} is not a result of bootes, so it cannot be extended."
        raise InputTypeError(msg)
    if n_resamples <= result.n_resamples:
        msg = (
            f"n_resamples={n_resamples} is not more than the {result.n_resamples} resamples{of}; "
            "it is the number in all. The first replicates of a result are those of a shorter run."
        )
        raise InputError(msg)
    if data is not None:
        check_same_data(result, data)
    if statistic is not None:
        check_same_statistic(result, statistic)
