"""The iid bootstrap: rows drawn with replacement, each sample from itself."""

from __future__ import annotations

import numpy as np

from bootes.protocols import KernelReference
from bootes.samples import Samples
from bootes.schemes.sampler import KernelSampler

__all__ = ["iid"]

_MODULE = "bootes._kernels.resample"
_SAMPLES = KernelReference(_MODULE, "fill_samples")
_ROWS = KernelReference(_MODULE, "fill_rows")
_TABLES = KernelReference(_MODULE, "fill_tables")


def iid(samples: Samples) -> KernelSampler:
    """Draw n rows of n with replacement; columns of one sample share their rows."""
    kind, fill, layout = "samples", _SAMPLES, samples.offsets
    if samples.paired:
        kind, fill = "rows", _ROWS
    elif max(samples.tables) > 1:
        kind, fill = "tables", _TABLES
        firsts = samples.offsets[np.cumsum((0, *samples.tables[:-1]))]
        layout = np.stack([firsts, samples.rows, samples.tables], axis=1).astype(np.int64).ravel()
    return KernelSampler(
        kind=kind,
        fill=fill,
        source=samples.values,
        layout=layout,
        offsets=samples.offsets,
        hand_over=samples.arguments,
    )
