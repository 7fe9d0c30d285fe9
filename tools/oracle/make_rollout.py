"""rollout.json: exact binomial inference by SciPy, and what a wave's judgement comes to, in pipeline-deploy/src/test/resources/oracle.

"rates": k of n, one-sided Clopper-Pearson bounds at 1 - alpha, P(X <= k) and P(X >= k) at a rate.
"paired": the exact McNemar test, one-sided, by binomtest of lost among lost and gained.
"waves": how often a wave passes, fails or stays inconclusive when each device truly disagrees at a rate ("others": the rate of
all but the first device), with the mean number of rows a device; exact for one device by going through all counts, else of
WAVES drawn waves. The plan is the default: limit 0.98, confidence 0.95, 200 to 1600 rows a device, 10,000 rows of replay.
Run: python make_rollout.py
"""
from common import resources, save_json

import numpy as np
from scipy import stats

LIMIT, CONFIDENCE, LEAST, MOST, REPLAY = 0.98, 0.95, 200, 1600, 10_000
WAVES = 20_000
LOOKS = [200, 400, 800, 1600]
ALPHAS = [(1 - CONFIDENCE) / 2, (1 - CONFIDENCE) / 4, (1 - CONFIDENCE) / 8, (1 - CONFIDENCE) / 8]


def bounds(k, n, alpha):
    return {"k": k, "n": n, "alpha": alpha,
            "lower": stats.binomtest(k, n, alternative="greater").proportion_ci(1 - alpha, "exact").low,
            "upper": stats.binomtest(k, n, alternative="less").proportion_ci(1 - alpha, "exact").high,
            "rate": 1 - LIMIT, "at_most": stats.binom.cdf(k, n, 1 - LIMIT), "at_least": stats.binom.sf(k - 1, n, 1 - LIMIT)}


def paired(lost, gained):
    return {"lost": lost, "gained": gained,
            "p": stats.binomtest(lost, lost + gained, alternative="greater").pvalue if lost + gained else 1.0}


def passes(wrong, rows, alpha):
    return stats.binom.cdf(wrong, rows, 1 - LIMIT) <= alpha


def fails(wrong, rows, alpha):
    return stats.binom.sf(wrong - 1, rows, 1 - LIMIT) <= alpha


def one_device(rate):
    """Goes through every count at every look."""
    undecided, before, passed, failed, mean = np.ones(1), 0, 0.0, 0.0, 0.0
    for rows, alpha in zip(LOOKS, ALPHAS):
        mean += undecided.sum() * (rows - before)
        counts = np.convolve(undecided, stats.binom.pmf(np.arange(rows - before + 1), rows - before, rate))
        wrong = np.arange(rows + 1)
        good, bad = passes(wrong, rows, alpha), fails(wrong, rows, alpha)
        passed, failed = passed + counts[good].sum(), failed + counts[bad].sum()
        undecided, before = np.where(good | bad, 0, counts), rows
    return {"devices": 1, "rate": rate, "others": rate, "pass": passed, "fail": failed, "inconclusive": undecided.sum(),
            "rows": mean}


def holm(p, alpha):
    """Holm rejects anything just when the smallest p-value is below alpha by the number of tests."""
    return p.min(axis=1) < alpha / p.shape[1]


def drawn(rng, devices, rate, others):
    """Waves of several devices; of each, the first rows are its own and count for the wave."""
    rates = np.full(devices, others)
    rates[0] = rate
    own = REPLAY // devices
    wrong, wrong_own = np.zeros((WAVES, devices), int), np.zeros((WAVES, devices), int)
    open_waves, passed, failed, mean, before = np.arange(WAVES), 0, 0, 0.0, 0
    for rows, alpha in zip(LOOKS, ALPHAS):
        first = max(0, min(rows, own) - before)
        mine = rng.binomial(first, rates, (len(open_waves), devices))
        wrong, wrong_own = wrong + mine + rng.binomial(rows - before - first, rates, mine.shape), wrong_own + mine
        mean += len(open_waves) / WAVES * (rows - before)
        pooled, total = wrong_own.sum(axis=1), devices * min(rows, own)
        # A wave that has seen all rows of the replay set at its first look spends its whole share there.
        wave = 1 - CONFIDENCE if own <= LOOKS[0] else alpha
        bad = fails(pooled, total, wave / 2) | holm(stats.binom.sf(wrong - 1, rows, 1 - LIMIT), alpha / 2)
        good = ~bad & passes(pooled, total, wave) & (wrong.max(axis=1) <= (1 - LIMIT) * rows + 1e-9)
        passed, failed = passed + good.sum(), failed + bad.sum()
        keep = ~good & ~bad
        open_waves, wrong, wrong_own, before = open_waves[keep], wrong[keep], wrong_own[keep], rows
    return {"devices": devices, "rate": rate, "others": others, "pass": passed / WAVES, "fail": failed / WAVES,
            "inconclusive": len(open_waves) / WAVES, "rows": mean}


def main():
    rng = np.random.default_rng(12)
    rates = [0.0, 0.001, 0.005, 0.01, 0.02, 0.05]
    cases = [bounds(k, n, alpha) for k, n in ((0, 1), (1, 1), (0, 183), (0, 200), (1, 200), (4, 200), (200, 200), (199, 200),
                                              (3, 270), (25, 1600), (180, 10_000), (9_999, 10_000))
             for alpha in (0.05, 0.025, 0.00625, 0.000125)]
    pairs = [paired(*pair) for pair in ((0, 0), (4, 0), (5, 0), (0, 5), (10, 4), (12, 3), (40, 25), (300, 250))]
    waves = [one_device(rate) for rate in rates]
    waves += [drawn(rng, devices, rate, rate) for devices in (10, 100) for rate in rates]
    waves += [drawn(rng, devices, rate, 0.001) for devices in (10, 100) for rate in (0.02, 0.05, 0.1)]
    save_json(resources("pipeline-deploy") / "rollout.json", {
        "limit": LIMIT, "confidence": CONFIDENCE, "rates": cases, "paired": pairs, "waves": waves})
    for wave in waves:
        print("%(devices)4d %(rate).3f %(others).3f  pass %(pass).4f fail %(fail).4f inconclusive %(inconclusive).4f rows %(rows).0f" % wave)
    print("pipeline-deploy done")


if __name__ == "__main__":
    main()
