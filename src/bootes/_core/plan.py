"""The plan: which statistic, of which resamples, kept how, under which key."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bootes._core.fingerprint import fingerprint
from bootes._streams import STREAM_VERSION, Seed
from bootes.protocols import Key, Reducer, Sampler, Statistic

__all__ = ["Plan"]


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that the numbers are a function of; where it runs is not part of it.

    Attributes
    ----------
    statistic : Statistic
        In one fixed form.
    sampler : Sampler
        The scheme bound to the data.
    reducers : tuple of Reducer
        What is kept of the replicates.
    seed, purpose, label : Seed, str, str
        What the key is made from.
    n_resamples : int
        How many replicates are computed.
    on_error : {"raise", "omit"}
        What a failing replicate does.
    """

    statistic: Statistic
    sampler: Sampler
    reducers: tuple[Reducer, ...]
    seed: Seed
    purpose: str
    n_resamples: int
    on_error: str = "raise"
    label: str = ""

    @functools.cached_property
    def key(self) -> Key:
        """The 128-bit key of the streams of this plan."""
        return self.seed.key(self.purpose, self.label)

    @property
    def stream_version(self) -> int:
        """The version of the streams that replicates are drawn from."""
        return STREAM_VERSION

    @property
    def is_compiled(self) -> bool:
        """Whether replicates are drawn and computed without the GIL."""
        compiled = self.statistic.form in ("kernel", "compiled")
        return compiled and self.sampler.fill is not None

    def identity(self) -> tuple[Any, ...]:
        """Return what the fingerprint is made from; n_resamples is left out, since it may grow."""
        return (
            "plan",
            STREAM_VERSION,
            np.asarray(self.key),
            self.statistic.identity(),
            self.sampler.identity(),
            self.on_error,
        )

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of data, statistic, scheme, key and the options that change numbers."""
        return fingerprint(self.identity())

    def having(self, **changes: Any) -> Plan:
        """Return a plan that differs in some attributes."""
        return replace(self, **changes)
