"""Execute a plan: cut it into chunks, let an engine evaluate them, merge what comes back."""

from __future__ import annotations

import contextlib
import queue
import time
import uuid
from collections import deque
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field

from bootes._core.chunks import Chunk, ChunkSizes, Gaps
from bootes._core.crew import Crew
from bootes._core.ending import end_now
from bootes._core.evaluate import Partial
from bootes._core.failing import interrupted, lost, lost_again, statistic_error
from bootes._core.files.checkpoint import Checkpoint
from bootes._core.plan import Plan
from bootes._core.progress import Progress
from bootes._core.progress_update import ProgressOption
from bootes._core.resume import begun, kept_in
from bootes._core.run import Run
from bootes._core.ship import pack
from bootes._core.worker import Outcome, execute_chunk, forget, keep
from bootes.errors import (
    EngineError,
    EngineWarning,
    PerformanceWarning,
    warn,
)
from bootes.protocols import Engine, EngineChoice

__all__ = ["Run", "execute"]

_WINDOW = 2  # chunks in flight per worker
_LARGE_STATE = 16 * 2**20  # bytes; of such a one no more are in memory than workers need
_WAIT_S = 0.5  # between two looks at the keyboard
_PILOT_S = 0.01  # what is timed in the caller's thread before an engine is chosen
_LONG_CHUNK_S = 0.001  # a chunk that tells what a replicate costs: overheads are below


@dataclass
class _Driver:
    """The only place with policy; everything here happens in the caller's thread."""

    plan: Plan
    progress: Progress
    sizes: ChunkSizes
    total: Partial
    gaps: Gaps
    checkpoint: Checkpoint | None = None
    job: str = field(default_factory=lambda: uuid.uuid4().hex)
    n_chunks: int = 0
    n_lost: int = 0
    again: deque[Chunk] = field(default_factory=deque)
    attempts: dict[Chunk, int] = field(default_factory=dict)
    payload: bytes | None = None
    engine: str = "serial"
    workers: int = 1
    remarked: bool = False

    def pilot(self) -> None:
        """Compute the first replicates here, in growing chunks, until they can be timed."""
        target, self.sizes.target = self.sizes.target, _PILOT_S
        begin = last = time.perf_counter()
        while self.unfinished:
            chunk = self.next_chunk(workers=1)
            self.take(chunk, execute_chunk(self.job, None, *chunk))
            now = time.perf_counter()
            if self.n_chunks == 1:
                begin = now  # the first chunk also loads the kernels
            elif now - last > _LONG_CHUNK_S or now - begin > _PILOT_S:
                break
            last = now
        self.sizes.target = target

    @property
    def unfinished(self) -> bool:
        return bool(self.again or self.gaps)

    def next_chunk(self, workers: int) -> Chunk:
        if self.again:
            return self.again.popleft()
        return self.gaps.next_chunk(self.sizes, workers)

    def take(self, chunk: Chunk, outcome: Outcome) -> None:
        """Merge a finished chunk, or raise the error that the plan does not allow."""
        if outcome.error is not None:
            if outcome.error.kind == "KeyboardInterrupt":
                raise KeyboardInterrupt
            raise statistic_error(self.plan, self.total, outcome.error)
        assert outcome.partial is not None
        self.attempts.pop(chunk, None)
        self.n_chunks += 1
        self.sizes.timed(chunk[1] - chunk[0], outcome.seconds)
        self.total.merge(self.plan, outcome.partial)
        if self.checkpoint is not None:
            self.checkpoint.add(chunk, outcome.partial)
        done, failed = outcome.partial.n_done, outcome.partial.failures.total
        self.progress.advance(done, failed, self.engine, self.workers)

    def packed_for(self, choice: EngineChoice, engine: Engine) -> Engine:
        """Pack the plan where the engine needs that; return the engine, or one that does not.

        What cannot be packed is an error for an engine that was asked for, and stays in this
        process, with a warning, where the engine was chosen from the cost.
        """
        if engine.info.shares_memory:
            return engine
        try:
            self.payload = pack(self.plan, engine.info.options.get("ship_modules", ()))
        except EngineError as error:
            if not choice.timed:
                raise
            msg = f"the run stays in one process, since {error}"
            warn(msg, PerformanceWarning)
            return choice.pick(0.0)
        return engine

    def run_on(self, engine: Engine, *, owned: bool) -> None:
        """Keep the engine busy until nothing is left."""
        crew = Crew(engine, self.payload)
        self.workers = crew.most
        self.engine = engine.info.name
        self.sizes.target = max(self.sizes.target, engine.info.min_chunk_seconds)
        done: queue.SimpleQueue[Future[Outcome]] = queue.SimpleQueue()
        flying: dict[Future[Outcome], Chunk] = {}
        try:
            while self.unfinished or flying:
                crew.end_overdue()
                self.submit(crew, flying, done)
                try:
                    future = done.get(timeout=_WAIT_S)
                except queue.Empty:
                    self.notice(crew, flying)
                    continue
                crew.heard(future)
                self.land(crew, future, flying.pop(future, None))
        except BaseException:
            # An engine of ours is killed next, and a pool may stumble over cancelled work then.
            if not owned:
                crew.cancel(list(flying))
            raise

    def submit(
        self,
        crew: Crew,
        flying: dict[Future[Outcome], Chunk],
        done: queue.SimpleQueue[Future[Outcome]],
    ) -> None:
        while self.unfinished and len(flying) < self.window(crew, flying):
            chunk = self.next_chunk(crew.n)
            try:
                future = crew.submit(self.job, *chunk)
            except Exception as error:  # a broken pool refuses work
                self.again.append(chunk)
                self.restart(crew, chunk, error)
                continue
            flying[future] = chunk
            future.add_done_callback(done.put)

    def window(self, crew: Crew, flying: dict[Future[Outcome], Chunk]) -> int:
        """Return how many chunks may be in flight.

        After a loss the suspects run alone, so that the chunk that kills can be named.
        """
        suspects = any(chunk in self.attempts for chunk in (*self.again, *flying.values()))
        waiting = _WINDOW if self.total.n_bytes < _LARGE_STATE else 1
        return 1 if suspects else waiting * crew.n

    def land(self, crew: Crew, future: Future[Outcome], chunk: Chunk | None) -> None:
        if chunk is None:
            return
        # A future that somebody cancelled is a chunk that was not computed.
        error = CancelledError("cancelled") if future.cancelled() else future.exception()
        if error is not None:
            self.lose(crew, chunk, error, charged=not crew.has_ended(future))
            return
        outcome = future.result()
        if outcome.status == "miss":
            crew.forgot()
            self.again.appendleft(chunk)
            return
        if outcome.status == "refused" and outcome.error is not None:
            raise lost(self.total, f"{outcome.error.message}.", outcome.error.exception)
        if outcome.remark and not self.remarked:
            self.remarked = True
            warn(outcome.remark, EngineWarning)
        self.workers = crew.most
        self.take(chunk, outcome)

    def notice(self, crew: Crew, flying: dict[Future[Outcome], Chunk]) -> None:
        """Look after workers that say nothing; what comes of a chunk given up is not merged."""
        if crew.is_gone():
            msg = f"no worker of engine {crew.engine.info.name!r} is left."
            raise lost(self.total, msg, None)
        for future in crew.stalled():
            chunk = flying.pop(future)
            crew.engine.cancel([future])
            self.lose(crew, chunk, TimeoutError("nothing came back, and there are fewer workers"))

    def lose(self, crew: Crew, chunk: Chunk, error: BaseException, *, charged: bool = True) -> None:
        """Send a chunk whose worker was lost once more, up to three times."""
        self.n_lost += 1
        self.again.append(chunk)
        if charged:
            self.restart(crew, chunk, error)
        else:
            crew.restart()

    def restart(self, crew: Crew, chunk: Chunk, error: BaseException) -> None:
        self.attempts[chunk] = self.attempts.get(chunk, 0) + 1
        if self.attempts[chunk] > crew.retries:
            tries = self.attempts[chunk]
            raise lost_again(self.total, crew.engine.info.name, chunk, tries, error)
        try:
            crew.restart()
        except EngineError as refusal:
            raise lost(self.total, str(refusal), error) from error


def execute(
    plan: Plan,
    choice: EngineChoice,
    *,
    progress: Progress | ProgressOption = None,
    what: str = "bootes",
    earlier: Run | None = None,
    checkpoint: Checkpoint | None = None,
) -> Run:
    """Compute all replicates of a plan, but for those that an earlier run of it has.

    The first few are computed here and timed; ``choice`` then says which engine does the rest.
    ``progress`` is that of a larger run that this plan is part of, or how to show it. What is in
    ``checkpoint`` is not computed again, and what is finished goes there; it may stand for a
    shard, a part of the plan.

    Raises
    ------
    InputError
        If ``earlier`` is of another plan, or has as many replicates already.
    StatisticError
        If a replicate fails and ``plan.on_error`` is "raise"; what was finished is in its
        attribute ``partial``.
    EngineError
        If the engine loses a chunk again and again; with the attribute ``partial`` too.
    StorageError
        If the checkpoint is of another run or cannot be written.
    RunInterrupted
        On Ctrl-C.
    """
    begin = time.perf_counter()
    engine: Engine | None = None
    total, done, n_resumed = begun(plan, earlier, checkpoint)
    span = (0, plan.n_resamples) if checkpoint is None else checkpoint.span(plan.n_resamples)
    with contextlib.ExitStack() as stack:
        if isinstance(progress, Progress):
            bar, new = progress, n_resumed - (earlier.partial.n_done if earlier else 0)
        else:
            bar, new = stack.enter_context(Progress(progress, total.n_wanted, what)), total.n_done
        if new > 0:
            bar.resumed(new, total.failures.total)
        driver = _Driver(
            plan, bar, ChunkSizes(plan.statistic.unit), total, Gaps(span, done), checkpoint
        )
        keep(driver.job, plan)
        try:
            if choice.timed:
                driver.pilot()
            if driver.unfinished:
                seconds_left = driver.sizes.seconds_for(driver.gaps.n)
                engine = driver.packed_for(choice, choice.pick(seconds_left))
                driver.run_on(engine, owned=choice.owned)
                if choice.owned:
                    engine.close()
            if checkpoint is not None:
                checkpoint.close()
        except BaseException as error:
            if engine is not None and choice.owned:
                end_now(engine)
            kept = kept_in(checkpoint, error)
            if isinstance(error, KeyboardInterrupt):
                raise interrupted(plan, total, kept) from None
            raise
        finally:
            forget(driver.job)
    info = engine.info if engine else None
    return Run(
        plan,
        total,
        time.perf_counter() - begin + (earlier.seconds if earlier else 0.0),
        info.name if info else "serial",
        driver.workers,
        driver.n_chunks + (earlier.n_chunks if earlier else 0),
        driver.n_lost + (earlier.n_lost if earlier else 0),
        n_resumed,
    )
