package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Arranger.Beside;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Viewed;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Functions of two tensors, or of a tensor and a constant, place by place. */
final class OperandNodes {
  private OperandNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.ofEntries(
        Map.entry("Add", call -> commuting(call, new Add())),
        Map.entry("Mul", call -> commuting(call, new Mul())),
        Map.entry("Sum", OperandNodes::sum),
        Map.entry("Sub", OperandNodes::sub),
        Map.entry("Div", OperandNodes::div),
        Map.entry("Neg", call -> call.give(times(call, call.view(0), -1))),
        Map.entry(
            "Sqrt",
            call -> {
              Viewed root = unary(call, new Rsqrt(), call.view(0));
              call.give(over(call, FoldedTensor.scalar(1f), root));
              call.scope().reciprocal(call.node().output(0), root);
            }),
        Map.entry("Reciprocal", call -> call.give(reciprocal(call, 0))),
        Map.entry("Pow", OperandNodes::pow),
        Map.entry("Where", OperandNodes::where));
  }

  private static void commuting(NodeCall call, Op op) {
    if (call.isConstant(0)) {
      call.give(0, withConstant(call, op, call.view(1), call.constant(0)), call.kind(1));
    } else if (call.isConstant(1)) {
      call.give(withConstant(call, op, call.view(0), call.constant(1)));
    } else {
      call.give(together(call, op, call.view(0), call.view(1)));
    }
  }

  private static void sum(NodeCall call) {
    int count = call.node().inputs().size();
    int first = IntStream.range(0, count).filter(i -> !call.isConstant(i)).findFirst().orElse(0);
    Viewed sum = call.view(first);
    for (int i = 0; i < count; i++) {
      if (call.isConstant(i)) {
        sum = withConstant(call, new Add(), sum, call.constant(i));
      } else if (i != first) {
        sum = together(call, new Add(), sum, call.view(i));
      }
    }
    call.give(0, sum, call.kind(first));
  }

  private static void sub(NodeCall call) {
    if (call.isConstant(0)) {
      Viewed minus = times(call, call.view(1), -1);
      call.give(0, withConstant(call, new Add(), minus, call.constant(0)), call.kind(1));
    } else if (call.isConstant(1)) {
      call.give(withConstant(call, new Sub(), call.view(0), call.constant(1)));
    } else {
      call.give(together(call, new Sub(), call.view(0), call.view(1)));
    }
  }

  private static void div(NodeCall call) {
    if (call.kind(0) != Kind.FLOAT) {
      throw call.node().refusal("Edgeflow does not divide whole numbers", call.node().name());
    }
    if (call.isConstant(1)) {
      call.give(withConstant(call, new Div(), call.view(0), call.constant(1)));
    } else if (call.isConstant(0)) {
      Viewed inverse = reciprocal(call, 1);
      FoldedTensor c = call.constant(0);
      boolean one = c.isSplat() && c.toFloats()[0] == 1 && c.rank() == 0;
      call.give(one ? inverse : withConstant(call, new Mul(), inverse, c));
    } else if (call.scope().reciprocal(call.node().input(1)) != null) {
      call.give(together(call, new Mul(), call.view(0), reciprocal(call, 1)));
    } else {
      call.give(together(call, new Div(), call.view(0), call.view(1)));
    }
  }

  /** {@code 1 / x}; what is already known of a square root, else by a division. */
  private static Viewed reciprocal(NodeCall call, int input) {
    Viewed known = call.scope().reciprocal(call.node().input(input));
    return known != null ? known : over(call, FoldedTensor.scalar(1f), call.view(input));
  }

  /** {@code c / x}: all that x can be is clamped to c. */
  private static Viewed over(NodeCall call, FoldedTensor c, Viewed x) {
    float number = FoldedTensor.of(c.stored()).toFloats()[0];
    Viewed constant = unary(call, new Clip(number, number), x);
    return x.on(call.add(new Div(), constant.tensor(), x.tensor()));
  }

  private static void pow(NodeCall call) {
    float exponent = call.number(1);
    Viewed x = call.view(0);
    if (exponent == 1) {
      call.give(x);
    } else if (exponent == 2 || exponent == 3) {
      Viewed square = x.on(call.add(new Mul(), x.tensor(), x.tensor()));
      call.give(exponent == 2 ? square : x.on(call.add(new Mul(), square.tensor(), x.tensor())));
    } else if (exponent == 0.5f || exponent == -0.5f) {
      Viewed root = unary(call, new Rsqrt(), x);
      call.give(exponent < 0 ? root : over(call, FoldedTensor.scalar(1f), root));
    } else if (exponent == -1) {
      call.give(reciprocal(call, 0));
    } else {
      throw call.node().refusal("Edgeflow raises to powers of -1, ±0.5, 1, 2 and 3", exponent);
    }
  }

  /** By a constant condition: nothing of the tensor where the constant is taken. */
  private static void where(NodeCall call) {
    FoldedTensor condition = call.constant(0);
    boolean second = call.isConstant(1);
    if (second == call.isConstant(2)) {
      throw call.node().refusal("Edgeflow chooses between a tensor and a constant", "two tensors");
    }
    FoldedTensor zero = FoldedTensor.scalar(0f);
    FoldedTensor one = FoldedTensor.scalar(1f);
    FoldedTensor constant = call.constant(second ? 1 : 2);
    FoldedTensor mask = call.folding().where(condition, second ? zero : one, second ? one : zero);
    FoldedTensor shift =
        call.folding().where(condition, second ? constant : zero, second ? zero : constant);
    Viewed kept = withConstant(call, new Mul(), call.view(second ? 2 : 1), mask);
    call.give(0, withConstant(call, new Add(), kept, shift), call.kind(second ? 2 : 1));
  }

  private static Viewed times(NodeCall call, Viewed x, float factor) {
    return withConstant(call, new Mul(), x, FoldedTensor.scalar(factor));
  }

  private static Viewed unary(NodeCall call, Op op, Viewed x) {
    return x.on(call.add(op, x.tensor()));
  }

  /** A tensor and a constant behind it. */
  static Viewed withConstant(NodeCall call, Op op, Viewed x, FoldedTensor constant) {
    Beside beside = call.arranger().beside(call.name(), x, beside(call, x, constant));
    Constant operand = Constant.trainable(beside.constant());
    return beside
        .view()
        .on(call.add(op, List.of(beside.view().tensor()), Map.of(ConstantRole.OPERAND, operand)));
  }

  /** A constant in floats, once along each axis along which it repeats as often as the tensor. */
  private static Tensor beside(NodeCall call, Viewed x, FoldedTensor constant) {
    List<Long> sizes = call.arranger().sizes(x.ofRank(constant.rank()));
    int missing = sizes.size() - constant.rank();
    boolean repeats = true;
    boolean once = false;
    for (int axis = 0; axis < constant.rank(); axis++) {
      if (constant.repeats(axis)) {
        repeats &= constant.dim(axis) == sizes.get(axis + missing);
        once = true;
      }
    }
    Tensor tensor = once && repeats ? constant.stored() : constant.tensor();
    return constant.kind() == Kind.FLOAT
        ? tensor
        : Tensor.of(tensor.dims(), FoldedTensor.of(tensor).toFloats());
  }

  /** Two tensors, whose axes are brought to one order. */
  static Viewed together(NodeCall call, Op op, Viewed x, Viewed y) {
    int rank = Math.max(x.rank(), y.rank());
    List<Viewed> both =
        call.arranger().aligned(call.name(), List.of(x.ofRank(rank), y.ofRank(rank)));
    return both.get(0).on(call.add(op, both.get(0).tensor(), both.get(1).tensor()));
  }
}
