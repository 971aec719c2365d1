"""Slow and obvious twins of the built-in statistics: their definitions, loop by loop.

Plain enough for Numba to compile as they are; those of pairs of values take n^2 steps.
"""

from __future__ import annotations

import math

import numpy as np
from numba.extending import register_jitable

from tests.oracles import naive
from tests.oracles.naive import mean, median, std, variance

mean, median, variance = (register_jitable(f) for f in (mean, median, variance))
std = register_jitable(std)


@register_jitable
def quantile(x, level):
    ordered = np.sort(x)
    below = math.floor((len(x) - 1) * level)
    above = min(below + 1, len(x) - 1)
    weight = (len(x) - 1) * level - below
    return ordered[below] * (1.0 - weight) + ordered[above] * weight


@register_jitable
def moment(x, power):
    centre, total = mean(x), 0.0
    for value in x:
        total += (value - centre) ** power
    return total / len(x)


@register_jitable
def midranks(x):
    ranks = np.empty(len(x))
    for i in range(len(x)):
        below, equal = 0, 0
        for other in x:
            below += other < x[i]
            equal += other == x[i]
        ranks[i] = below + 0.5 * (equal + 1)
    return ranks


@register_jitable
def sign(value):
    return 1.0 if value > 0.0 else (-1.0 if value < 0.0 else 0.0)


def sem(x):
    return std(x) / math.sqrt(len(x))


def cv(x):
    return std(x) / mean(x)


def mad(x):
    centre = median(x)
    distances = np.empty(len(x))
    for i in range(len(x)):
        distances[i] = abs(x[i] - centre)
    return median(distances)


def iqr(x):
    return quantile(x, 0.75) - quantile(x, 0.25)


def skew(x):
    return moment(x, 3) / moment(x, 2) ** 1.5


def kurtosis(x):
    return moment(x, 4) / moment(x, 2) ** 2 - 3.0


def gini(x):
    total = 0.0
    for a in x:
        for b in x:
            total += abs(a - b)
    return total / (2.0 * len(x) ** 2 * mean(x))


def proportion(x):
    return mean(x)


@register_jitable
def total(x):
    result = 0.0
    for value in x:
        result += value
    return result


def smallest(x):
    return np.sort(x)[0]


def largest(x):
    return np.sort(x)[-1]


def geometric_mean(x):
    result = 0.0
    for value in x:
        result += math.log(value)
    return math.exp(result / len(x))


def log_ratio(x, y):
    return math.log(mean(x) / mean(y))


@register_jitable
def pooled(x, y):
    squares = variance(x) * (len(x) - 1) + variance(y) * (len(y) - 1)
    return math.sqrt(squares / (len(x) + len(y) - 2))


def student_t(x, y):
    return (mean(x) - mean(y)) / (pooled(x, y) * math.sqrt(1.0 / len(x) + 1.0 / len(y)))


@register_jitable
def cohen_d(x, y):
    return (mean(x) - mean(y)) / pooled(x, y)


def hedges_g(x, y):
    half = 0.5 * (len(x) + len(y) - 2)
    factor = math.exp(math.lgamma(half) - math.lgamma(half - 0.5)) / math.sqrt(half)
    return factor * cohen_d(x, y)


@register_jitable
def auc(x, y):
    above = 0.0
    for a in x:
        for b in y:
            above += 0.5 * (1.0 + sign(a - b))
    return above / (len(x) * len(y))


def ks(x, y):
    largest = 0.0
    for value in np.concatenate((x, y)):
        below_x, below_y = 0, 0
        for a in x:
            below_x += a <= value
        for b in y:
            below_y += b <= value
        largest = max(largest, abs(below_x / len(x) - below_y / len(y)))
    return largest


@register_jitable
def covariance(x, y):
    centre_x, centre_y, result = mean(x), mean(y), 0.0
    for i in range(len(x)):
        result += (x[i] - centre_x) * (y[i] - centre_y)
    return result


def spearman(x, y):
    a, b = midranks(x), midranks(y)
    return covariance(a, b) / math.sqrt(covariance(a, a) * covariance(b, b))


def kendall(x, y):
    agreeing, untied_x, untied_y = 0.0, 0.0, 0.0
    for i in range(len(x)):
        for j in range(i):
            a, b = sign(x[i] - x[j]), sign(y[i] - y[j])
            agreeing += a * b
            untied_x += a * a
            untied_y += b * b
    return agreeing / math.sqrt(untied_x * untied_y)


def slope(x, y):
    return covariance(x, y) / covariance(x, x)


def intercept(x, y):
    return mean(y) - covariance(x, y) / covariance(x, x) * mean(x)


def ratio_of_sums(x, y):
    return total(x) / total(y)


def accuracy(x, y):
    equal = 0
    for i in range(len(x)):
        equal += x[i] == y[i]
    return equal / len(x)


def rmse(x, y):
    result = 0.0
    for i in range(len(x)):
        result += (x[i] - y[i]) ** 2
    return math.sqrt(result / len(x))


def mae(x, y):
    result = 0.0
    for i in range(len(x)):
        result += abs(x[i] - y[i])
    return result / len(x)


def r2(x, y):
    result = 0.0
    for i in range(len(x)):
        result += (x[i] - y[i]) ** 2
    return 1.0 - result / covariance(x, x)


def roc_auc(x, y):
    won, pairs = 0.0, 0
    for i in range(len(x)):
        for j in range(len(x)):
            if x[i] == 1.0 and x[j] == 0.0:
                won += 0.5 * (1.0 + sign(y[i] - y[j]))
                pairs += 1
    return won / pairs if pairs > 0 else math.nan


# Samples of any number: for Python alone.


def f_statistic(*samples):
    pooled = np.concatenate(samples)
    between = math.fsum(len(s) * (mean(s) - mean(pooled)) ** 2 for s in samples)
    within = math.fsum((value - mean(s)) ** 2 for s in samples for value in s)
    k = len(samples)
    return np.divide(between / (k - 1), np.divide(within, len(pooled) - k))


def kruskal_wallis(*samples):
    ranks = midranks(np.concatenate(samples))
    n, first, between = len(ranks), 0, 0.0
    for sample in samples:
        own = ranks[first : first + len(sample)]
        between += len(own) * (mean(own) - (n + 1) / 2) ** 2
        first += len(sample)
    # The tie correction is the variance of the ranks over that of 1 to n.
    return between / (math.fsum((rank - (n + 1) / 2) ** 2 for rank in ranks) / (n - 1))


SEVERAL = {function.__name__: function for function in (f_statistic, kruskal_wallis)}

STATISTICS = naive.STATISTICS | {"sum": total, "min": smallest, "max": largest} | {
    function.__name__: function
    for function in (
        sem, cv, mad, iqr, skew, kurtosis, gini, proportion, geometric_mean, log_ratio,
        student_t, cohen_d, hedges_g, auc, ks, spearman, kendall, slope, intercept,
        ratio_of_sums, accuracy, rmse, mae, r2, roc_auc,
    )
}  # fmt: skip
