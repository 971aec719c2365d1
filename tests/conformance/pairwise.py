"""A few cases in which every two values of different factors meet."""

from __future__ import annotations

import itertools
import random

__all__ = ["covering"]


def covering(factors, forbidden, seed):
    """Return cases, dicts from factor to value, that hold every allowed pair of values.

    ``forbidden`` tells of two values (each as factor and value) whether they cannot meet. The
    cases are built greedily: from a pair that is missing, by the values that add most.
    """
    chance = random.Random(seed)
    missing = {
        pair
        for a, b in itertools.combinations(factors, 2)
        for pair in itertools.product([(a, v) for v in factors[a]], [(b, v) for v in factors[b]])
        if not forbidden(*pair)
    }
    cases = []
    while missing:
        ordered = sorted(missing, key=repr)
        tries = [
            _filled(factors, forbidden, missing, chance, chance.choice(ordered)) for _ in range(20)
        ]
        best = max(tries, key=lambda case: len(missing & _pairs(factors, case)))
        cases.append(best)
        missing -= _pairs(factors, best)
    return cases


def _pairs(factors, case):
    known = [(name, case[name]) for name in factors if name in case]
    return set(itertools.combinations(known, 2))


def _filled(factors, forbidden, missing, chance, pair):
    case = dict(pair)
    for name in chance.sample([*factors], len(factors)):
        if name in case:
            continue
        values = [
            value
            for value in chance.sample([*factors[name]], len(factors[name]))
            if not any(_clash(forbidden, (name, value), other) for other in case.items())
        ]
        gains = [len(missing & _pairs(factors, case | {name: value})) for value in values]
        case[name] = values[gains.index(max(gains))]
    return case


def _clash(forbidden, one, other):
    return forbidden(one, other) or forbidden(other, one)
