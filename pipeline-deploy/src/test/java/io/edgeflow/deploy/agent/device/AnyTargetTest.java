package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.predict.Agreement;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.predict.Postprocessing;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.PackagedModel;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.testing.TinyTask;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.InferRequest.Purpose;
import io.edgeflow.deploy.wire.VersionRequest;
import io.edgeflow.formats.Runtimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A device with a model of each target. */
class AnyTargetTest {
  private static final long SEED = 4;

  @TempDir private Path folder;
  private Releases releases;

  @BeforeEach
  void make_workspace() {
    releases = new Releases(folder.resolve("workspace"), Clock.systemUTC());
    releases.keys().provision("device-01", folder.resolve("device"));
  }

  static Stream<Arguments> files() {
    return Arrays.stream(TinyTask.values())
        .flatMap(
            task ->
                Arrays.stream(Format.values())
                    .flatMap(
                        format ->
                            Arrays.stream(Precision.values())
                                .map(precision -> Arguments.of(task, format, precision))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_device_answers_as_the_evaluator_does_bit_for_bit(
      TinyTask task, Format format, Precision precision) throws Exception {
    Split test = test(task);
    ExportedModel model = TinyModels.model(store(), format, precision, task, SEED);
    Tensor features = test.batch(0, test.rows());
    Tensor expected;
    try (Predictor evaluated = Runtimes.open(store().open(model.file()), format, 1)) {
      expected = Postprocessing.answers(task.target(), features, evaluated.predict(features));
    }

    try (DeviceAgent agent = started(null)) {
      deploy(agent, releases.pack(format, precision, task, SEED));

      assertThat(agent.health().healthy()).isTrue();
      assertThat(replayed(agent, raw(test))).isEqualTo(expected);
      for (int row = 0; row < test.rows(); row++) {
        Tensor alone = replayed(agent, Rows.of(raw(test), row, row + 1));
        assertThat(alone).isEqualTo(Rows.of(expected, row, row + 1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_device_counts_its_quality_and_the_baselines_own_summaries(TinyTask task) throws Exception {
    Split test = test(task);
    PackagedModel packaged = releases.pack(Format.TFLITE, Precision.FP32, task, SEED);
    Thresholds thresholds = packaged.inference().thresholds();
    Tensor truths = test.truths(0, test.rows());

    try (DeviceAgent agent = started(null)) {
      deploy(agent, packaged);
      Tensor answers =
          agent.infer(InferRequest.of(raw(test), truths, Purpose.TRAFFIC)).answers().tensor();
      agent.infer(InferRequest.of(raw(test), null, Purpose.TRAFFIC));

      InferenceCounters counters = agent.telemetry().counters();
      Map<String, Double> sums = new TreeMap<>();
      for (int row = 0; row < test.rows(); row++) {
        LiveQuality.of(task.target(), answers.floatRow(row), truths.floatRow(row), thresholds)
            .forEach((name, value) -> sums.merge(name, value, Double::sum));
      }
      assertThat(counters.inferences()).isEqualTo(2L * test.rows());
      assertThat(counters.labeled()).isEqualTo(test.rows());
      assertThat(counters.quality()).isEqualTo(sums);
      assertThat(counters.histograms().keySet())
          .isEqualTo(packaged.baseline().histograms().keySet());
      assertThat(counters.histograms().values())
          .allMatch(histogram -> histogram.samples() == 2L * test.rows());
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_baseline_is_that_of_the_shipped_files_answers(TinyTask task) {
    PackagedModel packaged = releases.pack(Format.TFLITE, Precision.FP32, task, SEED);
    List<String> names =
        switch (task) {
          case CLASSES -> List.of("predicted_score", "confidence_logit");
          case VALUES -> List.of("predicted_cm", "predicted_kg");
          case SELF -> List.of("reconstruction_error");
        };

    names.forEach(
        name ->
            assertThat(packaged.baseline().histograms().get(name).samples())
                .isEqualTo(TinyModels.VALIDATION_ROWS));
  }

  @ParameterizedTest
  @EnumSource
  void a_lie_disagrees_with_every_true_answer(TinyTask task) throws Exception {
    PackagedModel packaged = releases.pack(Format.TFLITE, Precision.FP32, task, SEED);
    Tensor truth = packaged.replay().expected();
    Thresholds thresholds = packaged.inference().thresholds();

    try (DeviceAgent agent = started(Fault.ANSWERS)) {
      deploy(agent, packaged);
      Tensor lie = replayed(agent, packaged.replay().rows());

      long agreeing =
          IntStream.range(0, truth.dim(0))
              .filter(
                  row ->
                      Agreement.of(
                          task.target(),
                          truth.floatRow(row),
                          thresholds,
                          lie.floatRow(row),
                          thresholds))
              .count();
      assertThat(agreeing).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anomalies_are_found_where_they_are_looked_for(TinyTask task) throws Exception {
    Split test = test(task);
    PackagedModel packaged = releases.pack(Format.TFLITE, Precision.INT8, task, SEED);
    try (DeviceAgent agent = started(null)) {
      deploy(agent, packaged);
      agent.infer(InferRequest.of(raw(test), test.truths(0, test.rows()), Purpose.TRAFFIC));

      InferenceCounters counters = agent.telemetry().counters();
      double quality =
          LiveQuality.metric(task.target(), counters.quality(), counters.labeled()).value();
      assertThat(quality).isFinite();
      if (task == TinyTask.SELF) {
        assertThat(quality).isCloseTo(1, within(0.1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rows_and_truths_that_do_not_fit_are_refused_and_counted(TinyTask task) throws Exception {
    Tensor good = raw(test(task));
    int rows = good.dim(0);
    Tensor wide = Tensor.of(new int[] {rows, 2}, new float[2 * rows]);
    Tensor whole = Tensor.of(good.dims(), new int[good.size()]);
    float[] values = good.toFloats();
    values[0] = Float.POSITIVE_INFINITY;
    Tensor infinite = Tensor.of(good.dims(), values);

    try (DeviceAgent agent = started(null)) {
      deploy(agent, releases.pack(Format.TFLITE, Precision.FP32, task, SEED));
      for (Tensor bad : List.of(wide, whole, infinite)) {
        assertRefused(agent, bad, null);
      }
      for (Tensor bad : badTruths(task, rows)) {
        assertRefused(agent, good, bad);
      }
      long refused = 3L + badTruths(task, rows).size();
      assertThat(agent.telemetry().counters().failures()).isEqualTo(refused * rows);
      assertThat(agent.telemetry().counters().inferences()).isZero();
      assertThat(agent.telemetry().counters().labeled()).isZero();
    }
  }

  private static List<Tensor> badTruths(TinyTask task, int rows) {
    int[] outside = new int[rows];
    outside[rows - 1] = 3;
    int[] negative = new int[rows];
    negative[0] = -1;
    float[] missing = new float[2 * rows];
    missing[1] = Float.NaN;
    Tensor floats = Tensor.of(new int[] {rows}, new float[rows]);
    return switch (task) {
      case CLASSES, SELF ->
          List.of(
              floats,
              Tensor.of(new int[] {rows}, outside),
              Tensor.of(new int[] {rows}, negative),
              Tensor.of(new int[] {rows, 1}, new int[rows]));
      case VALUES ->
          List.of(
              floats,
              Tensor.of(new int[] {rows}, outside),
              Tensor.of(new int[] {rows, 2}, missing),
              Tensor.of(new int[] {rows, 3}, new float[3 * rows]));
    };
  }

  private static void assertRefused(DeviceAgent agent, Tensor rows, Tensor truths) {
    assertThatThrownBy(() -> agent.infer(InferRequest.of(rows, truths, Purpose.TRAFFIC)))
        .isInstanceOf(RefusedException.class)
        .extracting(e -> ((RefusedException) e).refusal())
        .isEqualTo(Refusal.INVALID_INPUT);
  }

  private ArtifactStore store() {
    return releases.context().artifacts();
  }

  private Split test(TinyTask task) {
    return Dataset.open(TinyModels.dataset(store(), task), store()).test();
  }

  private static Tensor raw(Split split) {
    return split.rawRows(IntStream.range(0, split.rows()).toArray());
  }

  private static Tensor replayed(DeviceAgent agent, Tensor rows) throws RefusedException {
    return agent.infer(InferRequest.of(rows, null, Purpose.REPLAY)).answers().tensor();
  }

  private DeviceAgent started(Fault fault) {
    Path device = folder.resolve("device");
    AgentConfig config = AgentConfig.of("device-01", fault, InProcessFleet::probe);
    return DeviceAgent.start(device, DeviceIdentity.read(device), config);
  }

  private void deploy(DeviceAgent agent, PackagedModel packaged) throws Exception {
    Release release = releases.release(packaged);
    try (var archive = Files.newInputStream(release.bundle())) {
      long next = agent.status().sequence() + 1;
      long staged = agent.stage(release.signed(), next, archive).stagedVersion();
      agent.activate(new VersionRequest(staged, next + 1));
    }
  }
}
