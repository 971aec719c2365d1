"""Run what is prepared: one result, a mapping of them, or a shard of either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bootes._core.files.checkpoint import Checkpoint
from bootes._core.files.write_run import write_run
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._core.run import Run
from bootes._resolve.keeping import Keeping
from bootes.errors import BootesError
from bootes.results.head import head_of, late_of
from bootes.results.mapping import ResultMapping
from bootes.results.shard import ShardResult, ShardUnit

__all__ = ["Item", "run_items"]


class Item(Protocol):
    """Something that is ready to run: everything that can be refused has been."""

    @property
    def n_resamples(self) -> int:
        """The number of resamples, 0 where there is nothing to run."""

    def begun(self) -> Any:
        """Return the result of a run that has computed nothing yet."""

    def run(self, progress: Any, checkpoint: Checkpoint | None = None) -> Any:
        """Run it and return its result."""

    def execute(self, progress: Any, checkpoint: Checkpoint | None = None) -> Run | None:
        """Run it and return what came of its plan."""


def run_items(
    items: Mapping[Any, Item], keeping: Keeping | None, *, progress: ProgressOption, what: str
) -> Any:
    """Run items one after the other under one progress bar.

    Returns
    -------
    result, ResultMapping or ShardResult
        A result alone has the label None.

    Raises
    ------
    BootesError
        What an item raises, with a note of which one, and with the finished results in its
        attribute ``results``.
    """
    if keeping is not None:
        keeping.make()
    if keeping is not None and keeping.shard is not None:
        return _run_shard(items, keeping, progress, what)
    if list(items) == [None]:
        return _run_item((None, 0, 1), items[None], keeping, progress)
    results: dict[Any, Any] = {}
    n_resamples = sum(item.n_resamples for item in items.values())
    with Progress(progress, n_resamples, what) as bar:
        for order, (label, item) in enumerate(items.items()):
            try:
                results[label] = _run_item((label, order, len(items)), item, keeping, bar)
            except BootesError as error:
                error.add_note(f"In unit {label!r}; {_finished(results)} finished before it.")
                error.results = ResultMapping(results)  # type: ignore[attr-defined]
                raise
    return ResultMapping(results)


def _finished(results: Mapping[Any, Any]) -> str:
    names: Sequence[str] = [str(label) for label in results]
    return ", ".join(names) if names else "none"


def _run_item(
    place: tuple[Any, int, int],
    item: Item,
    keeping: Keeping | None,
    progress: Progress | ProgressOption,
) -> Any:
    """Run an item whose result has this label, this number and so many beside it."""
    if keeping is None:
        return item.run(progress)
    if not item.n_resamples:  # a fit that there is nothing to run of
        result = item.run(progress)
        write_run(keeping.path(place[0]), None, head_of(result, *place), late_of(result))
        return result
    checkpoint = keeping.checkpoint(place[0], head_of(item.begun(), *place))
    result = item.run(progress, checkpoint)
    checkpoint.finish(late_of(result))
    return result


def _run_shard(
    items: Mapping[Any, Item], keeping: Keeping, progress: ProgressOption, what: str
) -> ShardResult:
    """Compute a part of every item, which its file holds."""
    assert keeping.shard is not None
    spans = {label: keeping.shard.span(item.n_resamples) for label, item in items.items()}
    units: list[ShardUnit] = []
    with Progress(progress, sum(stop - start for start, stop in spans.values()), what) as bar:
        for order, (label, item) in enumerate(items.items()):
            result = item.begun()
            checkpoint = keeping.checkpoint(label, head_of(result, label, order, len(items)))
            run = item.execute(bar, checkpoint)
            if run is None:  # a fit that there is nothing to run of
                late = late_of(result)
                write_run(checkpoint.path, None, checkpoint.head, late, keeping.shard)
                continue
            checkpoint.finish(late_of(result, run, with_acceleration=keeping.shard.k == 1))
            name = run.plan.statistic.name
            units.append(ShardUnit.of(label, name, str(checkpoint.path), spans[label], run))
    return ShardResult(str(keeping.shard), str(keeping.folder), tuple(units))
