package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.deploy.DeployConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often the default settings pass, fail or pause a wave; the table of ADR 0012. */
class OperatingCharacteristicsTest {
  private static final int REPLAY = 10_000;
  private static final int WAVES = 300;
  private static final DeployConfig DEFAULTS = DeployConfig.defaults();

  private final DeploymentValidator validator =
      new DeploymentValidator(DEFAULTS.limits(), DEFAULTS.rollout());
  private final AgreementTests tests =
      new AgreementTests(DEFAULTS.limits(), DEFAULTS.rollout().minInferences());

  private static Stream<JsonNode> waves(boolean single) {
    return Oracle.cases("waves").filter(wave -> wave.get("devices").intValue() == 1 == single);
  }

  private static Stream<JsonNode> single() {
    return waves(true);
  }

  private static Stream<JsonNode> several() {
    return waves(false);
  }

  @ParameterizedTest
  @MethodSource("single")
  void one_device_is_judged_as_scipy_reckons(JsonNode scipy) {
    Map<Verdict, Double> ours = exact(scipy.get("rate").doubleValue());

    assertThat(ours.get(Verdict.PASS)).isCloseTo(scipy.get("pass").doubleValue(), within(1e-9));
    assertThat(ours.get(Verdict.FAIL)).isCloseTo(scipy.get("fail").doubleValue(), within(1e-9));
    assertThat(ours.get(Verdict.INCONCLUSIVE))
        .isCloseTo(scipy.get("inconclusive").doubleValue(), within(1e-9));
  }

  /** NumPy drew 20,000 waves; of ours, a share may be off by three deviations. */
  @ParameterizedTest
  @MethodSource("several")
  void several_devices_are_judged_as_scipy_finds(JsonNode scipy) {
    double[] rates = new double[scipy.get("devices").intValue()];
    Arrays.fill(rates, scipy.get("others").doubleValue());
    rates[0] = scipy.get("rate").doubleValue();

    Map<Verdict, Double> ours = drawn(rates, new Well19937c(7));

    for (Verdict verdict : Verdict.values()) {
      double share = scipy.get(verdict.name().toLowerCase(java.util.Locale.ROOT)).doubleValue();
      double deviation = Math.sqrt(share * (1 - share) / WAVES);
      assertThat(ours.get(verdict))
          .as("%s", verdict)
          .isCloseTo(share, within(3 * deviation + 0.005));
    }
  }

  private Map<Verdict, Double> exact(double rate) {
    Looks looks = validator.looks(1, REPLAY);
    Map<Verdict, Double> shares = none();
    double[] undecided = {1};
    for (int look = 0; look < looks.count(); look++) {
      int more = looks.rows(look) - (undecided.length - 1);
      double[] counts = convolved(undecided, new BinomialDistribution(null, more, rate), more);
      undecided = new double[looks.rows(look) + 1];
      for (int wrong = 0; wrong < counts.length; wrong++) {
        Verdict verdict =
            counts[wrong] < 1e-15
                ? Verdict.INCONCLUSIVE
                : verdict(List.of(seen(looks.rows(look), wrong, REPLAY, wrong)), looks, look);
        if (verdict == Verdict.INCONCLUSIVE) {
          undecided[wrong] = counts[wrong];
        } else {
          shares.merge(verdict, counts[wrong], Double::sum);
        }
      }
    }
    shares.put(Verdict.INCONCLUSIVE, Arrays.stream(undecided).sum());
    return shares;
  }

  private static double[] convolved(double[] before, BinomialDistribution more, int rows) {
    double[] counts = new double[before.length + rows];
    double[] each = IntStream.rangeClosed(0, rows).mapToDouble(more::probability).toArray();
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; before[i] > 0 && j <= rows; j++) {
        counts[i + j] += before[i] * each[j];
      }
    }
    return counts;
  }

  private Map<Verdict, Double> drawn(double[] rates, RandomGenerator random) {
    Map<Verdict, Double> shares = none();
    for (int wave = 0; wave < WAVES; wave++) {
      shares.merge(wave(rates, random), 1.0 / WAVES, Double::sum);
    }
    return shares;
  }

  private Verdict wave(double[] rates, RandomGenerator random) {
    Looks looks = validator.looks(rates.length, REPLAY);
    int own = REPLAY / rates.length;
    int[] wrong = new int[rates.length];
    int[] ownWrong = new int[rates.length];
    Verdict verdict = Verdict.INCONCLUSIVE;
    for (int look = 0; look < looks.count() && verdict == Verdict.INCONCLUSIVE; look++) {
      int before = look == 0 ? 0 : looks.rows(look - 1);
      int rows = looks.rows(look);
      List<Observation> seen = new ArrayList<>();
      for (int device = 0; device < rates.length; device++) {
        int first = Math.max(0, Math.min(rows, own) - before);
        int mine = draw(random, first, rates[device]);
        ownWrong[device] += mine;
        wrong[device] += mine + draw(random, rows - before - first, rates[device]);
        seen.add(seen(rows, wrong[device], own, ownWrong[device]));
      }
      verdict = verdict(seen, looks, look);
    }
    return verdict;
  }

  private static int draw(RandomGenerator random, int rows, double rate) {
    int hits = 0;
    for (int row = 0; row < rows; row++) {
      hits += random.nextDouble() < rate ? 1 : 0;
    }
    return hits;
  }

  private Verdict verdict(List<Observation> seen, Looks looks, int look) {
    List<Check> checks = tests.judge(seen, looks, look);
    return Verdict.worst(checks.stream().map(Check::verdict).toList());
  }

  private static Observation seen(int rows, int wrong, int own, int ownWrong) {
    int mine = Math.min(rows, own);
    return new Observation(
        "d", rows, rows, rows - wrong, mine, mine - ownWrong, 1.0, null, true, true);
  }

  private static Map<Verdict, Double> none() {
    Map<Verdict, Double> shares = new EnumMap<>(Verdict.class);
    Arrays.stream(Verdict.values()).forEach(verdict -> shares.put(verdict, 0.0));
    return shares;
  }
}
