"""The delete-one jackknife: a scheme whose resamples leave out one row each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bootes.protocols import KernelReference
from bootes.samples import Samples
from bootes.schemes.sampler import KernelSampler

__all__ = ["jackknife"]

_FILL = KernelReference("bootes._kernels.resample", "fill_jackknife")


# More rows than resamples are left out in this many groups.
GROUPS = 1_000


def jackknife(samples: Samples, most: int | None = None) -> tuple[KernelSampler, ...]:
    """Return one sampler per independent sample; columns of one sample lose the same row.

    Sampler j has as many resamples as sample j has rows, and leaves out rows of sample j alone.
    Where there are more rows than ``most``, groups of rows are left out instead: row i belongs
    to group i modulo the number of groups, and a few last rows may belong to none.
    """
    lasts = np.cumsum(samples.tables)
    return tuple(
        _leave_out(samples, range(last - columns, last), most)
        for last, columns in zip(lasts.tolist(), samples.tables, strict=True)
    )


def _leave_out(samples: Samples, dropped: Sequence[int], most: int | None) -> KernelSampler:
    sizes = np.array(samples.sizes)
    n = int(sizes[dropped[0]])
    group = 1 if most is None or n <= most else -(-n // min(GROUPS, most))
    drop = np.isin(np.arange(len(sizes)), list(dropped)) * group
    layout = np.stack([samples.offsets[:-1], sizes, drop], axis=1).astype(np.int64).ravel()
    return KernelSampler(
        kind="jackknife",
        fill=_FILL,
        source=samples.values,
        layout=layout,
        offsets=np.concatenate([[0], np.cumsum(sizes - drop)]).astype(np.int64),
        total=n // group,
        hand_over=samples.arguments,
    )
