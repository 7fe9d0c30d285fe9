"""ks_psi.json: drift statistics by SciPy, in pipeline-monitor/src/test/resources/oracle.

"pairs": the two samples; the two-sample KS statistic; p-values of ks_2samp by method ("exact" is null where SciPy gave up and
used "asymp"), "kolmogorov" is the classic limit distribution; "binned": 51 edges (52 bins: below the first edge,
between the edges, from the last edge up; no value lies on an edge), both histograms, the largest difference of their
cumulative shares, and PSI = sum((a - e) * ln(a / e)) with e from the first and a from the second histogram, 0.5 added
to each bin before dividing by the total.
"bonferroni": p-values, alpha, the threshold alpha / n, the adjusted p-values min(1, p * n) and which are rejected.
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
    e, p = ((c + 0.5) / (c.sum() + 0.5 * 52) for c in counts)
    return {"edges": edges, "counts_a": counts[0], "counts_b": counts[1],
            "statistic": np.abs(np.cumsum(shares[0]) - np.cumsum(shares[1])).max(),
            "psi": ((p - e) * np.log(p / e)).sum()}


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
    p = np.array([0.04, 0.011, 0.0009, 0.5, 0.0125, 0.00001])
    alpha = 0.05
    bonferroni = {"p": p, "alpha": alpha, "threshold": alpha / len(p), "adjusted": np.minimum(1, p * len(p)),
                  "rejected": p < alpha / len(p)}
    save_json(resources("pipeline-monitor") / "ks_psi.json", {"pairs": pairs, "bonferroni": bonferroni})
    print("pipeline-monitor done")


if __name__ == "__main__":
    main()
