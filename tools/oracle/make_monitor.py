"""ks_psi.json: drift statistics by SciPy, in pipeline-monitor/src/test/resources/oracle.

"pairs": the two samples; the two-sample KS statistic; p-values of ks_2samp by method ("exact" is null where SciPy gave up and
used "asymp"), "kolmogorov" is the classic limit distribution; "binned": 51 edges (52 bins: below the first edge,
between the edges, from the last edge up; no value lies on an edge), both histograms, the largest difference of their
cumulative shares, and PSI = sum((a - e) * ln(a / e)) with e from the first and a from the second histogram, bins
gathered into at most ten groups by where the middle of each lies among the quantiles of the first (an empty bin goes with the one before it that is not), 0.5 added to each
group that holds anything before dividing by the total, less (groups - 1) * (1 / n + 1 / m) down to 0.
"psi_null": of that PSI, bins at the quantiles of a first normal sample, how often it exceeds 0.25 in 4000 draws of two
samples of one distribution, and the mean without what is taken off beside (groups - 1) * (1 / n + 1 / m).
"holm": p-values, alpha and which Holm's step-down procedure rejects, by the largest p * (m - rank) so far.
Run: python make_monitor.py
"""
import warnings

from common import resources, save_json

import numpy as np
from scipy import special, stats


def p_values(a, b):
    result = {}
    for method in ("asymp", "exact", "auto"):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            p = stats.ks_2samp(a, b, method=method).pvalue
        result[method] = None if method == "exact" and caught else p
    return result


def binned(a, b):
    both = np.concatenate([a, b])
    low, high = np.quantile(both, [0.02, 0.98])
    pad = (high - low) * 0.01 + 0.00123456789
    edges = np.linspace(low - pad, high + 1.7 * pad, 51)
    assert not np.isin(edges, both).any()
    counts = [np.bincount(np.searchsorted(edges, v, side="right"), minlength=52) for v in (a, b)]
    shares = [c / c.sum() for c in counts]
    return {"edges": edges, "counts_a": counts[0], "counts_b": counts[1],
            "statistic": np.abs(np.cumsum(shares[0]) - np.cumsum(shares[1])).max(),
            "psi": max(0.0, np.subtract(*stability(*counts)))}


def stability(first, second):
    """The index of two histograms, and what it is on average when nothing changed."""
    n, m = first.sum(), second.sum()
    most = int(np.clip(min(n, m) // 12, 2, 10))
    middles = (np.cumsum(first) - first / 2) / n
    place = np.minimum(most - 1, np.floor(middles * most).astype(int))
    filled = np.flatnonzero(first)
    place = place[filled[np.maximum(0, np.searchsorted(filled, np.arange(len(first)), side="right") - 1)]]
    e, a = (np.bincount(place, weights=c, minlength=most) for c in (first, second))
    e, a = e[e + a > 0], a[e + a > 0]
    groups = len(e)
    e, a = (e + 0.5) / (n + 0.5 * groups), (a + 0.5) / (m + 0.5 * groups)
    return ((a - e) * np.log(a / e)).sum(), (groups - 1) * (1 / n + 1 / m)


def psi_null(rng, n, m):
    indexes, means = [], []
    for _ in range(4000):
        a, b = rng.standard_normal(n), rng.standard_normal(m)
        edges = np.quantile(a, np.arange(1, 50) / 50)
        counts = [np.bincount(np.searchsorted(edges, v, side="right"), minlength=50) for v in (a, b)]
        index, mean = stability(*counts)
        indexes.append(index)
        means.append(mean)
    indexes, means = np.array(indexes), np.array(means)
    return {"n": n, "m": m, "above": (indexes - means > 0.25).mean(), "mean": indexes.mean(), "taken_off": means.mean()}


def holm(p, alpha):
    """By the adjusted p-values, another way than stepping down."""
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(len(p))
    adjusted[order] = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    return {"p": p, "alpha": alpha, "rejected": adjusted < alpha}


def pair(name, a, b):
    a, b = np.round(a, 5), np.round(b, 5)
    result = stats.ks_2samp(a, b)
    effective = len(a) * len(b) / (len(a) + len(b))
    return {"name": name, "a": a, "b": b, "statistic": result.statistic,
            "p": p_values(a, b) | {"kolmogorov": special.kolmogorov(np.sqrt(effective) * result.statistic)},
            "binned": binned(a, b)}


def main():
    rng = np.random.default_rng(9)
    normal = rng.standard_normal
    pairs = [
        pair("same, 20 and 20", normal(20), normal(20)),
        pair("same, 269 and 271", normal(269), normal(271)),
        pair("same, 1000 and 1000", normal(1000), normal(1000)),
        pair("same, 20 and 1000", normal(20), normal(1000)),
        pair("shifted by 0.3, 269 and 271", normal(269), normal(271) + 0.3),
        pair("shifted by 2, 20 and 20", normal(20), normal(20) + 2),
        pair("wider, 269 and 1000", normal(269), 1.5 * normal(1000)),
        pair("apart, 20 and 271", normal(20), normal(271) + 50),
        pair("ties, 269 and 271", rng.integers(0, 17, 269), np.minimum(rng.integers(0, 20, 271), 16)),
        pair("constant against the same constant", np.full(20, 3.0), np.full(30, 3.0)),
        pair("constant against spread", np.full(20, 0.0), normal(269)),
    ]
    nulls = [psi_null(rng, n, m) for n, m in ((100, 100), (270, 100), (270, 270), (1257, 270))]
    tests = [holm(np.array([0.04, 0.011, 0.0009, 0.5, 0.0125, 0.00001]), 0.05),
             holm(np.array([0.02, 0.02, 0.02]), 0.05), holm(np.array([0.0166, 0.025, 0.05, 0.06]), 0.07),
             holm(rng.uniform(0, 0.02, 40), 0.05)]
    save_json(resources("pipeline-monitor") / "ks_psi.json", {"pairs": pairs, "psi_null": nulls, "holm": tests})
    print("pipeline-monitor done")


if __name__ == "__main__":
    main()
