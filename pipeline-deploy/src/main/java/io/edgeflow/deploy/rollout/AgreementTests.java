package io.edgeflow.deploy.rollout;

import io.edgeflow.core.gate.Bounds;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.numeric.Holm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether enough of a wave's answers agree with the shipped file's. The wave passes when fewer
 * agreeing than the limit is ruled out, fails when as many as the limit are, and is INCONCLUSIVE in
 * between; both by exact binomial tests, on rows of which each counts once.
 *
 * <p>In a sum over many devices one that differs is diluted, so each device is tested too: it fails
 * when its own rows rule the limit out by Holm's procedure over the devices, and passes when its
 * own share is not below the limit. The wave's test and the devices' have half of the chance to
 * fail a good wave each.
 */
final class AgreementTests {
  /** The name of the wave's check. */
  static final String WAVE = "golden_accuracy";

  /** The name of the devices' check. */
  static final String DEVICE = "device_golden_accuracy";

  private static final String REMEDY =
      "the device runs other kernels or another file than was packaged";

  private final double limit;
  private final double confidence;
  private final int minRows;

  AgreementTests(ValidationConfig limits, int minRows) {
    this.limit = limits.goldenAccuracy();
    this.confidence = limits.confidence();
    this.minRows = minRows;
  }

  /**
   * The checks; that of devices only where there are several.
   *
   * @param look which of the looks this is
   */
  List<Check> judge(List<Observation> seen, Looks looks, int look) {
    boolean many = seen.size() > 1;
    double alpha = looks.ofWave(look);
    List<Check> checks = new ArrayList<>();
    checks.add(wave(seen, alpha, many ? alpha / 2 : alpha));
    if (many) {
      checks.add(devices(seen, looks.ofDevices(look) / 2));
    }
    return checks;
  }

  /** Whether only more rows can tell. */
  static boolean wantMore(List<Check> checks) {
    return checks.stream()
        .filter(check -> check.name().equals(WAVE) || check.name().equals(DEVICE))
        .anyMatch(check -> check.verdict() == Verdict.INCONCLUSIVE);
  }

  private Check wave(List<Observation> seen, double alpha, double alphaToFail) {
    int rows = seen.stream().mapToInt(Observation::ownAnswered).sum();
    int wrong = rows - seen.stream().mapToInt(Observation::ownAgreeing).sum();
    int fewest = seen.stream().mapToInt(Observation::answered).min().orElse(0);
    boolean shown = fewest >= minRows && ExactBinomial.atMost(wrong, rows, 1 - limit) <= alpha;
    Verdict verdict =
        ExactBinomial.atLeast(wrong, rows, 1 - limit) <= alphaToFail
            ? Verdict.FAIL
            : shown ? Verdict.PASS : Verdict.INCONCLUSIVE;
    return check(WAVE, rows, wrong, verdict, alpha, alphaToFail);
  }

  private Check devices(List<Observation> seen, double alpha) {
    List<Double> pValues =
        seen.stream()
            .map(one -> ExactBinomial.atLeast(one.disagreeing(), one.answered(), 1 - limit))
            .toList();
    boolean failed = false;
    for (boolean rejected : Holm.rejected(pValues, alpha)) {
      failed |= rejected;
    }
    boolean good = seen.stream().allMatch(one -> one.agreement() >= limit);
    Optional<Observation> worst =
        seen.stream()
            .filter(one -> one.answered() > 0)
            .min(Comparator.comparingDouble(Observation::agreement));
    Verdict verdict = failed ? Verdict.FAIL : good ? Verdict.PASS : Verdict.INCONCLUSIVE;
    double each = alpha / seen.size();
    return check(
        DEVICE,
        worst.map(Observation::answered).orElse(0),
        worst.map(Observation::disagreeing).orElse(0),
        verdict,
        each,
        each);
  }

  private Check check(
      String name, int rows, int wrong, Verdict verdict, double alphaLow, double alphaHigh) {
    Bounds bounds =
        new Bounds(
            1 - ExactBinomial.upper(wrong, rows, alphaLow),
            1 - ExactBinomial.lower(wrong, rows, alphaHigh),
            confidence);
    double share = rows == 0 ? Double.NaN : (double) (rows - wrong) / rows;
    return Check.tested(
        Metric.ratio(name, share, rows),
        Comparison.AT_LEAST,
        limit,
        verdict,
        bounds,
        verdict == Verdict.FAIL ? REMEDY : moreRows());
  }

  private String moreRows() {
    return "the rows tell too little: a limit of %s takes %d rows of a wave without any disagreement; enlarge"
            .formatted(limit, Looks.needed(limit, 1 - confidence, 1))
        + " the validation split or edge_deployment.deployment.max_inferences, or lower"
        + " edge_deployment.validation.golden_accuracy";
  }
}
