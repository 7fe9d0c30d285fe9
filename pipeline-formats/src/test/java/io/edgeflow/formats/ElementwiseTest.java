package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.LeakyRelu;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of one input, alone in a graph, against their formula. */
class ElementwiseTest {
  private static final float[] X = {-8, -2, -0.5f, 0, 0.25f, 1, 5, 7};

  @TempDir Path folder;

  static Stream<Arguments> operators() {
    return Stream.of(
        of(new Elementwise.Relu(), x -> Math.max(x, 0)),
        of(new Elementwise.Relu6(), x -> Math.min(Math.max(x, 0), 6)),
        of(new Elementwise.Clip(-0.25f, 2f), x -> Math.min(Math.max(x, -0.25), 2)),
        of(new Elementwise.Clip(-1f, 1f), x -> Math.min(Math.max(x, -1), 1)),
        of(new Elementwise.Clip(null, 3f), x -> Math.min(x, 3)),
        of(new LeakyRelu(0.25f), x -> x > 0 ? x : x / 4),
        of(new HardSigmoid(0.25f, 0.5f), x -> Math.min(Math.max(x / 4 + 0.5, 0), 1)),
        of(new HardSwish(), x -> x * Math.min(Math.max(x + 3, 0), 6) / 6),
        of(new Silu(), x -> x / (1 + Math.exp(-x))),
        of(new Elementwise.Sigmoid(), x -> 1 / (1 + Math.exp(-x))),
        of(new Nonlinearity.Tanh(), Math::tanh),
        of(new Gelu(Approximation.NONE), new Gelu(Approximation.NONE)::apply),
        of(new Gelu(Approximation.TANH), new Gelu(Approximation.TANH)::apply));
  }

  private static Arguments of(Op op, DoubleUnaryOperator formula) {
    return Arguments.of(op, formula);
  }

  @ParameterizedTest
  @MethodSource("operators")
  void every_runtime_follows_the_formula(Op op, DoubleUnaryOperator formula) throws IOException {
    Tensor features = Tensor.of(new int[] {1, X.length}, X);
    ModelGraph graph =
        new GraphBuilder("alone", Shape.batchOf(X.length)).apply("op", op).build(null, null);
    ModelGraph calibrated = Graphs.calibrated(graph, features);

    assertFollows(formula, 1e-6f, new ReferenceRuntime(graph), features);
    for (Format format : Format.values()) {
      assertFollows(formula, 1e-6f, open(graph, format, Precision.FP32), features);
      assertFollows(formula, 15f / 255 + 1e-3f, open(calibrated, format, Precision.INT8), features);
    }
  }

  private static void assertFollows(
      DoubleUnaryOperator formula, float tolerance, Predictor runtime, Tensor features) {
    try (runtime) {
      float[] found = runtime.predict(features).toFloats();
      for (int i = 0; i < X.length; i++) {
        assertThat(found[i])
            .as("%s of %s", runtime.runtime(), X[i])
            .isCloseTo((float) formula.applyAsDouble(X[i]), within(tolerance));
      }
    }
  }

  private Predictor open(ModelGraph graph, Format format, Precision precision) throws IOException {
    Path file = folder.resolve(format + "." + precision);
    Files.write(file, ModelExporter.export(graph, format, precision));
    return Runtimes.open(file, format, 1);
  }
}
