package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import io.edgeflow.formats.tflite.read.StoredConstant.Reals;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.UnidirectionalSequenceLSTMOptions;

/** Layers that read a series step by step. */
final class Recurrents {
  /** Where the weights of the gates i, f, g and o begin among the inputs. */
  private static final int WEIGHTS = 1;

  private static final int RECURRENT = 5;
  private static final int PEEPHOLES = 9;
  private static final int BIASES = 12;
  private static final int PROJECTION = 16;
  private static final int NORMS = 20;
  private static final int INPUTS = 24;
  private static final int GATES = 4;

  private Recurrents() {}

  static void lstm(Step step) {
    UnidirectionalSequenceLSTMOptions o =
        step.options(
            BuiltinOptions.UnidirectionalSequenceLSTMOptions,
            new UnidirectionalSequenceLSTMOptions());
    if (o.fusedActivationFunction() != ActivationFunctionType.TANH
        || o.cellClip() != 0
        || o.projClip() != 0
        || o.diagonalRecurrentTensors()
        || any(step, PEEPHOLES, PEEPHOLES + 3)
        || any(step, PROJECTION, PROJECTION + 2)
        || any(step, NORMS, INPUTS)
        || !step.has(WEIGHTS)) {
      throw step.unsupported(
          "peepholes, projections, norms, clips or coupled gates",
          "an LSTM of four gates and tanh");
    }
    if (step.output(0).quantized()) {
      step.reading().given().inexact("An LSTM of integers (" + step.label() + ")");
    }
    Viewed read = step.view(0);
    if (read.rank() != 3) {
      throw step.damaged("a series of " + read.rank() + " axes");
    }
    int time = o.timeMajor() ? 0 : 1;
    String series = step.arranger().sample(step.name(), read, time, 2);
    Tensor weight = gates(step, WEIGHTS);
    Tensor recurrent = gates(step, RECURRENT);
    Tensor bias = gates(step, BIASES);
    int rows = recurrent.dim(0);
    Map<ConstantRole, Reals> constants =
        Map.of(
            ConstantRole.WEIGHT, new Reals(weight, null),
            ConstantRole.RECURRENT_WEIGHT, new Reals(recurrent, null),
            ConstantRole.BIAS, new Reals(bias, null),
            ConstantRole.RECURRENT_BIAS,
                new Reals(Tensor.of(new int[] {rows}, new float[rows]), null));
    Lstm op = new Lstm(rows / GATES, false, Returns.SEQUENCE);
    String node = step.add(step.name(), op, series, constants);
    step.give(new Viewed(node, axes(o.timeMajor())));
  }

  private static List<List<Integer>> axes(boolean timeMajor) {
    return timeMajor
        ? List.of(List.of(1), List.of(0), List.of(2))
        : List.of(List.of(0), List.of(1), List.of(2));
  }

  private static boolean any(Step step, int from, int to) {
    return IntStream.range(from, to).anyMatch(step::has);
  }

  /** The constants of the four gates, one below the other. */
  private static Tensor gates(Step step, int first) {
    List<FoldedTensor> parts =
        IntStream.range(first, first + GATES).mapToObj(step::number).toList();
    FoldedTensor joined = step.folding().concat(0, parts);
    return Tensor.of(joined.tensor().dims(), joined.toFloats());
  }
}
