package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.Graphs;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;

/** The operators of a file of a series that is convolved along time. */
class TfliteSeriesTest {
  @Test
  void a_series_is_convolved_along_time_without_a_transpose() {
    ModelGraph graph =
        convolved(new GraphBuilder("series", Shape.batchOf(6, 2)).apply("turned", TURN))
            .apply("relu", new Relu())
            .apply("back", TURN)
            .build(null, null);

    assertThat(operators(graph)).containsExactly("RESHAPE", "CONV_2D", "RESHAPE", "RELU");
  }

  @Test
  void what_may_be_written_over_is_copied() {
    ModelGraph graph =
        convolved(
                new GraphBuilder("series", Shape.batchOf(6, 2))
                    .apply("a", new Sigmoid())
                    .apply("turned", TURN))
            .apply("back", TURN)
            .from("a", "back")
            .apply("sum", new Add())
            .build(null, null);

    assertThat(operators(graph))
        .containsExactly("LOGISTIC", "TRANSPOSE", "RESHAPE", "CONV_2D", "RESHAPE", "ADD");
  }

  private static final Transpose TURN = Transpose.by(0, 2, 1);

  private static GraphBuilder convolved(GraphBuilder builder) {
    return builder
        .apply("wide", new Unsqueeze(List.of(2)))
        .apply("conv", Conv2d.padded(0), new Graphs(1).layer(2, 2, 1, 1))
        .apply("narrow", new Squeeze(List.of(2)));
  }

  private static List<String> operators(ModelGraph graph) {
    byte[] file = TfliteWriter.write(graph, Precision.FP32);
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
    return IntStream.range(0, model.subgraphs(0).operatorsLength())
        .mapToObj(i -> model.operatorCodes((int) model.subgraphs(0).operators(i).opcodeIndex()))
        .map(code -> BuiltinOperator.name(code.builtinCode()))
        .toList();
  }
}
