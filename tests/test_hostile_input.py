"""Bad input is refused before any work, by name, with its value and what is allowed."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.hostile_cases import CASES

MESSAGES = Path(__file__).parent / "golden" / "messages.txt"
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture(autouse=True)
def _four_cpus(monkeypatch):
    """Messages about n_jobs name the number of CPUs."""
    monkeypatch.setattr("bootes.engines.workers.usable_cpus", lambda: 4)


@pytest.fixture
def started(monkeypatch):
    """Return a list of what was started: chunks, engines, the statistic."""
    told: list[str] = []

    def refuse(what):
        def start(*arguments, **options):
            told.append(what)
            pytest.fail(f"{what} started")

        return start

    monkeypatch.setattr("bootes._core.execute.execute_chunk", refuse("a chunk"))
    for engine in ("serial.Serial", "threads.Threads", "processes.Processes"):
        monkeypatch.setattr(f"bootes.engines.{engine}.submit", refuse(engine))
    return told


def message_of(case, statistic):
    with pytest.raises(case.error) as caught:
        case.call(statistic)
    return str(caught.value)


@each_case
def test_refused_by_name_before_any_work(case, started):
    def statistic(*samples):
        started.append("the statistic")
        return float(samples[0].mean())

    message = message_of(case, statistic)
    assert not started
    assert issubclass(case.error, ValueError | TypeError)
    for words in case.words:
        assert words in message


def test_names_of_cases_are_unique():
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)


def test_messages_read_as_written_down():
    """Every message in one file, to be read; BOOTES_WRITE_MESSAGES=1 writes it anew."""
    text = "".join(f"{case.name}\n    {plain(message_of(case, mean))}\n" for case in CASES)
    if os.environ.get("BOOTES_WRITE_MESSAGES"):
        MESSAGES.write_text(text, encoding="utf-8")
    assert text.splitlines() == MESSAGES.read_text(encoding="utf-8").splitlines()


def mean(*samples):
    return float(samples[0].mean())


def plain(message):
    """Leave out NumPy's own words, which change with its version."""
    return re.sub(r"NumPy says: .*", "NumPy says: ...", message).replace("\n", " ")


def test_messages_are_sentences():
    for case in CASES:
        message = message_of(case, mean)
        assert message[-1] in ".?", case.name
        assert "  " not in plain(message), case.name
        assert len(plain(message)) < 330, case.name
        assert "np." not in message.replace("np.nan", ""), case.name
