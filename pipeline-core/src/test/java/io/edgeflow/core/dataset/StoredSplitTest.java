package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored in bytes, and what is true of it. */
class StoredSplitTest {
  private static final Target CLASSES = new ClassTarget("label", List.of("x", "y", "z"));

  @TempDir Path folder;
  private ArtifactStore store;

  @BeforeEach
  void open() {
    store = new ArtifactStore(folder.resolve("store"));
  }

  private Artifact labels() throws IOException {
    Path file = folder.resolve("labels.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.INT32)) {
      writer.append(0);
      writer.append(1);
    }
    return store.put("labels", file);
  }

  /** A split of a vector of two bytes, which the model takes tenfold. */
  private Split bytes(Target target, List<Artifact> truths) throws IOException {
    FeatureSpec pair = FeatureSpec.vector(2).of(ElementType.UINT8);
    Path file = Files.createTempDirectory(folder, "x").resolve("bytes.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.UINT8, 2)) {
      writer.append(new float[] {0, 255});
      writer.append(new float[] {127, 128});
    }
    List<Artifact> raw = List.of(store.put("bytes", file));
    SplitFiles split = new SplitFiles(2, raw, raw, truths);
    Preprocessing tenfold =
        new Preprocessing(
            List.of("a", "b"),
            pair,
            List.of(),
            pair,
            List.of(new PreprocessStep.MinMax(Floats.of(0, 0), Floats.of(0.1f, 0.1f))));
    DatasetManifest manifest =
        new DatasetManifest(
            "ab".repeat(32),
            new Schema(List.of("a", "b"), pair, pair, target),
            tenfold,
            new Baseline(List.of(), Map.of()),
            split,
            split,
            split);
    return Dataset.open(manifest, store).test();
  }

  @Test
  void some_rows_are_read_in_the_order_asked_for_as_numbers_or_as_they_are() throws IOException {
    Split split = bytes(CLASSES, List.of(labels()));

    assertThat(split.raw(new int[] {1, 0, 1}))
        .containsExactly(new float[] {127, 128}, new float[] {0, 255}, new float[] {127, 128});
    assertThat(split.bytes(new int[] {1, 0}))
        .containsExactly(new byte[] {127, -128}, new byte[] {0, -1});
    assertThatThrownBy(() -> split.bytes(new int[] {2}).iterator().next())
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void bytes_stay_bytes_on_disk_and_are_scaled_when_they_are_read() throws IOException {
    Split split = bytes(CLASSES, List.of(labels()));

    assertThat(split.raw(0)).containsExactly(0, 255);
    assertThat(split.rawRows(new int[] {1, 0}))
        .isEqualTo(Tensor.of(new int[] {2, 2}, new float[] {127, 128, 0, 255}));
    assertThat(split.features(1)).containsExactly(1270, 1280);
    assertThat(split.batch(0, 2))
        .isEqualTo(Tensor.of(new int[] {2, 2}, new float[] {0, 2550, 1270, 1280}));
  }

  @Test
  void the_truths_of_classes_are_indices_and_those_of_values_are_numbers() throws IOException {
    Path file = folder.resolve("values.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, 1)) {
      writer.append(new float[] {1.5f});
      writer.append(new float[] {-2});
    }
    Split classes = bytes(CLASSES, List.of(labels()));
    Split values = bytes(ValueTarget.unscaled(List.of("v")), List.of(store.put("v", file)));

    assertThat(classes.truths(0, 2)).isEqualTo(Tensor.of(new int[] {2}, new int[] {0, 1}));
    assertThat(values.truths(new int[] {1, 0}))
        .isEqualTo(Tensor.of(new int[] {2, 1}, new float[] {-2, 1.5f}));
  }

  @Test
  void rows_whose_truth_nobody_knows_have_none() throws IOException {
    Split split = bytes(new SelfTarget(null, 0.99), List.of());

    assertThat(split.labeled()).isFalse();
    assertThat(split.target()).isEqualTo(new SelfTarget(null, 0.99));
    assertThatThrownBy(() -> split.truths(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The truth of the test split is not known");
  }
}
