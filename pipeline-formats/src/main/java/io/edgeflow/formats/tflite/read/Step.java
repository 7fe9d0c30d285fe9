package io.edgeflow.formats.tflite.read;

import com.google.flatbuffers.Table;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.read.Arranger;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.GraphAssembler;
import io.edgeflow.formats.read.Viewed;
import io.edgeflow.formats.tflite.read.StoredConstant.Reals;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.ActivationFunctionType;

/** One operator of the file while it is read. */
final class Step {
  private final Reading reading;
  private final FileOperator operator;

  Step(Reading reading, FileOperator operator) {
    this.reading = reading;
    this.operator = operator;
  }

  Reading reading() {
    return reading;
  }

  FileOperator operator() {
    return operator;
  }

  GraphAssembler graph() {
    return reading.graph();
  }

  Arranger arranger() {
    return reading.arranger();
  }

  /** The name of what it gives, which its nodes are named after. */
  String name() {
    return TensorNames.shortened(output(0).name());
  }

  int inputs() {
    return operator.inputs().size();
  }

  boolean has(int input) {
    return operator.has(input);
  }

  FileTensor input(int input) {
    if (!has(input)) {
      throw damaged("no input " + input);
    }
    return reading.model().tensor(operator.inputs().get(input));
  }

  FileTensor output(int output) {
    return reading.model().tensor(operator.outputs().get(output));
  }

  /** What an input is a view of. */
  Viewed view(int input) {
    return reading
        .view(input(input))
        .orElseThrow(
            () -> unsupported("a constant as input " + input, "a tensor that is computed there"));
  }

  Optional<StoredConstant> constant(int input) {
    return reading.constant(input(input));
  }

  StoredConstant requireConstant(int input) {
    return constant(input)
        .orElseThrow(() -> unsupported("input " + input + " that is computed", "a constant there"));
  }

  /** The reals or whole numbers of a constant. */
  FoldedTensor number(int input) {
    return requireConstant(input).reals();
  }

  Folding folding() {
    return reading.folding();
  }

  /** Constant whole numbers. */
  int[] integers(int input) {
    long[] values = requireConstant(input).stored().toLongs();
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != (int) values[i]) {
        throw damaged("the number " + values[i] + " in " + input(input).label());
      }
      integers[i] = (int) values[i];
    }
    return integers;
  }

  /** An axis, counted from the end if negative. */
  int axis(int axis, int rank) {
    int from = axis < 0 ? axis + rank : axis;
    if (from < 0 || from >= rank) {
      throw damaged("axis " + axis + " of " + rank);
    }
    return from;
  }

  /** The options of a type, which the operator must have. */
  <T extends Table> T options(byte type, T empty) {
    return operator.options(type, empty).orElseThrow(() -> damaged("no options of its kind"));
  }

  /** Appends a node that has constants of which some may be integers in the file. */
  String add(String name, Op op, String read, Map<ConstantRole, Reals> constants) {
    Map<ConstantRole, Constant> floats = new EnumMap<>(ConstantRole.class);
    constants.forEach((role, reals) -> floats.put(role, Constant.trainable(reals.floats())));
    String node = graph().add(name, op, List.of(read), floats);
    constants.forEach(
        (role, reals) -> {
          if (reals.integers() != null) {
            reading.given().constant(graph().constant(role), reals.integers());
          }
        });
    return node;
  }

  /** Says what the first output is a view of. */
  void give(Viewed view) {
    give(0, view, Activation.NONE);
  }

  /** Says what an output is a view of. */
  void give(int number, Viewed view) {
    give(number, view, Activation.NONE);
  }

  /**
   * Says what an output is a view of.
   *
   * @param activation that bounds its numbers
   */
  void give(int number, Viewed view, Activation activation) {
    FileTensor tensor = output(number);
    if (tensor.quantized()) {
      reading.given().value(graph(), view.tensor(), tensor, activation);
    } else {
      reading.given().floats(view.tensor());
    }
    reading.put(tensor, view);
  }

  /** Says that the first output is a constant. */
  void give(StoredConstant constant) {
    reading.put(output(0), constant);
  }

  /** Gives a view behind the activation that the operator carries out on its output. */
  void giveActivated(Viewed view, byte activation) {
    switch (activation) {
      case ActivationFunctionType.NONE -> give(view);
      case ActivationFunctionType.RELU -> giveActivated(view, new Relu());
      case ActivationFunctionType.RELU6 -> giveActivated(view, new Relu6());
      case ActivationFunctionType.RELU_N1_TO_1 -> giveActivated(view, new Clip(-1f, 1f));
      case ActivationFunctionType.TANH -> giveActivated(view, new Tanh());
      default ->
          throw unsupported(
              "the activation " + activation, "RELU, RELU6, RELU_N1_TO_1 or TANH on its output");
    }
  }

  private void giveActivated(Viewed view, Op activation) {
    Viewed activated = view.on(graph().add(name(), activation, view.tensor()));
    give(0, activated, activation.activation().orElse(Activation.NONE));
  }

  /** The name of the node of a layer: of its weight, where an activation has the output's. */
  String layer(int weight, byte activation) {
    return activation == ActivationFunctionType.NONE
        ? name()
        : TensorNames.layer(input(weight).name());
  }

  /** A name for a node before the activation that has the output's. */
  String before(byte activation) {
    return activation == ActivationFunctionType.NONE ? name() : name() + ".linear";
  }

  PipelineException damaged(String found) {
    return TfliteModel.damaged(reading.model().where(), label() + " with " + found);
  }

  /** A form of an operator that the graph has no equal of. */
  PipelineException unsupported(String found, String limit) {
    return PipelineException.failed("The graph has no equal of an operator of the TFLite file")
        .found(label() + " with " + found)
        .limit(limit)
        .where(reading.model().where())
        .remedy("replace it before the conversion to TFLite")
        .build();
  }

  String label() {
    return "operator %d, %s, that gives %s"
        .formatted(operator.index(), operator.kind(), output(0).label());
  }
}
