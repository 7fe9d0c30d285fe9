package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Nonlinearity;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.formats.read.Arranger.Beside;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Viewed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Functions of one tensor, place by place. */
final class ElementwiseNodes {
  private ElementwiseNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.ofEntries(
        Map.entry("Relu", of(node -> new Elementwise.Relu())),
        Map.entry("Sigmoid", of(node -> new Elementwise.Sigmoid())),
        Map.entry("Tanh", of(node -> new Nonlinearity.Tanh())),
        Map.entry("Erf", of(node -> new Nonlinearity.Erf())),
        Map.entry("HardSwish", of(node -> new Nonlinearity.HardSwish())),
        Map.entry("Abs", of(node -> new Nonlinearity.LeakyRelu(-1))),
        Map.entry("LeakyRelu", of(n -> new Nonlinearity.LeakyRelu(n.real("alpha", 0.01f)))),
        Map.entry("HardSigmoid", of(ElementwiseNodes::hardSigmoid)),
        Map.entry("Gelu", of(ElementwiseNodes::gelu)),
        Map.entry("PRelu", ElementwiseNodes::prelu),
        Map.entry("Clip", ElementwiseNodes::clip),
        Map.entry("Min", call -> bound(call, false)),
        Map.entry("Max", call -> bound(call, true)),
        Map.entry("Identity", call -> call.give(call.view(0))),
        Map.entry("Dropout", ElementwiseNodes::dropout));
  }

  private static NodeReader of(Function<OnnxNode, Op> op) {
    return call -> apply(call, op.apply(call.node()));
  }

  private static void apply(NodeCall call, Op op) {
    Viewed x = call.view(0);
    call.give(x.on(call.add(op, x.tensor())));
  }

  private static Op hardSigmoid(OnnxNode node) {
    return new Nonlinearity.HardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f));
  }

  private static Op gelu(OnnxNode node) {
    String approximate = node.text("approximate", "none");
    return switch (approximate) {
      case "none" -> new Nonlinearity.Gelu(Nonlinearity.Approximation.NONE);
      case "tanh" -> new Nonlinearity.Gelu(Nonlinearity.Approximation.TANH);
      default -> throw node.refusal("Edgeflow does not know this approximation", approximate);
    };
  }

  /** With one slope, or one for each channel. */
  private static void prelu(NodeCall call) {
    FoldedTensor slope = call.constant(1);
    if (slope.isSplat()) {
      apply(call, new Nonlinearity.LeakyRelu(call.number(1)));
      return;
    }
    Beside beside = call.arranger().beside(call.name(), call.view(0), call.floats(1));
    if (!ofChannels(beside)) {
      Viewed ordered = call.arranger().ordered(call.name(), call.view(0));
      beside = call.arranger().beside(call.name(), ordered, call.floats(1));
    }
    if (!ofChannels(beside)) {
      throw call.node().refusal("Edgeflow has slopes for each channel", slope);
    }
    Viewed x = beside.view();
    Constant slopes = Constant.trainable(beside.constant().reshape(beside.constant().size()));
    call.give(
        x.on(
            call.add(
                new Elementwise.PRelu(), List.of(x.tensor()), Map.of(ConstantRole.SLOPE, slopes))));
  }

  private static boolean ofChannels(Beside beside) {
    return beside.constant().dim(0) == beside.constant().size();
  }

  private static void clip(NodeCall call) {
    clamp(call, end(call, 1, "min"), end(call, 2, "max"));
  }

  /** An end as an input, or as an attribute. */
  private static Optional<Float> end(NodeCall call, int input, String attribute) {
    if (call.has(input)) {
      return Optional.of(call.number(input));
    }
    return call.node().given(attribute)
        ? Optional.of(call.node().real(attribute, 0))
        : Optional.empty();
  }

  /** The larger, or smaller, of a tensor and a number. */
  private static void bound(NodeCall call, boolean below) {
    int constant = call.isConstant(0) ? 0 : 1;
    if (call.node().inputs().size() != 2 || !call.isConstant(constant)) {
      throw call.node().refusal("Edgeflow compares a tensor with one number", call.node().inputs());
    }
    Optional<Float> end = Optional.of(call.number(constant));
    Viewed x = call.view(1 - constant).ofRank(call.constant(constant).rank());
    Optional<Op> op = below ? between(end, Optional.empty()) : between(Optional.empty(), end);
    call.give(
        0, op.map(clip -> x.on(call.add(clip, x.tensor()))).orElse(x), call.kind(1 - constant));
  }

  private static void clamp(NodeCall call, Optional<Float> min, Optional<Float> max) {
    Optional<Op> op = between(min, max);
    if (op.isPresent()) {
      apply(call, op.get());
    } else {
      call.give(call.view(0));
    }
  }

  /** The operator that clamps; empty for none. An infinite end is none. */
  private static Optional<Op> between(Optional<Float> least, Optional<Float> most) {
    Float min = least.filter(end -> end != Float.NEGATIVE_INFINITY).orElse(null);
    Float max = most.filter(end -> end != Float.POSITIVE_INFINITY).orElse(null);
    if (min == null && max == null) {
      return Optional.empty();
    }
    Elementwise.Clip clip = new Elementwise.Clip(min, max);
    return Optional.of(
        clip.activation()
            .<Op>map(a -> a.most() == 6 ? new Elementwise.Relu6() : new Elementwise.Relu())
            .orElse(clip));
  }

  private static void dropout(NodeCall call) {
    call.node().ignore("seed");
    if (call.has(2) && (!call.isConstant(2) || call.number(2) != 0)) {
      throw call.node()
          .refusal("The model is in training", "training_mode", "export it for inference");
    }
    float rate = call.has(1) ? call.number(1) : call.node().real("ratio", 0.5f);
    if (rate > 0 && rate < 1) {
      apply(call, new Elementwise.Dropout(rate));
    } else {
      call.give(call.view(0));
    }
  }
}
