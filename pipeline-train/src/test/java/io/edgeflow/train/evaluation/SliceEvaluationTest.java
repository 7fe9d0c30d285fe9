package io.edgeflow.train.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.dataset.SliceFiles;
import io.edgeflow.core.dataset.SliceFiles.SliceColumn;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.testing.ByRow;
import io.edgeflow.train.testing.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held to scikit-learn's numbers of each group; see tools/oracle/make_evaluation.py. */
class SliceEvaluationTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final ClassTarget THREE = new ClassTarget("label", List.of("x", "y", "z"));

  @TempDir Path folder;

  @Test
  void scores_of_a_slice_of_classes_are_scikit_learns_of_its_rows_alone() throws IOException {
    JsonNode golden = Oracle.json("slices.json").get("classes");

    List<SliceEvaluation> slices = measured(golden, THREE, "truth", rows(golden, "scores"), null);

    assertThat(slices).hasSize(3);
    assertGolden(slices, golden, CLOSE);
    assertThat(slices).allMatch(slice -> slice.intervals().of("accuracy").isPresent());
    assertThat(Json.read(Json.text(slices.get(0)), SliceEvaluation.class, "test"))
        .isEqualTo(slices.get(0));
  }

  @Test
  void scores_of_a_slice_of_anomalies_are_scikit_learns() throws IOException {
    JsonNode golden = Oracle.json("slices.json").get("anomalies");
    List<float[]> outputs = new ArrayList<>();
    for (JsonNode error : golden.get("error")) {
      outputs.add(new float[] {outputs.size() + (float) Math.sqrt(error.asDouble())});
    }

    List<SliceEvaluation> slices =
        measured(
            golden,
            new SelfTarget("broken", 0.9),
            "anomaly",
            outputs,
            golden.get("threshold").asDouble());

    assertThat(slices).extracting(SliceEvaluation::value).containsExactly("left", "right");
    assertGolden(slices, golden, within(1e-4));
  }

  @Test
  void scores_of_a_slice_of_values_are_scikit_learns() throws IOException {
    JsonNode golden = Oracle.json("slices.json").get("values");
    ValueTarget target = new ValueTarget(List.of("weight"), Floats.of(0), Floats.of(1));

    List<SliceEvaluation> slices =
        measured(golden, target, "truth", rows(golden, "predicted"), null);

    assertThat(slices).extracting(SliceEvaluation::value).containsExactly("north", "south");
    assertGolden(slices, golden, CLOSE);
    assertThat(slices).allMatch(slice -> slice.intervals().of("rmse").isPresent());
  }

  @Test
  void rows_of_a_class_are_a_slice_and_a_class_without_rows_is_none() {
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), THREE);
    SplitFiles files = samples.split(ByRow.features(4), new int[] {0, 2, 0, 2});
    Predictor first = new ByRow(List.of(x(), x(), x(), new float[] {0, 0, 9}));

    List<SliceEvaluation> slices =
        SliceEvaluation.measure(
            first,
            samples.dataset(files, files, files).test(),
            List.of(SliceEvaluation.CLASS),
            null,
            samples.store(),
            Thresholds.NONE,
            Progress.silent());

    assertThat(slices).extracting(SliceEvaluation::label).containsExactly("class = x", "class = z");
    assertThat(slices)
        .extracting(slice -> slice.metric("accuracy").orElseThrow().value())
        .containsExactly(1.0, 0.5);
  }

  private static float[] x() {
    return new float[] {9, 0, 0};
  }

  private List<SliceEvaluation> measured(
      JsonNode golden, Target target, String truth, List<float[]> outputs, Double threshold)
      throws IOException {
    Samples samples = new Samples(new ArtifactStore(folder), FeatureSpec.vector(1), target);
    int rows = outputs.size();
    SplitFiles files =
        golden.get(truth).get(0).isArray()
            ? samples.split(ByRow.features(rows), Oracle.rows(golden.get(truth)))
            : samples.split(ByRow.features(rows), ints(golden.get(truth)));
    return SliceEvaluation.measure(
        new ByRow(outputs),
        samples.dataset(files, files, files).test(),
        List.of("group"),
        groups(golden.get("group"), samples.store()),
        samples.store(),
        threshold == null ? Thresholds.NONE : Thresholds.NONE.withAnomaly(threshold),
        Progress.silent());
  }

  private static SliceFiles groups(JsonNode group, ArtifactStore store) throws IOException {
    List<String> cells = new ArrayList<>();
    group.forEach(cell -> cells.add(cell.asText()));
    List<String> values = List.copyOf(new TreeSet<>(cells));
    Path file = store.scratch().resolve("slices.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.INT16, 1)) {
      for (String cell : cells) {
        writer.append(new float[] {values.indexOf(cell)});
      }
    }
    return new SliceFiles(
        List.of(new SliceColumn("group", values)),
        List.of(),
        List.of(),
        List.of(store.put("slices.npy", file)));
  }

  private static void assertGolden(
      List<SliceEvaluation> slices, JsonNode golden, Offset<Double> near) {
    assertThat(golden.get("slices").size()).isEqualTo(slices.size());
    for (SliceEvaluation slice : slices) {
      JsonNode wanted = golden.get("slices").get(slice.value());
      assertThat(slice.samples()).isEqualTo(wanted.get("samples").asLong());
      wanted
          .properties()
          .forEach(
              each -> {
                if (!each.getKey().equals("samples")) {
                  assertThat(slice.metric(each.getKey()).orElseThrow().value())
                      .as(slice.label() + " " + each.getKey())
                      .isCloseTo(each.getValue().asDouble(), near);
                }
              });
    }
  }

  private static List<float[]> rows(JsonNode golden, String name) {
    return Arrays.asList(Oracle.rows(golden.get(name)));
  }

  private static int[] ints(JsonNode list) {
    int[] values = new int[list.size()];
    Arrays.setAll(values, i -> list.get(i).asInt());
    return values;
  }
}
