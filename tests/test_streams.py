"""Keys and streams: pinned, equal to NumPy's, apart from each other, functions of (seed, i)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bootes._kernels.resample import draw_rows
from bootes._kernels.sfc64 import words
from bootes._resolve.samples import as_samples
from bootes._streams import STREAM_VERSION, Seed, as_seed, generator_for
from bootes.errors import InputError, InputTypeError
from bootes.schemes.iid import iid
from bootes.schemes.permutation import permutation
from tests.oracles import naive
from tests.oracles.chance import assert_uncorrelated

GOLDEN = json.loads((Path(__file__).parent / "golden_streams.json").read_text(encoding="utf-8"))
PURPOSES = ("resample", "generate", "permute", "nested", "jackknife")
SEEDS = [
    Seed(0), Seed(1), Seed(2**200 + 7), Seed(5, (0,)), Seed(5, (1, 2)),
]  # fmt: skip


def raw(key, replicate, n):
    out = np.empty(n, np.uint64)
    words(key, replicate, out)
    return out


def resamples(sampler, key, n):
    block = np.empty((n, int(sampler.offsets[-1])))
    sampler.draw(key, 0, n, block)
    return block.astype(int).tolist()


def drawn_rows(key, replicate, n):
    rows = np.empty(n, np.int64)
    draw_rows(key, replicate, rows)
    return rows.tolist()


def snapshot():
    """Everything that a stream version fixes, as it stands in golden_streams.json.

    Other numbers need another STREAM_VERSION and another file.
    """
    key = Seed(1).key("resample")
    samples, large, rare, three = (
        as_samples(tuple(np.split(np.arange(float(n)), at))).samples
        for n, at in ((7, [3]), (100, [20]), (70, [3]), (9, [3, 6]))
    )
    return {
        "stream_version": STREAM_VERSION,
        "keys": {
            f"{seed}/{purpose}/{label}": [f"{int(w):016x}" for w in seed.key(purpose, label)]
            for seed in SEEDS
            for purpose in ("resample", "permute")
            for label in ("", "gène=a")
        },
        "words": {
            str(i): [f"{int(w):016x}" for w in raw(key, i, 8)] for i in (0, 1, 2, 255, 256, 2**40)
        },
        "children": [
            f"{child.bit_generator.random_raw():016x}" for child in generator_for(key, 3).spawn(3)
        ],
        "rows of 10": [drawn_rows(key, i, 10) for i in range(16)],
        "first rows of 65536": [drawn_rows(key, i, 65_536)[:10] for i in range(16)],
        "first rows of 65537": [drawn_rows(key, i, 65_537)[:10] for i in range(16)],
        "samples of 3 and 4": resamples(iid(samples), key, 16),
        "two groups of 3 and 4": resamples(permutation(samples), key, 16),
        "first groups of 20 and 80": [row[:20] for row in resamples(permutation(large), key, 16)],
        "first groups of 3 and 67": [row[:3] for row in resamples(permutation(rare), key, 16)],
        "three groups of 3": resamples(permutation(three), key, 16),
    }


def test_streams_are_the_pinned_ones():
    now = snapshot()
    assert now.keys() == GOLDEN.keys()
    for what, pinned in GOLDEN.items():
        assert now[what] == pinned, what


@pytest.mark.parametrize("label", ["", "gene=α", "a" * 1000])
@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("seed", SEEDS, ids=str)
def test_the_key_is_the_hash_that_it_is_said_to_be(seed, purpose, label):
    key = seed.key(purpose, label)
    assert key.tolist() == naive.key(seed.entropy, purpose, label, seed.spawn_key).tolist()
    with pytest.raises(ValueError, match="read-only"):
        key[0] = 0


@pytest.mark.parametrize("replicate", [0, 1, 255, 2**31, 2**40, 2**62])
@pytest.mark.parametrize("seed", SEEDS, ids=str)
def test_words_are_the_naive_ones_and_numpys(seed, replicate):
    key = seed.key("resample")
    ours = raw(key, replicate, 200).tolist()
    stream = naive.Words(key, replicate)
    assert ours == [stream.word() for _ in range(200)]
    assert ours == generator_for(key, replicate).bit_generator.random_raw(200).tolist()


def test_words_do_not_depend_on_how_many_are_drawn():
    key = Seed(4).key("resample")
    assert raw(key, 9, 100).tolist()[:7] == raw(key, 9, 7).tolist()


def test_no_word_is_shared_between_purposes_labels_seeds_and_replicates():
    """Among 1,024,000 independent words two are equal with probability 2.9e-8."""
    keys = [
        seed.key(purpose, label)
        for seed in (Seed(0), Seed(1), Seed(2), Seed(0, (0,)), Seed(0, (1,)))
        for purpose in ("resample", "permute")
        for label in ("", "a")
    ]
    assert len({tuple(key.tolist()) for key in keys}) == len(keys)
    every = np.concatenate([raw(key, i, 512) for key in keys for i in range(100)])
    assert every.size == 1_024_000
    assert np.unique(every).size == every.size


def test_labels_and_purposes_cannot_be_cut_in_two_ways():
    seed = Seed(3)
    assert seed.key("resample", "a").tolist() != seed.key("resamplea").tolist()
    assert seed.key("resample", "").tolist() != seed.key("", "resample").tolist()
    assert Seed(3, (0,)).key("resample").tolist() != seed.key("resample").tolist()


@pytest.mark.parametrize("other", [Seed(7), Seed(8)], ids=["lag 1", "seed + 1"])
def test_neighbouring_streams_are_uncorrelated(other):
    """First words, later words and means of 20,000 replicates; false alarms: 1e-7 each."""
    n, step = 20_000, int(other == Seed(7))
    key, neighbour = Seed(7).key("resample"), other.key("resample")
    x = np.array([raw(key, i, 8) for i in range(n)]) / 2.0**64
    y = np.array([raw(neighbour, i + step, 8) for i in range(n)]) / 2.0**64
    for left, right in [(x[:, 0], y[:, 0]), (x[:, 7], y[:, 7]), (x.mean(axis=1), y.mean(axis=1))]:
        assert_uncorrelated(left, right)
    assert_uncorrelated(x[:-2, 0], x[2:, 0])
    assert_uncorrelated(x[: n // 2, 0], x[n // 2 :, 0])


class TestGenerator:
    """``generator_for``: what a user's function of (params, size, rng) gets."""

    KEY = Seed(11).key("generate")

    def test_it_gives_the_same_numbers_every_time(self):
        first, again = (generator_for(self.KEY, 5).normal(size=10) for _ in range(2))
        assert first.tolist() == again.tolist()

    def test_replicates_differ(self):
        assert generator_for(self.KEY, 5).normal() != generator_for(self.KEY, 6).normal()

    def test_children_depend_on_key_and_replicate_alone(self):
        """Not on what was drawn before, nor on which worker asks."""
        rng = generator_for(self.KEY, 5)
        rng.normal(size=1000)
        late = [child.normal() for child in rng.spawn(3)]
        early = [child.normal() for child in generator_for(self.KEY, 5).spawn(3)]
        assert late == early
        others = [
            generator_for(self.KEY, 6),
            generator_for(Seed(12).key("generate"), 5),
            generator_for(Seed(11).key("resample"), 5),
        ]
        for other in others:
            assert not set(early) & {child.normal() for child in other.spawn(3)}

    def test_spawning_again_gives_new_children(self):
        rng = generator_for(self.KEY, 5)
        one_by_one = [rng.spawn(1)[0].normal() for _ in range(4)]
        assert len(set(one_by_one)) == 4
        assert one_by_one == [c.normal() for c in generator_for(self.KEY, 5).spawn(4)]

    def test_grandchildren_differ_from_children(self):
        child, sibling = generator_for(self.KEY, 5).spawn(2)
        assert child.spawn(1)[0].normal() not in (child.normal(), sibling.normal())

    def test_another_bit_generator_can_be_seeded_from_its_sequence(self):
        sequences = [generator_for(self.KEY, i).bit_generator.seed_seq for i in (5, 5, 6)]
        a, b, c = (np.random.Generator(np.random.PCG64(s)).normal() for s in sequences)
        assert a == b != c


class TestAsSeed:
    def test_an_int_is_the_seed_of_its_sequence(self):
        assert as_seed(7) == as_seed(np.int64(7)) == as_seed(np.random.SeedSequence(7)) == Seed(7)
        assert str(as_seed(7)) == "7"

    def test_any_size_is_allowed(self):
        assert as_seed(2**200).key("resample").tolist() != as_seed(2**201).key("resample").tolist()

    def test_spawned_sequences_keep_their_spawn_key(self):
        parent = np.random.SeedSequence(7)
        children = [as_seed(child) for child in parent.spawn(2)]
        assert children == [Seed(7, (0,)), Seed(7, (1,))]
        assert "spawn_key=(1,)" in str(children[1])
        keys = {tuple(seed.key("resample").tolist()) for seed in (*children, Seed(7))}
        assert len(keys) == 3

    def test_a_sequence_of_words_is_repeatable(self):
        first, again = (as_seed(np.random.SeedSequence([1, 2, 3])) for _ in range(2))
        assert first == again
        assert first != as_seed(np.random.SeedSequence([1, 2, 4]))

    @pytest.mark.parametrize("make", [np.random.default_rng, np.random.RandomState])
    def test_a_generator_is_drawn_from_and_moves_on(self, make):
        rng = make(3)
        first, second = as_seed(rng), as_seed(rng)
        assert first != second
        assert first == as_seed(make(3))
        assert first.entropy > 2**64  # two words

    def test_none_takes_fresh_bits_that_repeat_the_run(self):
        first, second = as_seed(None), as_seed()
        assert first != second
        assert as_seed(int(str(first))) == first

    def test_a_seed_stays_itself(self):
        assert as_seed(Seed(3, (1,))) == Seed(3, (1,))

    def test_a_negative_int_is_refused(self):
        with pytest.raises(InputError, match=r"rng=-1 is negative.*0 or more"):
            as_seed(-1)

    @pytest.mark.parametrize("rng", ["7", 1.5, True, np.bool_(True), [1], np.random, b"7"])
    def test_what_is_no_seed_is_refused(self, rng):
        with pytest.raises(InputTypeError, match="Pass an int of 0 or more"):
            as_seed(rng)
