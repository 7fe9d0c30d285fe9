package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldBinary;
import io.edgeflow.formats.read.FoldUnary;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.Folding;
import io.edgeflow.formats.read.Viewed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalizations, and Softmax. */
final class NormalizationNodes {
  private static final float EPSILON = 1e-5f;

  private NormalizationNodes() {}

  static Map<String, NodeReader> readers() {
    return Map.of(
        "BatchNormalization", NormalizationNodes::batchNorm,
        "InstanceNormalization", NormalizationNodes::instanceNorm,
        "LayerNormalization", NormalizationNodes::layerNorm,
        "GroupNormalization", NormalizationNodes::groupNorm,
        "Softmax", NormalizationNodes::softmax);
  }

  private static void batchNorm(NodeCall call) {
    OnnxNode node = call.node();
    float epsilon = node.real("epsilon", EPSILON);
    float kept = node.real("momentum", 0.9f);
    if (node.flag("training_mode", false)) {
      throw node.refusal("The model is in training", "training_mode", "export it for inference");
    }
    Viewed x = call.view(0);
    if (x.rank() >= 2 && x.axes().get(1).equals(List.of(1))) {
      Map<ConstantRole, Constant> constants = new EnumMap<>(ConstantRole.class);
      constants.put(ConstantRole.GAMMA, Constant.trainable(call.floats(1)));
      constants.put(ConstantRole.BETA, Constant.trainable(call.floats(2)));
      constants.put(ConstantRole.MEAN, Constant.buffer(call.floats(3)));
      constants.put(ConstantRole.VARIANCE, Constant.buffer(call.floats(4)));
      Op op = new Normalization.BatchNorm(epsilon, 1 - kept);
      call.give(x.on(call.add(op, List.of(x.tensor()), constants)));
    } else {
      call.give(affine(call, x, epsilon));
    }
  }

  /** By a factor and a shift, where the channels are not the graph's. */
  private static Viewed affine(NodeCall call, Viewed x, float epsilon) {
    Folding folding = call.folding();
    FoldedTensor shifted =
        folding.apply(FoldBinary.ADD, call.constant(4), FoldedTensor.scalar(epsilon));
    FoldedTensor factor =
        folding.apply(FoldBinary.DIV, call.constant(1), folding.apply(FoldUnary.SQRT, shifted));
    FoldedTensor shift =
        folding.apply(
            FoldBinary.SUB,
            call.constant(2),
            folding.apply(FoldBinary.MUL, factor, call.constant(3)));
    Viewed scaled =
        OperandNodes.withConstant(call, new Mul(), x, ofChannels(call, factor, x.rank()));
    return OperandNodes.withConstant(call, new Add(), scaled, ofChannels(call, shift, x.rank()));
  }

  /** A vector along the second of some axes. */
  private static FoldedTensor ofChannels(NodeCall call, FoldedTensor vector, int rank) {
    return call.folding().unsqueeze(vector, IntStream.range(1, rank - 1).toArray());
  }

  private static void instanceNorm(NodeCall call) {
    ChannelsFirst x = ChannelsFirst.of(call);
    Op op = new Normalization.InstanceNorm(call.node().real("epsilon", EPSILON));
    Map<ConstantRole, Constant> constants =
        Map.of(
            ConstantRole.GAMMA, Constant.trainable(call.floats(1)),
            ConstantRole.BETA, Constant.trainable(call.floats(2)));
    call.give(x.given(call.add(op, List.of(x.tensor()), constants)));
  }

  private static void layerNorm(NodeCall call) {
    OnnxNode node = call.node();
    node.ignore("stash_type");
    float epsilon = node.real("epsilon", EPSILON);
    Viewed view = call.view(0);
    int axis = NodeArguments.axis(call, -1, view.rank());
    int[] last = IntStream.range(axis, view.rank()).toArray();
    long[] sizes = Arrays.stream(last).mapToLong(a -> call.arranger().size(view, a)).toArray();
    Viewed x = call.arranger().ending(call.name(), view, last);
    Map<ConstantRole, Constant> constants = new EnumMap<>(ConstantRole.class);
    constants.put(ConstantRole.GAMMA, affine(call, call.constant(1), sizes));
    constants.put(
        ConstantRole.BETA,
        affine(call, call.has(2) ? call.constant(2) : FoldedTensor.scalar(0f), sizes));
    Op op = new Normalization.LayerNorm(epsilon, last.length);
    call.give(x.on(call.add(op, List.of(x.tensor()), constants)));
  }

  private static Constant affine(NodeCall call, FoldedTensor constant, long[] sizes) {
    Tensor tensor = call.folding().expand(constant, sizes).tensor();
    return Constant.trainable(tensor);
  }

  /** A group's channels and places are one axis, which is normalized. */
  private static void groupNorm(NodeCall call) {
    OnnxNode node = call.node();
    node.ignore("stash_type");
    float epsilon = node.real("epsilon", EPSILON);
    int groups = node.number("num_groups", 0);
    Viewed x = call.view(0);
    List<Long> sizes = call.arranger().sizes(x);
    if (x.rank() < 3 || groups < 1 || sizes.get(1) % groups != 0) {
      throw node.refusal("The channels are no multiple of the groups", groups);
    }
    long places = sizes.stream().skip(1).reduce(1L, Math::multiplyExact) / groups;
    Viewed grouped =
        call.arranger().reshaped(call.name(), x, List.of(sizes.get(0), (long) groups, places));
    Viewed ordered = call.arranger().ending(call.name(), grouped, 2);
    Viewed norm = ordered.on(call.add(new Normalization.LayerNorm(epsilon, 1), ordered.tensor()));
    Viewed y = call.arranger().reshaped(call.name(), norm, sizes);
    Viewed scaled =
        OperandNodes.withConstant(
            call, new Mul(), y, eachChannel(call, call.constant(1), sizes, groups));
    call.give(
        OperandNodes.withConstant(
            call, new Add(), scaled, eachChannel(call, call.constant(2), sizes, groups)));
  }

  /** Numbers of channels, or of groups of channels until opset 20. */
  private static FoldedTensor eachChannel(
      NodeCall call, FoldedTensor numbers, List<Long> sizes, int groups) {
    long channels = sizes.get(1);
    FoldedTensor each = numbers;
    if (numbers.size() == groups && groups != channels) {
      FoldedTensor wide =
          call.folding().expand(call.folding().unsqueeze(numbers, 1), groups, channels / groups);
      each = call.folding().reshape(wide, channels);
    }
    return ofChannels(call, each, sizes.size());
  }

  /** Until opset 12 along all axes from one on, as if they were one. */
  private static void softmax(NodeCall call) {
    boolean together = call.node().opset() < 13;
    Viewed x = call.view(0);
    int axis = NodeArguments.axis(call, together ? 1 : -1, x.rank());
    List<Long> sizes = call.arranger().sizes(x);
    List<Long> behind = sizes.subList(axis, x.rank());
    if (!together || behind.stream().filter(size -> size != 1).count() <= 1) {
      int only = axis;
      for (int i = axis; together && i < x.rank(); i++) {
        only = sizes.get(i) == 1 ? only : i;
      }
      call.give(softmax(call, x, only));
      return;
    }
    List<Long> flat = new ArrayList<>(sizes.subList(0, axis));
    flat.add(behind.stream().reduce(1L, Math::multiplyExact));
    Viewed one = softmax(call, call.arranger().reshaped(call.name(), x, flat), axis);
    call.give(call.arranger().reshaped(call.name(), one, sizes));
  }

  private static Viewed softmax(NodeCall call, Viewed view, int axis) {
    Viewed x = call.arranger().single(call.name(), view, axis);
    int own = x.axes().get(axis).get(0);
    boolean last = own == call.scope().graph().shape(x.tensor()).rank() - 1;
    return x.on(
        call.add(last ? new Normalization.Softmax() : new Normalization.Softmax(own), x.tensor()));
  }
}
