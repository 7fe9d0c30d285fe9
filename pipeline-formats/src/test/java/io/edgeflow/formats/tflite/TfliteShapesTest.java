package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.OperatorCase;
import io.edgeflow.core.testing.OperatorFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/** Files whose tensors have other sizes than their operators give. */
class TfliteShapesTest {
  @ParameterizedTest
  @EnumSource
  void a_size_that_an_operator_does_not_give_is_refused(OperatorFamily family) {
    for (OperatorCase one : family.cases()) {
      if (one.refusedBy().contains(Format.TFLITE)) {
        continue;
      }
      byte[] file = TfliteWriter.write(one.graph(), Precision.FP32);
      SubGraph graph = Model.getRootAsModel(ByteBuffer.wrap(file)).subgraphs(0);
      IntStream.range(0, graph.operatorsLength())
          .map(i -> graph.operators(i).outputs(0))
          .forEach(output -> assertRefused(file, graph.tensors(output), one));
    }
  }

  private static void assertRefused(byte[] file, Tensor output, OperatorCase one) {
    ByteBuffer sizes = output.shapeAsByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int place = sizes.position() + Integer.BYTES; place < sizes.limit(); place += 4) {
      ByteBuffer damaged = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
      damaged.putInt(place, damaged.getInt(place) + 1);

      assertThatThrownBy(() -> TfliteFile.read(damaged.array(), "here"))
          .as("%s, tensor %s", one, output.name())
          .isInstanceOf(PipelineException.class);
    }
  }
}
