"""How many workers ``n_jobs`` stands for."""

from __future__ import annotations

from bootes.errors import InputError, InputTypeError, PerformanceWarning, warn

__all__ = ["n_workers", "usable_cpus"]

_LARGEST = 64  # where there are few CPUs; else four per CPU


def usable_cpus() -> int:
    """Return the CPUs that this process may use, by affinity and by cgroup."""
    from loky import cpu_count

    return max(1, int(cpu_count()))


def n_workers(n_jobs: int | None) -> int:
    """Return the number of workers for ``n_jobs``, as joblib counts.

    None and -1 are all usable CPUs, -2 one fewer, and so on. More than 64, or four per CPU if
    that is more, are not started: a warning says so.

    Raises
    ------
    InputTypeError
        If it is not an int.
    InputError
        If it is 0 or below minus the number of usable CPUs.

    Examples
    --------
    >>> n_workers(3)
    3
    """
    if n_jobs is None:
        return usable_cpus()
    if isinstance(n_jobs, bool) or not hasattr(n_jobs, "__index__"):
        msg = f"n_jobs={n_jobs!r} is not a whole number. Pass an int, or None for all CPUs."
        raise InputTypeError(msg)
    jobs = n_jobs.__index__()
    if 0 < jobs <= _LARGEST:
        return jobs
    cpus = usable_cpus()
    if jobs > 0:
        return _capped(jobs, max(_LARGEST, 4 * cpus))
    if jobs == 0 or jobs < -cpus:
        msg = (
            f"n_jobs={jobs} is not allowed. Pass a number of workers from 1, or -1 to -{cpus} "
            f"to count back from the {cpus} usable CPUs."
        )
        raise InputError(msg)
    return cpus + 1 + jobs


def _capped(jobs: int, most: int) -> int:
    if jobs > most:
        msg = f"n_jobs={jobs} is far more than the usable CPUs; {most} workers are used."
        warn(msg, PerformanceWarning)
    return min(jobs, most)
