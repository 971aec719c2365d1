"""What holds for every test."""

from __future__ import annotations

import signal


def pytest_configure():
    """Hear Ctrl-C, which a shell turns off in what it starts in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
