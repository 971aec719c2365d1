"""End an engine of ours that is at work, and do not let a slow end hold up the caller."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import suppress

from bootes.protocols import Engine

__all__ = ["end_now"]

_WAIT_S = 0.2  # between two looks at the keyboard


def end_now(engine: Engine) -> None:
    """Kill an engine; a second Ctrl-C does not wait for that, and it goes on in the background."""
    closing: Future[None] = Future()

    def close() -> None:
        try:
            engine.close(kill=True)
            closing.set_result(None)
        except BaseException as error:
            closing.set_exception(error)

    with suppress(KeyboardInterrupt):
        threading.Thread(target=close, daemon=True, name="bootes-end").start()
        while not closing.done():
            wait_for([closing], timeout=_WAIT_S)
        closing.result()
