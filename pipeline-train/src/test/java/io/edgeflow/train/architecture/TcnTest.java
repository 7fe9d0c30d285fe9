package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcnTest extends ArchitectureContract {
  @Override
  Architecture architecture() {
    return new Tcn();
  }

  @Override
  List<String> weights() {
    return List.of(
        "a2899dfb1a1cab7bedea661f9c4805dc0b3abf7a5429b0dc5665a9cc110bf086",
        "fb31610305522a19ece64feb1160aa37fc0959c7857ff58f2d6a5ac8ecf43e94");
  }

  private static ModelGraph graph(Consumer<ConfigBuilder<Section>> keys) {
    return Network.of(new Tcn(), keys)
        .untrained(
            FeatureSpec.series(50, 6), new ClassTarget("label", List.of("a", "b", "c")), 42, null);
  }

  private static List<Conv1d> convolutions(ModelGraph graph, String suffix) {
    return graph.nodes().stream()
        .filter(node -> node.name().endsWith(suffix))
        .map(Node::op)
        .map(Conv1d.class::cast)
        .toList();
  }

  @Test
  void its_parameters_and_work_are_those_of_two_convolutions_a_block() {
    ModelGraph graph =
        graph(keys -> keys.set(Tcn.CHANNELS, List.of(16, 16, 32)).set(Tcn.KERNEL, 5));

    int first = (5 * 6 * 16 + 16) + (5 * 16 * 16 + 16) + 2 * 4 * 16 + (6 * 16 + 16);
    int second = 2 * (5 * 16 * 16 + 16) + 2 * 4 * 16;
    int third = (5 * 16 * 32 + 32) + (5 * 32 * 32 + 32) + 2 * 4 * 32 + (16 * 32 + 32);
    assertThat(graph.parameters()).isEqualTo(first + second + third + 32 * 3 + 3).isEqualTo(13_395);
    int step =
        5 * 6 * 16
            + 5 * 16 * 16
            + 6 * 16 // first block
            + 2 * 5 * 16 * 16
            + (5 * 16 * 32 + 5 * 32 * 32 + 16 * 32);
    assertThat(graph.macs()).isEqualTo(50L * step + 32 * 3).isEqualTo(630_496);
  }

  @Test
  void each_block_reads_twice_as_far_back_as_the_one_before_and_never_ahead() {
    ModelGraph graph = graph(keys -> keys.set(Tcn.KERNEL, 4));

    assertThat(convolutions(graph, "_conv2"))
        .isEqualTo(convolutions(graph, "_conv1"))
        .extracting(Conv1d::dilation)
        .containsExactly(1, 2, 4, 8);
    assertThat(convolutions(graph, "_conv1"))
        .extracting(Conv1d::pads)
        .containsExactly(new Ends(3, 0), new Ends(6, 0), new Ends(12, 0), new Ends(24, 0));
    assertThat(graph.shape("block4_relu")).isEqualTo(Shape.batchOf(32, 50));
    assertThat(graph.shape("last")).isEqualTo(Shape.batchOf(32, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void no_block_and_too_many_are_refused(int blocks) {
    List<Integer> channels = Collections.nCopies(blocks, 8);

    assertThatThrownBy(() -> graph(keys -> keys.set(Tcn.CHANNELS, channels)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("channels: must name 1 to 16 blocks");
  }
}
