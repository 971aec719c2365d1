"""The verbs of results that are kept: load them, extend them, merge their shards."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeVar

from bootes._arguments import as_path, check_n_resamples
from bootes._core.files.stored_plan import StoredPlan
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._resolve.extension import extended
from bootes._resolve.files.loading import loaded
from bootes._resolve.files.merging import merged
from bootes._resolve.options import check_run
from bootes._resolve.revival import Reviver
from bootes._resolve.same_inputs import check_same_statistic
from bootes.errors import BootesError, InputError, InputTypeError
from bootes.results.bootstrap import BootstrapResult
from bootes.results.fit import FitResult
from bootes.results.mapping import ResultMapping
from bootes.results.permutation import PermutationResult

__all__ = ["extend", "load", "merge"]

Result = TypeVar("Result", BootstrapResult, FitResult, PermutationResult, ResultMapping[Any])

_KINDS = (BootstrapResult, FitResult, PermutationResult)


def load(
    path: str | os.PathLike[str],
    *,
    data: Any = None,
    statistic: Any = None,
    weights: Any = None,
) -> Any:
    """Return a result that was saved, or that a checkpoint holds.

    Nothing in the file is executed. It holds neither the data nor the function, and a result can
    do without them whatever needs no new resampling; :doc:`storage` has the list.

    Parameters
    ----------
    path : path
        A file; or a folder of files, those of a :class:`ResultMapping` or of ``checkpoint=``.
    data, statistic, weights : optional
        Those of the first call (for a fit, its model), for a result that can be extended and
        replayed as if it had never been saved. They are compared with what the file says.
        ``statistic`` is needed where it was a function, ``weights`` where they were arrays.

    Returns
    -------
    BootstrapResult, FitResult, PermutationResult or ResultMapping
        As it was when it was saved, to the bit.

    Raises
    ------
    StorageError
        If the file is none of ours, damaged, not finished, a shard or of a newer version.
    DataError, InputError
        If ``data`` or ``statistic`` are not those of the result.

    Examples
    --------
    >>> import tempfile, bootes as bt
    >>> r = bt.bootstrap([4.1, 5.0, 3.2, 6.3, 4.4, 5.8], "mean", n_resamples=999, rng=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = r.save(f"{folder}/mean.bootes")
    ...     again = bt.load(path)
    >>> again.interval().low == r.interval().low
    True
    """
    found = loaded(as_path(path))
    if data is None:
        _check_data_given(statistic, weights)
        return found
    revive = Reviver(data, statistic, weights)
    if isinstance(found, ResultMapping):
        return ResultMapping({label: revive(member) for label, member in found.items()})
    return revive(found)


def merge(paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Any:
    """Return the result of a run whose shards were computed one by one.

    It is the result of the run without shards, to the bit.

    Parameters
    ----------
    paths : path or sequence of paths
        Files of shards (``shard="k/K"``), and folders of them. A shard may be there twice.

    Returns
    -------
    BootstrapResult, FitResult, PermutationResult or ResultMapping
        As :func:`load` gives it.

    Raises
    ------
    StorageError
        If shards are missing, not finished, damaged, or of different runs.

    Examples
    --------
    >>> import tempfile, bootes as bt
    >>> x = [4.1, 5.0, 3.2, 6.3, 4.4, 5.8]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for shard in ("1/2", "2/2"):
    ...         part = bt.bootstrap(
    ...             x, "mean", n_resamples=999, rng=1, checkpoint=folder, shard=shard
    ...         )
    ...     r = bt.merge(folder)
    >>> r.interval().low == bt.bootstrap(x, "mean", n_resamples=999, rng=1).interval().low
    True
    """
    if isinstance(paths, str | os.PathLike):
        return merged([as_path(paths)])
    given: Any = paths
    if not isinstance(given, Sequence):
        msg = f"paths={paths!r} is of type {type(paths).__name__}; pass a path or a list of paths."
        raise InputTypeError(msg)
    return merged([as_path(path) for path in given])


def extend(
    result: Result,
    n_resamples: int,
    *,
    data: Any = None,
    statistic: Any = None,
    weights: Any = None,
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
    data, statistic, weights : optional
        Those of the first call (for a fit, its model). A loaded result needs its data, its
        statistic where that was a function, and weights that were arrays; any other result has
        its own. Where they are given they are compared with what the result knows of them.
    engine, n_jobs, progress
        As in :func:`bootes.bootstrap`.

    Returns
    -------
    BootstrapResult, FitResult, PermutationResult or ResultMapping
        As ``result``.

    Raises
    ------
    InputError
        If there are as many resamples already, the test is exact, the fit has no bootstrap,
        ``data`` or ``statistic`` differ from those of the result, or are missing.
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
    members = dict(result) if isinstance(result, ResultMapping) else {None: result}
    n_resamples = check_n_resamples(n_resamples)
    check_run(engine, n_jobs, progress)
    for label, member in members.items():
        _check(member, label, n_resamples, data, statistic)
    if data is not None:
        revive = Reviver(data, statistic, weights)
        members = {label: revive(member) for label, member in members.items()}
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
    booted = result.bootstrap if isinstance(result, FitResult) else result
    if data is None and booted is not None and isinstance(booted._plan, StoredPlan):
        msg = (
            f"the result{of} was loaded from a file, which does not hold the data. Pass data=..., "
            "and statistic=... where it was a function."
        )
        raise InputError(msg)
    if data is None and statistic is not None:
        check_same_statistic(result, statistic)


def _check_data_given(statistic: Any, weights: Any) -> None:
    """Refuse what would be compared with nothing."""
    for name, value in (("statistic", statistic), ("weights", weights)):
        if value is not None:
            msg = f"{name}= is of use together with data=..., which is missing."
            raise InputError(msg)
