"""The table of schemes that the bootstrap knows by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bootes.protocols import Sampler
from bootes.samples import Samples
from bootes.schemes.iid import iid

__all__ = ["SCHEMES"]

SCHEMES: Mapping[str, Callable[[Samples], Sampler]] = {"iid": iid}
