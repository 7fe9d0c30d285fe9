package io.edgeflow.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Nonlinearity.Erf;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.graph.op.Selection.Embedding;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the random graphs hold what they are for, and are those that PyTorch was given. */
class RandomGraphsTest {
  private static final List<ModelGraph> GRAPHS =
      RandomGraphs.numbers().mapToObj(RandomGraphs::graph).toList();

  @Test
  void the_graphs_are_those_that_pytorch_was_given() throws IOException {
    String lines =
        GRAPHS.stream().map(RandomGraphs::description).collect(Collectors.joining("\n", "", "\n"));

    // Not committed: what make_random_graphs.py reads, and tells the digest of.
    Path described = Files.writeString(Path.of("target/random_graphs.jsonl"), lines);
    assertThat(Sha256.of(described)).isEqualTo(RandomGraphs.describedSha256());
  }

  /** Those that make small errors large, and those of whole numbers, have cases of their own. */
  @Test
  void every_operator_occurs_often_but_those_that_jump() {
    Map<Class<?>, Long> counts =
        all().collect(Collectors.groupingBy(f -> f.node().op().getClass(), Collectors.counting()));

    Set<Class<?>> expected = OperatorCasesTest.operators(Op.class).collect(Collectors.toSet());
    expected.removeAll(Set.of(Div.class, Rsqrt.class, Erf.class, ArgMax.class, Embedding.class));
    assertThat(counts.keySet()).isEqualTo(expected);
    assertThat(counts.values()).allMatch(count -> count >= 20);
  }

  @Test
  void what_once_went_wrong_occurs_often() {
    assertOften(found -> found.readers() > 1 && found.is(Conv2d.class));
    assertOften(found -> found.is(BatchNorm.class) && found.reads(Conv2d.class, 2));
    assertOften(found -> found.is(BatchNorm.class) && found.rank() == 2);
    assertOften(found -> found.is(BatchNorm.class) && found.rank() == 3);
    assertOften(found -> found.is(BatchNorm.class) && found.reads(Add.class, 1));
    assertOften(found -> found.is(BatchNorm.class) && found.reads(Concat.class, 1));
    assertOften(found -> found.is(Linear.class) && found.rank() == 3);
    assertOften(found -> found.is(Add.class) && found.reads(Relu.class, 1));
    assertOften(found -> found.is(Mul.class) && found.node().inputs().size() == 2);
    assertOften(found -> found.is(Mul.class) && found.node().inputs().size() == 1);
    assertOften(found -> found.is(Reshape.class) && found.reads(Flatten.class, 1));
    assertOften(found -> found.is(Transpose.class) && found.rank() == 4);
  }

  @Test
  void outputs_are_few_and_of_every_rank() {
    Map<Integer, Long> ranks =
        GRAPHS.stream()
            .map(graph -> graph.shape(graph.signature().output()))
            .peek(shape -> assertThat(shape.elementsPerSample()).isLessThanOrEqualTo(8))
            .collect(Collectors.groupingBy(Shape::rank, Collectors.counting()));

    assertThat(ranks.keySet()).containsExactlyInAnyOrder(2, 3, 4);
  }

  private static void assertOften(Predicate<Found> property) {
    assertThat(all().filter(property).count()).isGreaterThanOrEqualTo(5);
  }

  private static Stream<Found> all() {
    return GRAPHS.stream()
        .flatMap(graph -> graph.nodes().stream().map(node -> new Found(graph, node)));
  }

  private record Found(ModelGraph graph, Node node) {
    boolean is(Class<?> operator) {
      return operator.isInstance(node.op());
    }

    int rank() {
      return graph.shape(node.output()).rank();
    }

    int readers() {
      return graph.consumers(node.output()).size();
    }

    /** Whether an input comes from an operator and has so many readers or more. */
    boolean reads(Class<?> operator, int leastReaders) {
      return node.inputs().stream()
          .flatMap(input -> graph.producer(input).stream())
          .map(producer -> new Found(graph, producer))
          .anyMatch(found -> found.is(operator) && found.readers() >= leastReaders);
    }
  }
}
