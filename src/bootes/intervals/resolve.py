"""The table of interval methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bootes.intervals.basic import basic
from bootes.intervals.bca import bca
from bootes.intervals.normal import normal
from bootes.intervals.percentile import percentile
from bootes.protocols import Limits

__all__ = ["INTERVALS"]

INTERVALS: Mapping[str, Callable[..., Limits]] = {
    "percentile": percentile,
    "basic": basic,
    "normal": normal,
    "bca": bca,
}
