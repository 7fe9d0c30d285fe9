package io.edgeflow.monitor.drift;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.KolmogorovSmirnov;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.numeric.Holm;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Judges each device of a fleet by itself. */
final class DeviceTests {
  /** Fewer samples of one device say nothing, however far they lie. */
  static final int FEWEST = 20;

  private final DriftConfig config;

  DeviceTests(DriftConfig config) {
    this.config = config;
  }

  private record Test(String deviceId, String summary, long samples, double ks, double pValue) {}

  /**
   * The devices that have seen anything.
   *
   * @param references the summaries that the fleet was judged on
   * @param significance of all devices together
   */
  List<DeviceDrift> judge(
      Map<String, Histogram> references, List<DeviceWindow> windows, double significance) {
    List<Test> tests = new ArrayList<>();
    windows.forEach(
        window ->
            references.forEach(
                (name, reference) -> test(window, name, reference).ifPresent(tests::add)));
    boolean[] rejected = Holm.rejected(tests.stream().map(Test::pValue).toList(), significance);
    List<Test> drifted =
        IntStream.range(0, tests.size())
            .filter(i -> rejected[i] && tests.get(i).ks() > config.threshold())
            .mapToObj(tests::get)
            .toList();
    Map<String, List<Test>> made = byDevice(tests);
    Map<String, List<Test>> failed = byDevice(drifted);
    return windows.stream()
        .map(window -> verdict(window, farthest(window, failed), farthest(window, made)))
        .toList();
  }

  private static Optional<Test> test(DeviceWindow window, String name, Histogram reference) {
    Histogram counted = window.histograms().get(name);
    if (counted == null
        || !counted.edges().equals(reference.edges())
        || counted.counts().stream().anyMatch(count -> count < 0)
        || counted.samples() < FEWEST) {
      return Optional.empty();
    }
    double ks = KolmogorovSmirnov.statistic(reference, counted);
    double p = KolmogorovSmirnov.pValue(ks, reference.samples(), counted.samples());
    return Optional.of(new Test(window.deviceId(), name, counted.samples(), ks, p));
  }

  private static Map<String, List<Test>> byDevice(List<Test> tests) {
    return tests.stream().collect(Collectors.groupingBy(Test::deviceId));
  }

  /** Of the tests that failed the farthest, else of those that were made. */
  private DeviceDrift verdict(DeviceWindow window, Optional<Test> bad, Optional<Test> any) {
    Optional<Test> most = bad.or(() -> any);
    if (most.isEmpty()) {
      String reason = window.inferences() + " samples, at least " + FEWEST + " are needed";
      return new DeviceDrift(
          window.deviceId(), Verdict.INCONCLUSIVE, window.inferences(), null, null, null, reason);
    }
    Test test = most.get();
    boolean few = bad.isEmpty() && test.samples() < config.minSamples();
    return new DeviceDrift(
        window.deviceId(),
        bad.isPresent() ? Verdict.FAIL : few ? Verdict.INCONCLUSIVE : Verdict.PASS,
        test.samples(),
        test.summary(),
        test.ks(),
        test.pValue(),
        few ? test.samples() + " samples, at least " + config.minSamples() + " are needed" : null);
  }

  private static Optional<Test> farthest(DeviceWindow window, Map<String, List<Test>> tests) {
    return tests.getOrDefault(window.deviceId(), List.of()).stream()
        .max(Comparator.comparingDouble(Test::ks));
  }
}
