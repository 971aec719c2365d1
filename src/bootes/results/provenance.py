"""What ran where, on what, with which versions: collected when it is asked for."""

from __future__ import annotations

import platform
from typing import Any

from bootes._core.execute import Run
from bootes._core.files.stored_plan import StoredPlan
from bootes._core.plan import Plan

__all__ = ["made_with", "provenance_of"]

_PACKAGES = ("bootes", "numpy", "numba", "scipy")


def provenance_of(plan: Plan, run: Run | None, **options: Any) -> dict[str, Any]:
    """Return the facts that let a reader repeat a result and judge it."""
    facts: dict[str, Any] = {
        "seed": str(plan.seed),
        "statistic": plan.statistic.name,
        "form": f"{plan.statistic.form} ({plan.statistic.reason})",
        "scheme": plan.sampler.kind,
        "n_resamples": plan.n_resamples,
        "on_error": plan.on_error,
        **options,
        "fingerprint": plan.fingerprint,
        "stream_version": plan.stream_version,
    }
    if run is not None:
        facts["execution"] = {
            "engine": run.engine,
            "workers": run.workers,
            "chunks": run.n_chunks,
            "lost_chunks": run.n_lost,
            "seconds": round(run.seconds, 6),
        }
        if run.n_resumed:
            facts["execution"]["from_checkpoint"] = run.n_resumed
    return {**facts, **(plan.made_with if isinstance(plan, StoredPlan) else made_with())}


def made_with() -> dict[str, Any]:
    """Return the versions and the machine that compute here."""
    from importlib.metadata import version

    versions = {name: version(name) for name in _PACKAGES}
    return {
        "versions": {**versions, "python": platform.python_version()},
        "machine": f"{platform.system()} {platform.machine()}",
    }
