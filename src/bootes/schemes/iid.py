"""The iid bootstrap: rows drawn with replacement, each sample from itself."""

from __future__ import annotations

from bootes.protocols import KernelReference, Samples
from bootes.schemes.sampler import KernelSampler

__all__ = ["iid"]

_SAMPLES = KernelReference("bootes._kernels.resample", "fill_samples")
_ROWS = KernelReference("bootes._kernels.resample", "fill_rows")


def iid(samples: Samples) -> KernelSampler:
    """Draw n rows of n with replacement; columns of one sample share their rows."""
    return KernelSampler(
        kind="rows" if samples.paired else "samples",
        fill=_ROWS if samples.paired else _SAMPLES,
        source=samples.values,
        layout=samples.offsets,
        offsets=samples.offsets,
        matrix=samples.matrix,
        integer=samples.integer,
    )
