package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Reduction.ReduceMax;
import io.edgeflow.core.graph.op.Reduction.ReduceSum;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import io.edgeflow.formats.read.Viewed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What skl2onnx writes of scikit-learn's models in operators of their own domain. The names of
 * classes go to the signature; an output that gives a class by its name is left out.
 */
final class ScikitNodes {
  private static final String DOMAIN = "ai.onnx.ml.";

  private ScikitNodes() {}

  static Map<String, NodeReader> readers() {
    Map<String, NodeReader> readers = new HashMap<>();
    readers.put(DOMAIN + "Scaler", ScikitNodes::scaler);
    readers.put(DOMAIN + "LinearClassifier", ScikitNodes::linear);
    readers.put(DOMAIN + "LinearRegressor", ScikitNodes::regression);
    readers.put(DOMAIN + "Normalizer", ScikitNodes::normalizer);
    readers.put(DOMAIN + "ZipMap", ScikitNodes::zipMap);
    readers.put(DOMAIN + "ArrayFeatureExtractor", ScikitNodes::chosen);
    return readers;
  }

  /** {@code (x - offset) · scale}. */
  private static void scaler(NodeCall call) {
    String x = rows(call);
    String shifted = by(call, new Sub(), x, call.node().reals("offset"));
    give(call, 0, by(call, new Mul(), shifted, call.node().reals("scale")));
  }

  private static String by(NodeCall call, Op op, String x, Optional<List<Float>> given) {
    List<Float> numbers = given.orElse(List.of());
    int features = call.scope().graph().size(x, 1);
    if (numbers.size() != 1 && numbers.size() != features) {
      throw call.node()
          .refusal("Scaler has another count of numbers than features", numbers.size());
    }
    Constant operand = Constant.frozen(Tensor.of(new int[] {numbers.size()}, array(numbers)));
    return call.add(op, List.of(x), Map.of(ConstantRole.OPERAND, operand));
  }

  private static void linear(NodeCall call) {
    List<String> classes = classes(call, "classlabels_ints", "classlabels_strings");
    call.node().ignore("multi_class");
    String scores = product(call, classes.size());
    call.scope().classes().name(classes);
    if (!call.node().output(0).isEmpty()) {
      call.scope().classes().giveLabel(call.node().output(0));
    }
    give(call, 1, transformed(call, scores));
  }

  private static void regression(NodeCall call) {
    give(call, 0, transformed(call, product(call, call.node().number("targets", 1))));
  }

  private static String product(NodeCall call, int rows) {
    String x = rows(call);
    int features = call.scope().graph().size(x, 1);
    List<Float> weight = call.node().reals("coefficients").orElse(List.of());
    List<Float> bias = call.node().reals("intercepts").orElse(List.of());
    if (weight.size() != (long) rows * features || (!bias.isEmpty() && bias.size() != rows)) {
      throw call.node()
          .refusal(
              "%s has not as many numbers as rows and features".formatted(call.node().type()),
              "%d coefficients and %d intercepts for %d rows of %d features"
                  .formatted(weight.size(), bias.size(), rows, features));
    }
    Map<ConstantRole, Constant> constants = new HashMap<>();
    int[] dims = {rows, features};
    constants.put(ConstantRole.WEIGHT, Constant.trainable(Tensor.of(dims, array(weight))));
    if (!bias.isEmpty()) {
      Tensor values = Tensor.of(new int[] {rows}, array(bias));
      constants.put(ConstantRole.BIAS, Constant.trainable(values));
    }
    return call.add(new Linear(), List.of(x), constants);
  }

  private static String transformed(NodeCall call, String scores) {
    String how = call.node().text("post_transform", "NONE");
    return switch (how) {
      case "NONE" -> scores;
      case "SOFTMAX" -> probabilities(call, new Softmax(), scores);
      case "LOGISTIC" -> probabilities(call, new Sigmoid(), scores);
      default -> throw call.node().refusal("Edgeflow has no such transformation of scores", how);
    };
  }

  private static String probabilities(NodeCall call, Op op, String scores) {
    String given = call.add(op, scores);
    call.scope().classes().giveProbabilities(given, op.equals(new Softmax()));
    return given;
  }

  /** Divides by a norm; the L1 and the maximum's only of what is not negative. */
  private static void normalizer(NodeCall call) {
    String how = call.node().text("norm", "MAX");
    Viewed x = call.view(0);
    String rows = rows(call);
    List<Integer> last = List.of(1);
    if (how.equals("L2")) {
      String squares = call.add(new Mul(), rows, rows);
      String sum = call.add(new ReduceSum(last, true), squares);
      give(call, 0, call.add(new Mul(), rows, call.add(new Rsqrt(), sum)));
      return;
    }
    if (!call.scope().classes().isProbability(x.tensor())) {
      throw call.node()
          .refusal("Edgeflow divides by this norm only what a model gives as probabilities", how);
    }
    if (how.equals("L1") && call.scope().classes().addUp(x.tensor())) {
      call.give(x);
      return;
    }
    Op norm =
        switch (how) {
          case "L1" -> new ReduceSum(last, true);
          case "MAX" -> new ReduceMax(last, true);
          default -> throw call.node().refusal("Edgeflow has no such norm", how);
        };
    give(call, 0, call.add(new Div(), rows, call.add(norm, rows)));
  }

  /** A list of maps from classes to numbers; the numbers are given. */
  private static void zipMap(NodeCall call) {
    call.scope().classes().name(classes(call, "classlabels_int64s", "classlabels_strings"));
    call.give(call.view(0));
  }

  /** The class at the place of the largest score, by its name. */
  private static void chosen(NodeCall call) {
    if (!call.isConstant(0)) {
      throw call.node()
          .refusal("Edgeflow takes places out of constants only", call.node().input(0));
    }
    call.scope().classes().name(call.scope().words(call.node().input(0)));
    call.scope().classes().giveLabel(call.node().output(0));
  }

  private static List<String> classes(NodeCall call, String numbers, String words) {
    List<String> named = call.node().texts(words).orElse(List.of());
    return named.isEmpty()
        ? call.node().numbers(numbers).orElse(List.of()).stream().map(String::valueOf).toList()
        : named;
  }

  /** The input as {@code [batch, features]}. */
  private static String rows(NodeCall call) {
    Viewed x = call.view(0);
    if (x.rank() != 2) {
      throw call.node().refusal("%s reads rows".formatted(call.node().type()), call.sizes(0));
    }
    return call.arranger().sample(call.name(), x, 1);
  }

  private static void give(NodeCall call, int output, String tensor) {
    List<Integer> batch = call.view(0).axes().get(0).contains(0) ? List.of(0) : List.of();
    call.give(output, new Viewed(tensor, List.of(batch, List.of(1))), Kind.FLOAT);
  }

  private static float[] array(List<Float> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return values;
  }
}
