package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A node of an ONNX file. An attribute has the type that it is asked for, or the node is refused;
 * and so it is when an attribute was never asked for, since what it would change is not done.
 */
final class OnnxNode {
  private final NodeProto proto;
  private final int opset;
  private final Path file;
  private final Map<String, AttributeProto> attributes = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  OnnxNode(NodeProto proto, int opset, Path file) {
    this.proto = proto;
    this.opset = opset;
    this.file = file;
    for (AttributeProto attribute : proto.getAttributeList()) {
      if (attributes.put(attribute.getName(), attribute) != null) {
        throw refusal("An attribute is given twice", attribute.getName());
      }
    }
  }

  /** The operator, for example {@code Conv}. */
  String type() {
    return proto.getOpType();
  }

  /** The operator with its domain, where that is not ONNX's own: {@code ai.onnx.ml.Scaler}. */
  String operator() {
    return proto.getDomain().isEmpty() || proto.getDomain().equals(ModelCheck.OWN_LONG)
        ? type()
        : proto.getDomain() + "." + type();
  }

  /** The version of the operator set that it is of. */
  int opset() {
    return opset;
  }

  /** Its name, or that of its first output where it has none. */
  String name() {
    return proto.getName().isBlank() ? output(0) : proto.getName();
  }

  /** The names of what it reads; empty ones where an input is left out. */
  List<String> inputs() {
    return proto.getInputList();
  }

  /** Whether it is given an input. */
  boolean has(int input) {
    return input < proto.getInputCount() && !proto.getInput(input).isEmpty();
  }

  /** The name of an input that must be there. */
  String input(int place) {
    if (!has(place)) {
      throw refusal("An input is missing", "no input " + place);
    }
    return proto.getInput(place);
  }

  /** The names of what it gives; empty ones where nobody asks for an output. */
  List<String> outputs() {
    return proto.getOutputList();
  }

  /** The name of an output; empty when nobody asks for it. */
  String output(int place) {
    return place < proto.getOutputCount() ? proto.getOutput(place) : "";
  }

  /** Whether an attribute is given. */
  boolean given(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** A whole number. */
  int number(String name, int otherwise) {
    return attribute(name, AttributeType.INT).map(a -> whole(name, a.getI())).orElse(otherwise);
  }

  /** A whole number of 64 bits. */
  long large(String name, long otherwise) {
    return attribute(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
  }

  /** Whole numbers of 64 bits; empty if they are left out. */
  Optional<long[]> larges(String name) {
    return attribute(name, AttributeType.INTS)
        .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray());
  }

  /** A whole number that is 0 or 1. */
  boolean flag(String name, boolean otherwise) {
    return number(name, otherwise ? 1 : 0) != 0;
  }

  /** A float. */
  float real(String name, float otherwise) {
    return attribute(name, AttributeType.FLOAT).map(AttributeProto::getF).orElse(otherwise);
  }

  /** A word. */
  String text(String name, String otherwise) {
    return attribute(name, AttributeType.STRING)
        .map(a -> a.getS().toStringUtf8())
        .orElse(otherwise);
  }

  /** Whole numbers; empty if they are left out. */
  Optional<List<Integer>> numbers(String name) {
    return attribute(name, AttributeType.INTS)
        .map(a -> a.getIntsList().stream().map(value -> whole(name, value)).toList());
  }

  /** Floats; empty if they are left out. */
  Optional<List<Float>> reals(String name) {
    return attribute(name, AttributeType.FLOATS).map(a -> List.copyOf(a.getFloatsList()));
  }

  /** Words; empty if they are left out. */
  Optional<List<String>> texts(String name) {
    return attribute(name, AttributeType.STRINGS)
        .map(a -> a.getStringsList().stream().map(s -> s.toStringUtf8()).toList());
  }

  /** A tensor; empty if it is left out. */
  Optional<TensorProto> tensor(String name) {
    return attribute(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /** Lets an attribute have any value: it changes nothing of what the operator gives. */
  void ignore(String name) {
    asked.add(name);
  }

  /**
   * Refuses all values of an attribute but one.
   *
   * @param found gives the attribute's value
   */
  <T> void require(String attribute, T only, Function<String, T> found) {
    T value = found.apply(attribute);
    if (!value.equals(only)) {
      throw refusal(
          "The attribute %s of %s can only be %s".formatted(attribute, type(), only), value);
    }
  }

  /** Refuses the node if it has an attribute that nobody asked for. */
  void requireAllAsked() {
    for (String attribute : attributes.keySet()) {
      if (!asked.contains(attribute)) {
        throw refusal("An attribute of " + type() + " that Edgeflow does not know", attribute);
      }
    }
  }

  /** An error that names the node. */
  PipelineException refusal(String what, Object found) {
    return PipelineException.failed(what).found(found).where(where()).build();
  }

  /** An error that names the node. */
  PipelineException refusal(String what, Object found, String remedy) {
    return PipelineException.failed(what).found(found).where(where()).remedy(remedy).build();
  }

  /** The node, for errors. */
  String where() {
    return "%s, node %s (%s)".formatted(file, name(), type());
  }

  private Optional<AttributeProto> attribute(String name, AttributeType type) {
    asked.add(name);
    Optional<AttributeProto> attribute = Optional.ofNullable(attributes.get(name));
    attribute
        .filter(a -> a.getType() != type || !a.getRefAttrName().isEmpty())
        .ifPresent(
            a -> {
              throw refusal(
                  "The attribute " + name + " is no " + type.name().toLowerCase(Locale.ROOT),
                  a.getType());
            });
    return attribute;
  }

  private int whole(String name, long value) {
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw refusal("The attribute " + name + " is out of range", value);
    }
    return (int) value;
  }
}
