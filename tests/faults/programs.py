"""Programs that run the work with a checkpoint on an engine of any kind, and are disturbed."""

from __future__ import annotations

from contextlib import contextmanager

from tests.engines.programs import Program
from tests.engines.services import ROOT, SERVICES, environment

__all__ = ["ALONE", "ENGINES", "program"]

# What stands before the call, and what is passed.
ENGINES = {
    "serial": ("if True:", "engine='serial'"),
    "threads": ("if True:", "engine='threads', n_jobs=2"),
    "processes": ("if True:", "engine='processes', n_jobs=2"),
    "pool of ours": ("if True:", "engine=pool"),
    "pool of the user": ("with pool() as opened:", "engine=opened"),
    "dask": ("if True:", "engine='dask', n_jobs=2"),
    "ray": ("if True:", "engine='ray', n_jobs=2"),
    "ipyparallel": ("if True:", "engine=client()"),
}

# Those whose workers end with the program.
ALONE = ("serial", "threads", "processes", "pool of ours", "dask", "ray")

BODY = """
import functools, multiprocessing
from concurrent.futures import ProcessPoolExecutor
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.chunks import ChunkSizes
from tests.faults.work import busy, run

pool = functools.partial(
    ProcessPoolExecutor, 2, mp_context=multiprocessing.get_context("spawn"))

def client():
    import ipyparallel
    return ipyparallel.Client(profile_dir={profile!r}, cluster_id={cluster!r})

ChunkSizes.stop = lambda self, start, n_resamples, workers: start + 20
add = Checkpoint.add

def written_at_once(self, chunk, partial):
    add(self, chunk, partial)
    self.flush()

Checkpoint.add = written_at_once
{before}

if __name__ == "__main__":
    {opened}
        try:
            run(busy(FOLDER / "pids"), checkpoint=FOLDER / "kept", {options}, {engine})
        except bt.errors.StorageError as error:
            print("StorageError", error)
"""


@contextmanager
def program(engine, folder, before="", options="progress=None"):
    """Start a program in its folder; a cluster of IPython's is the user's, and goes on."""
    (folder / "pids").mkdir(parents=True)
    opened, passed = ENGINES[engine]
    text = {"before": before, "opened": opened, "options": options, "engine": passed}
    with environment(PYTHONPATH=ROOT):
        if engine != "ipyparallel":
            with Program(folder, BODY.format(profile="", cluster="", **text)) as started:
                yield started
            return
        with SERVICES[engine](2) as client:
            cluster = client.cluster
            where = {"profile": str(cluster.profile_dir), "cluster": cluster.cluster_id}
            with Program(folder, BODY.format(**where, **text)) as started:
                yield started
