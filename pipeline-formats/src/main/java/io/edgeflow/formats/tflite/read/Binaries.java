package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.read.Arranger.Beside;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import io.edgeflow.formats.tflite.read.FileTensor.Steps;
import io.edgeflow.formats.tflite.read.StoredConstant.Reals;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DivOptions;
import org.tensorflow.lite.schema.MulOptions;
import org.tensorflow.lite.schema.SubOptions;

/** Operators of two operands, of which one may be a constant. */
final class Binaries {
  private Binaries() {}

  static void add(Step step) {
    combine(
        step,
        new Add(),
        step.operator()
            .options(BuiltinOptions.AddOptions, new AddOptions())
            .map(AddOptions::fusedActivationFunction)
            .orElse((byte) 0));
  }

  static void mul(Step step) {
    combine(
        step,
        new Mul(),
        step.operator()
            .options(BuiltinOptions.MulOptions, new MulOptions())
            .map(MulOptions::fusedActivationFunction)
            .orElse((byte) 0));
  }

  static void sub(Step step) {
    combine(
        step,
        new Sub(),
        step.operator()
            .options(BuiltinOptions.SubOptions, new SubOptions())
            .map(SubOptions::fusedActivationFunction)
            .orElse((byte) 0));
  }

  static void div(Step step) {
    combine(
        step,
        new Div(),
        step.operator()
            .options(BuiltinOptions.DivOptions, new DivOptions())
            .map(DivOptions::fusedActivationFunction)
            .orElse((byte) 0));
  }

  private static void combine(Step step, Op op, byte activation) {
    step.giveActivated(combined(step, step.before(activation), op), activation);
  }

  /** The view of the two operands' combination. */
  static Viewed combined(Step step, String name, Op op) {
    if (step.constant(1).isPresent()) {
      return beside(step, name, op, step.view(0), step.requireConstant(1));
    }
    if (step.constant(0).isPresent()) {
      return constantFirst(step, name, op);
    }
    int rank = Math.max(step.view(0).rank(), step.view(1).rank());
    List<Viewed> views =
        step.arranger()
            .aligned(step.name(), List.of(step.view(0).ofRank(rank), step.view(1).ofRank(rank)));
    String node = step.graph().add(name, op, views.get(0).tensor(), views.get(1).tensor());
    return views.get(0).on(node);
  }

  /** {@code c - x} is {@code -x + c}. */
  private static Viewed constantFirst(Step step, String name, Op op) {
    Viewed view = step.view(1);
    StoredConstant constant = step.requireConstant(0);
    if (op.equals(new Div())) {
      throw step.unsupported("a constant that is divided", "a constant as divisor");
    }
    if (!op.equals(new Sub())) {
      return beside(step, name, op, view, constant);
    }
    if (step.output(0).quantized()) {
      step.reading().given().inexact("A tensor is taken from a constant (" + step.label() + ")");
    }
    Viewed negated = view.on(Elementwises.product(step, name + ".negated", view.tensor(), -1));
    return beside(step, name, new Add(), negated, constant);
  }

  private static Viewed beside(
      Step step, String name, Op op, Viewed view, StoredConstant constant) {
    Steps steps = constant.steps();
    if (steps == null || steps.scales().size() != 1 || !constant.keeps()) {
      Beside beside = moved(step, view, constant.reals());
      return given(step, name, op, beside, new Reals(beside.constant(), null));
    }
    Beside beside = moved(step, view, constant.stored());
    return given(step, name, op, beside, reals(beside.constant(), steps));
  }

  /** Integers of 8 bits are moved as floats, which hold them exactly. */
  private static Beside moved(Step step, Viewed view, FoldedTensor numbers) {
    FoldedTensor one = Constants.oneSample(step, numbers);
    Tensor floats = Tensor.of(one.tensor().dims(), one.toFloats());
    return step.arranger().beside(step.name(), view, floats);
  }

  private static Viewed given(Step step, String name, Op op, Beside beside, Reals operand) {
    String read = beside.view().tensor();
    return beside.view().on(step.add(name, op, read, Map.of(ConstantRole.OPERAND, operand)));
  }

  private static Reals reals(Tensor moved, Steps steps) {
    float[] values = moved.toFloats();
    byte[] integers = new byte[values.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (byte) values[i];
    }
    GivenConstant given =
        new GivenConstant(
            Tensor.of(ElementType.INT8, moved.dims(), integers),
            Tensor.of(new int[0], new float[] {steps.scales().get(0)}),
            steps.zeroPoint());
    return new Reals(Tensor.of(moved.dims(), given.toFloats()), given);
  }
}
