"""The names of the built-in statistics, in groups that can be read."""

from __future__ import annotations

import difflib

from bootes.errors import UnknownNameError
from bootes.statistics.builtin import BUILTINS, LEVELLED

__all__ = ["listed", "unknown_name"]

_LEVELS = [f"{name}:{level}" for name, level in zip(LEVELLED, ("0.9", "0.1"), strict=True)]


def listed(*, one: bool = True, paired: bool = True) -> str:
    """Return the names in groups: of one sample, of two, of pairs, of two or more."""
    rows = [row for row in BUILTINS.values() if not row.base]
    of_one = [row.name for row in rows if row.n_samples == 1] + _LEVELS
    of_two = [r.name for r in rows if r.n_samples == 2 and not r.paired and not r.or_more]
    groups = [f"of one sample: {', '.join(of_one)}"] if one else []
    source = "any of these" if one else f"any of {', '.join(of_one)}"
    groups += [
        f"of two samples: {source} with _difference or _ratio after the name, as in "
        f"mean_difference; {', '.join(of_two)}",
        f"of two samples or more: {', '.join(row.name for row in rows if row.or_more)}",
    ]
    if paired:
        groups.append(f"of pairs: {', '.join(row.name for row in rows if row.paired)}")
    return "; ".join(groups)


def unknown_name(name: str) -> UnknownNameError:
    """Return the error with the nearest name, or with all of them where none is near."""
    near = difflib.get_close_matches(name, [*BUILTINS, *_LEVELS], n=3)
    if not near:
        return UnknownNameError(f"unknown statistic {name!r}. There are, {listed()}.")
    others = f" Also near: {', '.join(near[1:])}." if near[1:] else ""
    return UnknownNameError(
        f"unknown statistic {name!r}. Did you mean {near[0]!r}?{others} All names are in "
        "docs/statistics.md."
    )
