package io.edgeflow.formats.lower;

import io.edgeflow.formats.quant.QuantParams;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The scales that values take from a reader that wants all its inputs in one, such as a Concat in
 * TFLite. Whatever gives such an input, be it through kernels that keep the scale, gives it in that
 * of the reader's output, whoever else reads it; so no kernel converts. Of two such readers of one
 * value the later one decides, and a scale that a kernel prescribes stays (the same choices as
 * TensorFlow's converter makes).
 */
final class SharedScales {
  private final LoweredGraph graph;
  private final TargetProfile profile;
  private final Map<String, QuantParams> given = new HashMap<>();

  private SharedScales(LoweredGraph graph, TargetProfile profile) {
    this.graph = graph;
    this.profile = profile;
  }

  /**
   * The scales by value, for those that do not have their own.
   *
   * @param own the scale of a value that follows from its range
   */
  static Map<String, QuantParams> of(
      LoweredGraph graph, TargetProfile profile, Function<String, QuantParams> own) {
    SharedScales scales = new SharedScales(graph, profile);
    graph.backwards().stream()
        .flatMap(op -> LoweredGraph.as(op).stream())
        .filter(op -> scales.follows(op, ScaleRule.ALL_INPUTS_ONE))
        .forEach(op -> scales.share(op, own));
    return Map.copyOf(scales.given);
  }

  private void share(FusedOp op, Function<String, QuantParams> own) {
    QuantParams output = given.getOrDefault(op.output(), own.apply(op.output()));
    for (String input : op.inputs()) {
      source(input).ifPresent(value -> given.putIfAbsent(value, output));
    }
  }

  /** The value whose scale another one has; empty where a kernel prescribes it. */
  private Optional<String> source(String value) {
    Optional<FusedOp> producer = graph.producer(value);
    if (producer.isEmpty()) {
      return Optional.of(value);
    }
    if (follows(producer.get(), ScaleRule.KEEPS)) {
      return source(producer.get().inputs().get(0));
    }
    return producer
        .filter(op -> op.op().accept(profile).int8())
        .filter(op -> !follows(op, ScaleRule.FIXED) && !follows(op, ScaleRule.GIVES_FLOATS))
        .map(FusedOp::output);
  }

  private boolean follows(FusedOp op, ScaleRule rule) {
    return op.op().accept(profile).int8() && op.op().accept(profile).scale() == rule;
  }
}
