package io.edgeflow.formats.tflite.read;

import static java.util.Map.entry;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Op;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.lite.schema.BuiltinOperator;

/** What each of TFLite's operators is in the graph. */
final class Operators {
  private static final Map<Integer, Handler> HANDLERS =
      Map.ofEntries(
          entry(BuiltinOperator.CONV_2D, Convolutions::conv2d),
          entry(BuiltinOperator.DEPTHWISE_CONV_2D, Convolutions::depthwise),
          entry(BuiltinOperator.TRANSPOSE_CONV, Convolutions::transposed),
          entry(BuiltinOperator.FULLY_CONNECTED, Products::fullyConnected),
          entry(BuiltinOperator.BATCH_MATMUL, Products::batchMatMul),
          entry(BuiltinOperator.ADD, Binaries::add),
          entry(BuiltinOperator.SUB, Binaries::sub),
          entry(BuiltinOperator.MUL, Binaries::mul),
          entry(BuiltinOperator.DIV, Binaries::div),
          entry(BuiltinOperator.SQUARED_DIFFERENCE, Elementwises::squaredDifference),
          entry(BuiltinOperator.SQUARE, Elementwises::square),
          entry(BuiltinOperator.NEG, Elementwises::negated),
          entry(BuiltinOperator.MAXIMUM, step -> Elementwises.end(step, true)),
          entry(BuiltinOperator.MINIMUM, step -> Elementwises.end(step, false)),
          entry(BuiltinOperator.RELU, place(new Relu())),
          entry(BuiltinOperator.RELU6, place(new Relu6())),
          entry(BuiltinOperator.RELU_N1_TO_1, place(new Clip(-1f, 1f))),
          entry(BuiltinOperator.RELU_0_TO_1, place(new Clip(0f, 1f))),
          entry(BuiltinOperator.LOGISTIC, place(new Sigmoid())),
          entry(BuiltinOperator.TANH, place(new Tanh())),
          entry(BuiltinOperator.RSQRT, place(new Rsqrt())),
          entry(BuiltinOperator.HARD_SWISH, place(new HardSwish())),
          entry(BuiltinOperator.GELU, Elementwises::gelu),
          entry(BuiltinOperator.LEAKY_RELU, Elementwises::leakyRelu),
          entry(BuiltinOperator.PRELU, Elementwises::prelu),
          entry(BuiltinOperator.SOFTMAX, Elementwises::softmax),
          entry(BuiltinOperator.MAX_POOL_2D, Poolings::max),
          entry(BuiltinOperator.AVERAGE_POOL_2D, Poolings::average),
          entry(BuiltinOperator.MEAN, Reductions::mean),
          entry(BuiltinOperator.SUM, Reductions::sum),
          entry(BuiltinOperator.REDUCE_MAX, Reductions::max),
          entry(BuiltinOperator.ARG_MAX, Reductions::argMax),
          entry(BuiltinOperator.PAD, Arrangements::pad),
          entry(BuiltinOperator.PADV2, Arrangements::padWith),
          entry(BuiltinOperator.RESHAPE, Arrangements::reshape),
          entry(BuiltinOperator.SQUEEZE, Arrangements::squeeze),
          entry(BuiltinOperator.EXPAND_DIMS, Arrangements::expandDims),
          entry(BuiltinOperator.TRANSPOSE, Arrangements::transpose),
          entry(BuiltinOperator.CONCATENATION, Arrangements::concatenation),
          entry(BuiltinOperator.PACK, Arrangements::pack),
          entry(BuiltinOperator.SLICE, Selections::slice),
          entry(BuiltinOperator.STRIDED_SLICE, Selections::stridedSlice),
          entry(BuiltinOperator.SPLIT, Selections::split),
          entry(BuiltinOperator.SPLIT_V, Selections::splitInto),
          entry(BuiltinOperator.UNPACK, Selections::unpack),
          entry(BuiltinOperator.GATHER, Selections::gather),
          entry(BuiltinOperator.EMBEDDING_LOOKUP, Selections::lookup),
          entry(BuiltinOperator.RESIZE_BILINEAR, Resizes::bilinear),
          entry(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, Resizes::nearest),
          entry(BuiltinOperator.QUANTIZE, Conversions::quantize),
          entry(BuiltinOperator.DEQUANTIZE, Conversions::dequantize),
          entry(BuiltinOperator.CAST, Conversions::cast),
          entry(BuiltinOperator.SHAPE, Constants::shape),
          entry(BuiltinOperator.UNIDIRECTIONAL_SEQUENCE_LSTM, Recurrents::lstm));

  private Operators() {}

  /** The names of the operators that are read. */
  static SortedSet<String> names() {
    return names(HANDLERS.keySet());
  }

  static SortedSet<String> names(Set<Integer> codes) {
    return codes.stream().map(BuiltinOperator::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private interface Handler {
    void read(Step step);
  }

  private static Handler place(Op op) {
    return step -> Elementwises.plain(step, op);
  }

  /**
   * Reads an operator.
   *
   * @throws PipelineException if the graph has no equal of it
   */
  static void read(Step step) {
    if (Constants.fold(step)) {
      return;
    }
    Handler handler = HANDLERS.get(step.operator().code());
    if (handler == null) {
      throw PipelineException.failed("The graph has no equal of an operator of the TFLite file")
          .found(step.label())
          .where(step.reading().model().where())
          .remedy(
              "replace it before the conversion to TFLite by operators that"
                  + " docs/readable-operators.md lists")
          .build();
    }
    handler.read(step);
  }
}
