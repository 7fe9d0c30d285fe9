package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CheckpointFileTest {
  private static final Path FILE = Path.of("checkpoint.v1");

  private static ModelGraph graph(long seed) {
    return Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(2)))
        .untrained(FeatureSpec.vector(3), new ClassTarget("label", List.of("a", "b")), seed, null);
  }

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        2,
        graph(1),
        Map.of("velocity/fc1.bias", new float[] {0.5f, -2}),
        1,
        graph(2),
        List.of(
            new EpochMetrics(1, 0.5, 0.1, Map.of("val_accuracy", 0.75), 1000),
            new EpochMetrics(2, 0.25, 0.3, Map.of("val_accuracy", 0.5), 2000)),
        "0123");
  }

  private static byte[] golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CheckpointFileTest.class.getResourceAsStream("/golden/" + FILE))) {
      return in.readAllBytes();
    }
  }

  @Test
  void a_checkpoint_of_version_1_is_read() throws IOException {
    Checkpoint expected = checkpoint();

    Checkpoint found = CheckpointFile.read(golden(), graph(3), FILE).orElseThrow();

    assertThat(found.epoch()).isEqualTo(2);
    assertThat(found.bestEpoch()).isEqualTo(1);
    assertThat(found.graph().constants()).isEqualTo(expected.graph().constants());
    assertThat(found.best().constants()).isEqualTo(expected.best().constants());
    assertThat(found.memory()).containsOnlyKeys("velocity/fc1.bias");
    assertThat(found.memory().get("velocity/fc1.bias")).containsExactly(0.5f, -2);
    assertThat(found.history()).isEqualTo(expected.history());
    assertThat(found.firstBatch()).isEqualTo("0123");
  }

  @Test
  void its_bytes_are_those_of_version_1() throws IOException {
    assertThat(CheckpointFile.bytes(checkpoint())).isEqualTo(golden());
  }

  @Test
  void averaged_weights_of_the_best_epoch_are_kept_beside_its_own() {
    Checkpoint last =
        new Checkpoint(1, graph(1), Map.of(), 1, graph(2), checkpoint().history(), "0123");

    Checkpoint found =
        CheckpointFile.read(CheckpointFile.bytes(last), graph(3), FILE).orElseThrow();

    assertThat(found.graph().constants()).isEqualTo(graph(1).constants());
    assertThat(found.best().constants()).isEqualTo(graph(2).constants());
  }

  @Test
  void no_cut_and_no_flipped_bit_is_taken_for_a_checkpoint() throws IOException {
    byte[] whole = golden();
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x20;
      assertThat(CheckpointFile.read(flipped, graph(3), FILE)).as("byte " + at).isEmpty();
      byte[] cut = java.util.Arrays.copyOf(whole, at);
      assertThat(CheckpointFile.read(cut, graph(3), FILE)).as("cut at " + at).isEmpty();
    }
  }
}
