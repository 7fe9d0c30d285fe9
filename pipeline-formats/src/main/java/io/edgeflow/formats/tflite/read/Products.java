package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.Product.MatMul;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Columns;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.Viewed;
import io.edgeflow.formats.tflite.read.StoredConstant.Reals;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.FullyConnectedOptionsWeightsFormat;

/** Matrix products. */
final class Products {
  private Products() {}

  static void fullyConnected(Step step) {
    FullyConnectedOptions o =
        step.options(BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptions());
    if (o.weightsFormat() != FullyConnectedOptionsWeightsFormat.DEFAULT) {
      throw step.unsupported("a weight in an order of its own", "the default order");
    }
    StoredConstant weight = step.requireConstant(1);
    if (weight.stored().rank() != 2) {
      throw step.damaged("a weight of " + weight.stored());
    }
    if (step.constant(0).isPresent()
        && o.fusedActivationFunction() == ActivationFunctionType.NONE) {
      step.give(StoredConstant.of(step.output(0).name(), ofConstant(step, weight)));
      return;
    }
    byte activation = o.fusedActivationFunction();
    Viewed read = step.view(0);
    long features = weight.stored().dim(1);
    int last = read.rank() - 1;
    boolean whole = read.rank() >= 2 && step.arranger().size(read, last) == features;
    if (!whole && o.keepNumDims()) {
      throw step.damaged("features other than the weight's " + features);
    }
    if (!o.keepNumDims()) {
      read = step.arranger().reshaped(step.name(), read, List.of(-1L, features));
    }
    Viewed given = linear(step, slim(step, read), weight, activation);
    step.giveActivated(given, activation);
  }

  /** The product of a constant that is the same for each sample: a layer's first state. */
  private static FoldedTensor ofConstant(Step step, StoredConstant weight) {
    FoldedTensor whole = step.number(0);
    float[] row = Constants.oneSample(step, whole).toFloats();
    FoldedTensor matrix = weight.reals();
    int outputs = Math.toIntExact(matrix.dim(0));
    if (whole.rank() != 2 || row.length != matrix.dim(1)) {
      throw step.unsupported("a constant of " + whole, "one row for all samples");
    }
    float[] factors = matrix.toFloats();
    float[] sums = step.has(2) ? step.number(2).toFloats() : new float[outputs];
    if (sums.length != outputs) {
      throw step.damaged("a bias of " + sums.length);
    }
    for (int i = 0; i < factors.length; i++) {
      sums[i / row.length] += row[i % row.length] * factors[i];
    }
    FoldedTensor given = FoldedTensor.of(Tensor.of(new int[] {1, outputs}, sums));
    return step.folding().expand(given, whole.dim(0), outputs);
  }

  /** Without axes of size 1 in products of several. */
  private static Viewed slim(Step step, Viewed view) {
    return new Viewed(
        view.tensor(),
        view.axes().stream()
            .map(
                axes ->
                    axes.stream()
                        .filter(a -> axes.size() == 1 || step.graph().size(view.tensor(), a) != 1)
                        .toList())
            .toList());
  }

  private static Viewed linear(Step step, Viewed read, StoredConstant weight, byte activation) {
    Columns columns = step.arranger().columns(step.name(), read);
    UnaryOperator<FoldedTensor> order = w -> columns.ordered(w, step.reading().folding());
    Reals reals = weight.ordered(order, 0);
    String node =
        step.add(
            step.layer(1, activation),
            new Linear(),
            columns.view().tensor(),
            Convolutions.withBias(step, reals, 2));
    return columns.view().on(node);
  }

  static void batchMatMul(Step step) {
    BatchMatMulOptions o =
        step.options(BuiltinOptions.BatchMatMulOptions, new BatchMatMulOptions());
    Viewed first = step.view(0);
    if (first.rank() < 2) {
      throw step.damaged("a factor of " + first.rank() + " axes");
    }
    Viewed x = o.adjX() ? exchanged(first) : first;
    if (step.constant(1).isPresent()) {
      byConstant(step, x, step.requireConstant(1), o.adjY());
      return;
    }
    Viewed y = step.view(1);
    if (y.rank() != x.rank()) {
      throw step.unsupported("factors of unlike ranks", "as many axes of each");
    }
    int last = x.rank() - 1;
    Viewed a = step.arranger().ending(step.name(), x, last - 1, last);
    Viewed b = step.arranger().ending(step.name(), y, last - 1, last);
    if (!a.axes().equals(b.axes())) {
      throw step.unsupported("factors whose axes lie unlike", "the same axes before the last two");
    }
    step.give(a.on(step.graph().add(step.name(), new MatMul(o.adjY()), a.tensor(), b.tensor())));
  }

  /** A constant matrix, which is a weight. */
  private static void byConstant(Step step, Viewed x, StoredConstant matrix, boolean transposed) {
    Folding folding = step.reading().folding();
    long[] dims = matrix.stored().dims();
    int rank = dims.length;
    if (rank < 2 || Arrays.stream(dims, 0, rank - 2).anyMatch(size -> size != 1)) {
      throw step.unsupported("a constant factor of " + matrix.stored(), "one matrix for all");
    }
    // One scale goes with the numbers wherever they move.
    boolean plain = matrix.steps() == null || matrix.steps().scales().size() == 1;
    FoldedTensor numbers = plain ? matrix.stored() : matrix.reals();
    FoldedTensor flat = folding.reshape(numbers, dims[rank - 2], dims[rank - 1]);
    FoldedTensor weight = transposed ? flat : folding.transpose(flat, 1, 0);
    StoredConstant stored =
        new StoredConstant(matrix.name(), weight, plain ? matrix.steps() : null);
    step.give(linear(step, x, stored, ActivationFunctionType.NONE));
  }

  private static Viewed exchanged(Viewed view) {
    int[] order = IntStream.range(0, view.rank()).toArray();
    order[view.rank() - 1] = view.rank() - 2;
    order[view.rank() - 2] = view.rank() - 1;
    return view.permuted(order);
  }
}
