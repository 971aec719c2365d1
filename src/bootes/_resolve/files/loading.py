"""Results out of files and folders."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bootes._core.files.names import SUFFIX, label_of
from bootes._core.files.plain_facts import number
from bootes._core.files.stored import StoredRun
from bootes._resolve.files.restored import meaning, restored
from bootes.errors import StorageError
from bootes.results.mapping import ResultMapping

__all__ = ["files_in", "in_words", "loaded", "together"]


def loaded(path: Path) -> Any:
    """Return the result in a file, or those in a folder.

    Raises
    ------
    StorageError
        If there are none, or not all of them, or they are shards.
    """
    if not path.is_dir():
        return _alone(StoredRun(path))
    files = [StoredRun(file) for file in files_in(path)]
    with_shards = next((file for file in files if file.shard is not None), None)
    if with_shards is not None:
        _refuse_shard(with_shards)
    return together([[file] for file in files], str(path))


def _alone(file: StoredRun) -> Any:
    if file.shard is not None:
        _refuse_shard(file)
    return restored([file])


def _refuse_shard(file: StoredRun) -> None:
    msg = (
        f"{str(file.path)!r} is shard {file.shard} of a run. bootes.merge joins the shards to the "
        "result."
    )
    raise StorageError(msg)


def files_in(folder: Path) -> list[Path]:
    """Return the files of results in a folder.

    Raises
    ------
    StorageError
        If there are none.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError as error:
        msg = f"{str(folder)!r} cannot be read ({error.strerror or error})."
        raise StorageError(msg) from error
    if not found:
        msg = f"{str(folder)!r} holds no results: there are no files that end in {SUFFIX}."
        raise StorageError(msg)
    return found


def together(groups: Sequence[Sequence[StoredRun]], where: str) -> Any:
    """Return results as they were: one alone, or a mapping in its order.

    Parameters
    ----------
    groups : sequence of sequences of StoredRun
        The file, or the shards, of each result.
    where : str
        Where they are, for messages.

    Raises
    ------
    StorageError
        If some of the results are missing, or there are several of one label.
    """
    placed = sorted(((_place(group[0]), group) for group in groups), key=lambda pair: pair[0][0])
    labels = [label for (_, label, _), _ in placed]
    if labels == [None]:
        return restored(groups[0])
    _check_places([place for place, _ in placed], where)
    return ResultMapping({label: restored(group) for (_, label, _), group in placed})


_NAMED = 12
Place = tuple[int, Any, int | None]


def _place(file: StoredRun) -> Place:
    """Return the place of a result in its mapping, its label, and how many there are."""
    with meaning(file):
        facts: Mapping[str, Any] = file.head.facts
        count = facts["count"]
        label = label_of(facts["label"])
        return number(facts["order"]), label, None if count is None else number(count)


def _check_places(places: Sequence[Place], where: str) -> None:
    orders = [order for order, _, _ in places]
    counts = {count for _, _, count in places if count is not None}
    if len(counts) > 1 or len(set(orders)) < len(orders) or None in (p[1] for p in places):
        msg = (
            f"{where!r} holds the results of several calls. Load them one by one, or keep each "
            "call in a folder of its own."
        )
        raise StorageError(msg)
    n, there = max([*counts, orders[-1] + 1]), set(orders)
    if len(there) < n:
        missing = (order + 1 for order in range(n) if order not in there)
        verb = "is" if n - len(there) == 1 else "are"
        msg = (
            f"{where!r} holds {len(there)} of the {n} results of a call; "
            f"{in_words('number', missing, n - len(there))} {verb} missing."
        )
        raise StorageError(msg)


def in_words(what: str, numbers: Iterable[int], n: int) -> str:
    """Return "shards 3, 7 and 9" of n numbers.

    Examples
    --------
    >>> in_words("shard", [3, 7, 9], 3), in_words("shard", [2], 1)
    ('shards 3, 7 and 9', 'shard 2')
    """
    told = [str(number) for number in itertools.islice(numbers, _NAMED)]
    more = n - len(told)
    last = f"{more:,} more" if more else told.pop()
    listed = f"{', '.join(told)} and {last}" if told else last
    return f"{what}{'s' if n > 1 else ''} {listed}"
