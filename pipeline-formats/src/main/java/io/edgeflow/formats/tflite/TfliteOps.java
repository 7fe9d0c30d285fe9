package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.lower.FusedOp;
import io.edgeflow.formats.lower.LoweredGraph;
import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * The TFLite operator of one operation. Operator versions are the oldest that hold the operation's
 * number format.
 */
final class TfliteOps
    implements Op.Visitor<TfliteCall>,
        TfliteElementwise,
        TfliteWeighted,
        TfliteNormalization,
        TfliteRecurrent,
        TfliteArrangement,
        TfliteSelection,
        TfliteProduct,
        TfliteReduction,
        TflitePooling,
        TfliteResampling {
  /** Operators of one input whose output has its shape. */
  static final Set<Integer> ELEMENTWISE =
      Set.of(
          BuiltinOperator.RELU,
          BuiltinOperator.RELU6,
          BuiltinOperator.LOGISTIC,
          BuiltinOperator.RSQRT,
          BuiltinOperator.TANH,
          BuiltinOperator.GELU,
          BuiltinOperator.LEAKY_RELU,
          BuiltinOperator.HARD_SWISH,
          BuiltinOperator.RELU_N1_TO_1);

  private final FusedOp fused;
  private final LoweredGraph graph;
  private final TfliteTensors tensors;

  TfliteOps(FusedOp fused, LoweredGraph graph, TfliteTensors tensors) {
    this.fused = fused;
    this.graph = graph;
    this.tensors = tensors;
  }

  @Override
  public TfliteCall softmax(Normalization.Softmax op) {
    return plain(BuiltinOperator.SOFTMAX, TfliteOptions.softmax());
  }

  @Override
  public FusedOp fused() {
    return fused;
  }

  @Override
  public LoweredGraph graph() {
    return graph;
  }

  @Override
  public TfliteTensors tensors() {
    return tensors;
  }
}
