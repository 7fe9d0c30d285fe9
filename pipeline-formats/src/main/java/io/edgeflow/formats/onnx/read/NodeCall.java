package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.Arranger;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.Viewed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A node that is being read: what is known of its inputs, and where its outputs go. */
final class NodeCall {
  private final OnnxNode node;
  private final ImportScope scope;

  NodeCall(OnnxNode node, ImportScope scope) {
    this.node = node;
    this.scope = scope;
  }

  /** The node, for its attributes and for refusals. */
  OnnxNode node() {
    return node;
  }

  /** All that is known, for what this class has no short form of. */
  ImportScope scope() {
    return scope;
  }

  Arranger arranger() {
    return scope.arranger();
  }

  Folding folding() {
    return scope.folding();
  }

  /** What nodes of the graph are named that this one becomes: as its first output. */
  String name() {
    return node.outputs().stream().filter(o -> !o.isEmpty()).findFirst().orElse(node.name());
  }

  /** Whether an input is given. */
  boolean has(int input) {
    return node.has(input);
  }

  /** Whether an input is given and depends on no input of the model. */
  boolean isConstant(int input) {
    return has(input) && scope.isConstant(node.input(input));
  }

  /** The view of an input, which must depend on an input of the model. */
  Viewed view(int input) {
    String tensor = node.input(input);
    if (scope.isConstant(tensor)) {
      throw node.refusal(
          "%s cannot be read with a constant as its input %d".formatted(node.type(), input),
          scope.constant(tensor));
    }
    if (scope.isUnrounded(tensor)) {
      throw node.refusal(
          "Edgeflow does not round what is computed",
          tensor,
          "leave the cast to whole numbers out of the model");
    }
    return wholes(input);
  }

  /**
   * The view of an input for an operator that refuses all but whole numbers where it sees them, so
   * that a cast to these need not be carried out.
   */
  Viewed wholes(int input) {
    String tensor = node.input(input);
    if (!scope.knows(tensor)) {
      throw node.refusal("Edgeflow does not compute what the node reads", tensor);
    }
    return scope.view(tensor);
  }

  /** The sizes of an input, with the batch as a multiple of {@link Folding#BATCH}. */
  List<Long> sizes(int input) {
    return isConstant(input)
        ? Arrays.stream(constant(input).dims()).boxed().toList()
        : arranger().sizes(view(input));
  }

  /** The number of axes of an input. */
  int rank(int input) {
    return isConstant(input) ? constant(input).rank() : view(input).rank();
  }

  /** What the elements of an input are in the file. */
  Kind kind(int input) {
    return scope.kind(node.input(input));
  }

  /** An input that must depend on no input of the model. */
  FoldedTensor constant(int input) {
    String tensor = node.input(input);
    if (!scope.isConstant(tensor)) {
      throw node.refusal(
          "%s cannot be read with an input %d that is computed".formatted(node.type(), input),
          tensor,
          "export the model so that it is a constant");
    }
    return scope.constant(tensor);
  }

  /** The numbers of a constant input as FLOAT32, for a weight. */
  Tensor floats(int input) {
    FoldedTensor constant = constant(input);
    Tensor tensor = constant.tensor();
    return tensor.type() == ElementType.FLOAT32
        ? tensor
        : Tensor.of(tensor.dims(), constant.toFloats());
  }

  /** The whole numbers of a constant input. */
  long[] longs(int input) {
    return constant(input).toLongs();
  }

  /** The one number of a constant input. */
  float number(int input) {
    FoldedTensor constant = constant(input);
    if (!constant.isSplat()) {
      throw node.refusal("%s needs a single number".formatted(node.type()), constant);
    }
    return FoldedTensor.of(constant.stored()).toFloats()[0];
  }

  /** A tensor of an attribute. */
  FoldedTensor stored(TensorProto tensor) {
    return FoldedTensor.of(scope.read(tensor));
  }

  /** Appends a node to the graph; what it gives. */
  String add(Op op, String... reads) {
    return scope.graph().add(name(), op, reads);
  }

  /** Appends a node with constants to the graph; what it gives. */
  String add(Op op, List<String> reads, Map<ConstantRole, Constant> constants) {
    return scope.graph().add(name(), op, reads, constants);
  }

  /** Gives the first output, which has elements of the first input's kind. */
  void give(Viewed view) {
    give(0, view, kind(0));
  }

  /** Gives an output. */
  void give(int output, Viewed view, Kind kind) {
    scope.give(node.output(output), view, kind);
  }

  /** Gives the first output as a constant. */
  void give(FoldedTensor constant) {
    give(0, constant);
  }

  /** Gives an output as a constant. */
  void give(int output, FoldedTensor constant) {
    scope.give(node.output(output), constant);
  }
}
