"""Slow and obvious twins of what the kernels draw and compute, on Python's own integers.

Nothing here calls bootes: a stream is a pair of key words and a replicate number, a resample a
list of arrays (one per sample), and a statistic a loop.
"""

from __future__ import annotations

import bisect
import hashlib
import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
from numba.extending import register_jitable

_ALL = 2**64 - 1


def key(entropy: int, purpose: str, label: str = "", spawn_key: tuple[int, ...] = ()) -> np.ndarray:
    """The key of one purpose and unit: 128 bits of a hash of the seed's 256."""
    words = np.random.SeedSequence(entropy, spawn_key=spawn_key).generate_state(4, np.uint64)
    seed = b"".join(int(word).to_bytes(8, "little") for word in words)
    message = seed + "\0".join(["1", purpose, label]).encode()
    digest = hashlib.blake2b(message, digest_size=16, person=b"bootes").digest()
    halves = (digest[:8], digest[8:])
    return np.array([int.from_bytes(half, "little") for half in halves], np.uint64)


class Words:
    """The 64-bit words of one replicate's SFC64 stream."""

    def __init__(self, key: Sequence[int], replicate: int) -> None:
        self.a, self.b, self.c, self.counter = int(key[0]), int(key[1]), replicate, 1
        for _ in range(12):
            self.word()

    def word(self) -> int:
        drawn = (self.a + self.b + self.counter) & _ALL
        self.a = self.b ^ (self.b >> 11)
        self.b = (self.c + (self.c << 3)) & _ALL
        rotated = ((self.c << 24) | (self.c >> 40)) & _ALL
        self.c = (rotated + drawn) & _ALL
        self.counter += 1
        return drawn

    def lanes(self, bits: int) -> Iterator[int]:
        """Cut new words into lanes, from the low end."""
        while True:
            word = self.word()
            for lane in range(64 // bits):
                yield (word >> (lane * bits)) % 2**bits


def accepted(lane: int, bits: int, n: int) -> int | None:
    """A lane as an integer below n; None for the few that would make some more likely."""
    value, rest = divmod(lane * n, 2**bits)
    return None if rest < 2**bits % n else value


def bounded(words: Words, n: int) -> Iterator[int]:
    """Uniform integers below n, from the next word on."""
    bits = 16 if n <= 65_536 else 32
    for lane in words.lanes(bits):
        value = accepted(lane, bits, n)
        if value is not None:
            yield value


def rows(words: Words, n: int) -> list[int]:
    """Row numbers of n draws with replacement."""
    return list(itertools.islice(bounded(words, n), n))


def samples(key: Sequence[int], i: int, data: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Resample i of independent samples: one stream, a fresh word for each sample."""
    words = Words(key, i)
    return [sample[rows(words, len(sample))] for sample in data]


def paired_rows(key: Sequence[int], i: int, data: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Resample i of columns that share their rows."""
    drawn = rows(Words(key, i), len(data[0]))
    return [column[drawn] for column in data]


def original(key: Sequence[int], i: int, data: Sequence[np.ndarray]) -> list[np.ndarray]:
    return [sample.copy() for sample in data]


def jackknife(
    data: Sequence[np.ndarray], i: int, dropped: Sequence[int], size: int = 1
) -> list[np.ndarray]:
    """Leave group i out of the samples ``dropped``; groups are dealt like cards."""
    left: list[np.ndarray] = []
    for j, sample in enumerate(data):
        n_groups = len(sample) // size
        groups = [list(range(g, n_groups * size, n_groups)) for g in range(n_groups)]
        gone = set(groups[i]) if j in dropped else set()
        left.append(np.array([x for row, x in enumerate(sample) if row not in gone]))
    return left


def subset(words: Words, n: int, k: int) -> set[int]:
    """Choose k of n positions, k <= n/2: sprinkle with probability d/16, then toggle singly."""
    digits = format(16 * k // n, "04b").rstrip("0")
    chosen: set[int] = set()
    for first in range(0, n, 64):
        held = 0
        for digit in reversed(digits):
            held = held | words.word() if digit == "1" else held & words.word()
        chosen |= {first + bit for bit in range(64) if held >> bit & 1 and first + bit < n}
    removing = len(chosen) > k
    positions = bounded(words, n)
    while len(chosen) != k:
        position = next(positions)
        if (position in chosen) == removing:
            chosen ^= {position}
    return chosen


def two_groups(key: Sequence[int], i: int, data: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Deal pooled values to two groups: the subset is the smaller one, the first on a tie."""
    pooled, n_first = np.concatenate(data), len(data[0])
    n_second = len(pooled) - n_first
    chosen = subset(Words(key, i), len(pooled), min(n_first, n_second))
    inside = np.array([position in chosen for position in range(len(pooled))])
    groups = [pooled[inside], pooled[~inside]]
    return groups if n_first <= n_second else groups[::-1]


def shuffled(key: Sequence[int], i: int, data: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Fisher and Yates from the end, a 32-bit lane per try."""
    pooled = np.concatenate(data)
    lanes = Words(key, i).lanes(32)
    for last in range(len(pooled) - 1, 0, -1):
        other = None
        while other is None:
            other = accepted(next(lanes), 32, last + 1)
        pooled[[last, other]] = pooled[[other, last]]
    return np.split(pooled, np.cumsum([len(sample) for sample in data])[:-1])


def arrangement(key: Sequence[int], i: int, data: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Dealing number i: in mixed radix, the first group's subset being the lowest digit."""
    pooled = np.concatenate(data)
    left, groups = list(range(len(pooled))), []
    for sample in data:
        subsets = list(itertools.combinations(left, len(sample)))
        i, code = divmod(i, len(subsets))
        groups.append(pooled[list(subsets[code])])
        left = [position for position in left if position not in subsets[code]]
    return groups


def table_draws(
    key: Sequence[int], i: int, cdf: Sequence[float], first: int, n: int
) -> list[np.ndarray]:
    """Draw n values from a table of cumulative sums, one word each."""
    words = Words(key, i)
    uniform = [(words.word() >> 11) / 2**53 for _ in range(n)]
    return [np.array([first + bisect.bisect_right(cdf, u) for u in uniform], float)]


# Statistics: loops over one or two arrays, plain enough for Numba to compile as they are.


@register_jitable
def mean(x):
    total = 0.0
    for value in x:
        total += value
    return total / len(x)


@register_jitable
def variance(x):
    centre = mean(x)
    total = 0.0
    for value in x:
        total += (value - centre) ** 2
    return total / (len(x) - 1)


def std(x):
    return math.sqrt(variance(x))


def quantile(x, level):
    ordered = np.sort(x)
    below = math.floor((len(x) - 1) * level)
    above = min(below + 1, len(x) - 1)
    weight = (len(x) - 1) * level - below
    return ordered[below] * (1.0 - weight) + ordered[above] * weight


@register_jitable
def median(x):
    ordered = np.sort(x)
    return 0.5 * (ordered[(len(x) - 1) // 2] + ordered[len(x) // 2])


def mean_difference(x, y):
    return mean(x) - mean(y)


def median_difference(x, y):
    return median(x) - median(y)


def mean_ratio(x, y):
    return mean(x) / mean(y)


def welch_t(x, y):
    return (mean(x) - mean(y)) / math.sqrt(variance(x) / len(x) + variance(y) / len(y))


def rank_sum(x, y):
    total = 0.0
    for value in x:
        below, equal = 0, 0
        for other in np.concatenate((x, y)):
            below += other < value
            equal += other == value
        total += below + 0.5 * (equal + 1)
    return total


def pearson(x, y):
    centre_x, centre_y = mean(x), mean(y)
    xx, yy, xy = 0.0, 0.0, 0.0
    for u, v in zip(x, y):  # noqa: B905 (Numba knows no strict=)
        xx += (u - centre_x) ** 2
        yy += (v - centre_y) ** 2
        xy += (u - centre_x) * (v - centre_y)
    return xy / math.sqrt(xx * yy)


STATISTICS = {
    function.__name__: function
    for function in (
        mean, median, variance, std, mean_difference, median_difference, mean_ratio, welch_t,
        rank_sum, pearson,
    )
}  # fmt: skip
