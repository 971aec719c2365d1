"""Keys and streams: the random numbers of replicate *i* are a function of (key, i)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISpawnableSeedSequence

from bootes.errors import InputError, InputTypeError

__all__ = ["STREAM_VERSION", "Seed", "as_seed", "generator_for"]

# Whatever changes a random number for the same (seed, i) changes this number.
STREAM_VERSION = 1


@dataclass(frozen=True)
class Seed:
    """What the user's ``rng`` stands for: entropy and a spawn key, enough to repeat a run."""

    entropy: int
    spawn_key: tuple[int, ...] = ()

    def key(self, purpose: str, label: str = "") -> np.ndarray:
        """Return the 128-bit key of one purpose ("resample", "generate", ...) and unit."""
        sequence = np.random.SeedSequence(self.entropy, spawn_key=self.spawn_key)
        words = sequence.generate_state(4, np.uint64).astype("<u8").tobytes()
        text = f"{STREAM_VERSION}\0{purpose}\0{label}".encode()
        digest = hashlib.blake2b(words + text, digest_size=16, person=b"bootes").digest()
        key = np.frombuffer(digest, "<u8").astype(np.uint64)
        key.flags.writeable = False
        return key

    def __str__(self) -> str:
        if self.spawn_key:
            return f"SeedSequence({self.entropy}, spawn_key={self.spawn_key})"
        return str(self.entropy)


def as_seed(rng: Any = None) -> Seed:
    """Turn the user's ``rng`` into a seed.

    An int or ``SeedSequence`` is used as it is; from a ``Generator`` two words are drawn (so
    that it moves on and two calls differ); None takes 128 fresh bits from the system.

    Raises
    ------
    InputError
        If the int is negative.
    InputTypeError
        If ``rng`` is anything else.
    """
    if rng is None:
        return Seed(secrets.randbits(128))
    if isinstance(rng, Seed):
        return rng
    if isinstance(rng, np.random.SeedSequence):
        return _from_sequence(rng)
    if isinstance(rng, np.random.Generator | np.random.RandomState):
        high, low = (int.from_bytes(rng.bytes(8), "little") for _ in range(2))
        return Seed((high << 64) | low)
    if isinstance(rng, int | np.integer) and not isinstance(rng, bool):
        if rng < 0:
            msg = f"rng={rng} is negative. A seed is an int of 0 or more, of any size."
            raise InputError(msg)
        return Seed(int(rng))
    msg = (
        f"rng={rng!r} is a {type(rng).__name__}. Pass an int of 0 or more, "
        "numpy.random.SeedSequence, numpy.random.Generator, or None for a fresh seed."
    )
    raise InputTypeError(msg)


def _from_sequence(sequence: np.random.SeedSequence) -> Seed:
    entropy: int | Sequence[int] | None = sequence.entropy
    if entropy is None or not isinstance(entropy, int | np.integer):
        # A list of words: fold it into one int, as SeedSequence itself would read it.
        words = np.random.SeedSequence(entropy).generate_state(2, np.uint64)
        entropy = (int(words[0]) << 64) | int(words[1])
    return Seed(int(entropy), tuple(int(word) for word in sequence.spawn_key))


class _ReplicateSequence(ISpawnableSeedSequence):
    """Hands (key, replicate) to ``SFC64`` as its three seed words; children are hashed."""

    def __init__(self, key: np.ndarray, replicate: int) -> None:
        self.words = (int(key[0]), int(key[1]), replicate)
        self.children = 0

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> np.ndarray:
        if n_words == 3 and np.dtype(dtype) == np.uint64:
            return np.array(self.words, np.uint64)
        return np.random.SeedSequence(self.words).generate_state(n_words, dtype)

    def spawn(self, n_children: int) -> list[np.random.SeedSequence]:  # type: ignore[override]
        first, self.children = self.children, self.children + n_children
        return [
            np.random.SeedSequence(self.words, spawn_key=(first + child,))
            for child in range(n_children)
        ]


def generator_for(key: np.ndarray, replicate: int) -> np.random.Generator:
    """Return a generator at the start of the stream of one replicate, children included."""
    sequence: Any = _ReplicateSequence(key, replicate)
    return np.random.Generator(np.random.SFC64(sequence))
