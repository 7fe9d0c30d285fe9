package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.formats.lower.MemoryLayout;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Padding;

/** The operators that summarize windows. */
interface TflitePooling extends TfliteScope, Pooling.Visitor<TfliteCall> {
  @Override
  default TfliteCall maxPool2d(Pooling.MaxPool2d op) {
    return windows(BuiltinOperator.MAX_POOL_2D, op);
  }

  @Override
  default TfliteCall avgPool2d(Pooling.AvgPool2d op) {
    return windows(BuiltinOperator.AVERAGE_POOL_2D, op);
  }

  @Override
  default TfliteCall globalAvgPool(Pooling.GlobalAvgPool op) {
    MemoryLayout layout = input().layout();
    return plain(
        BuiltinOperator.MEAN,
        TfliteOptions.reduce(true),
        tensors()
            .integers(fused().name() + ".axes", List.of(layout.place(2, 4), layout.place(3, 4))));
  }

  /** What lies around the image is passed over, in a mean too. */
  private TfliteCall windows(int builtin, Pooling.Windowed op) {
    boolean valid = op.window(graph().operands(fused())).orElseThrow().valid();
    byte padding = valid ? Padding.VALID : Padding.SAME;
    return plain(builtin, TfliteOptions.pool(op.kernel(), op.stride(), padding, activation()));
  }
}
