"""The data themselves as a scheme with one resample: its replicate is the estimate."""

from __future__ import annotations

from bootes.protocols import KernelReference
from bootes.samples import Samples
from bootes.schemes.sampler import KernelSampler

__all__ = ["original"]

_FILL = KernelReference("bootes._kernels.resample", "fill_original")


def original(samples: Samples) -> KernelSampler:
    """Copy the data, so that the estimate is computed by the form of the replicates."""
    return KernelSampler(
        kind="original",
        fill=_FILL,
        source=samples.values,
        layout=samples.offsets,
        offsets=samples.offsets,
        total=1,
        hand_over=samples.arguments,
    )
