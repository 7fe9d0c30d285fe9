package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.List;
import java.util.Map;

/**
 * Turns floats into 8-bit integers wherever the target has a kernel for them, derives every scale
 * from the calibrated ranges, and converts where integers meet floats.
 */
final class Quantize implements Rule {
  /** Of 256: fewer lose two bits and more of what is computed of them. */
  private static final int LEAST_STEPS = 64;

  private final TargetProfile profile;
  private final QuantScheme scheme;
  private final GivenQuantization given;
  private final IntegerConstants constants;

  Quantize(TargetProfile profile) {
    this(profile, GivenQuantization.NONE);
  }

  /**
   * @param given what a file that was read says of values and constants, before their ranges do
   */
  Quantize(TargetProfile profile, GivenQuantization given) {
    this.profile = profile;
    this.scheme = profile.scheme();
    this.given = given;
    this.constants = new IntegerConstants(profile, given);
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    Map<String, QuantParams> shared =
        of8BitFile() ? Map.of() : SharedScales.of(graph, profile, value -> own(graph, value));
    for (String input : graph.inputs()) {
      if (readByFloatsAlone(graph, input) || untold(graph, input)) {
        continue;
      }
      QuantParams own = own(graph, input);
      rewrite.put(graph.value(input).withParams(shared.getOrDefault(input, own)));
    }
    for (FusedOp op : graph.fused()) {
      KernelTraits traits = op.op().accept(profile);
      if (traits.scale() == ScaleRule.GIVES_FLOATS) {
        rewrite.add(op);
      } else if (traits.int8() && !tooCoarse(graph, op) && !inFloats(graph, rewrite, op)) {
        rewrite.add(integers(graph, rewrite, op, shared));
      } else {
        rewrite.add(op.reading(op.inputs().stream().map(i -> asFloats(rewrite, i)).toList()));
      }
    }
    for (String output : graph.outputs()) {
      given
          .value(output)
          .filter(params -> rewrite.value(output).quant().isEmpty())
          .ifPresent(
              params ->
                  rewrite.giveInstead(
                      output,
                      rewrite.converted(rewrite.value(output).withParams(params), ".int8")));
    }
    return rewrite.done();
  }

  /** Such an input would lose numbers for nothing: those of rows of a table above all. */
  private boolean readByFloatsAlone(LoweredGraph graph, String input) {
    List<FusedOp> readers =
        graph.fused().stream().filter(op -> op.inputs().contains(input)).toList();
    return !readers.isEmpty()
        && !graph.outputs().contains(input)
        && readers.stream().noneMatch(op -> op.op().accept(profile).int8());
  }

  private boolean of8BitFile() {
    return !given.values().isEmpty();
  }

  /** Whether a file that was read says nothing of a tensor's integers. */
  private boolean untold(LoweredGraph graph, String value) {
    return of8BitFile() && given.value(value).isEmpty() && !graph.ranges().containsKey(value);
  }

  /**
   * Whether a scale that the kernel prescribes leaves the output too few integers: those of a
   * softmax over many steps of a series, each of which takes a small share. In floats, what reads
   * them gets a scale of their own range. An output of the graph keeps its integers.
   */
  private boolean tooCoarse(LoweredGraph graph, FusedOp op) {
    KernelTraits traits = op.op().accept(profile);
    ValueRange range = graph.ranges().get(op.output());
    if (traits.scale() != ScaleRule.FIXED
        || range == null
        || of8BitFile()
        || graph.outputs().contains(op.output())) {
      return false;
    }
    float span = Math.max(0, range.max()) - Math.min(0, range.min());
    return span > 0 && span < LEAST_STEPS * traits.requireFixed().scale();
  }

  /** Whether a file that was read computes in floats what there is a kernel of integers for. */
  private boolean inFloats(LoweredGraph graph, Rewrite rewrite, FusedOp op) {
    if (given.floats().contains(op.output())) {
      return true;
    }
    if (!untold(graph, op.output())) {
      return false;
    }
    String input = op.inputs().get(0);
    return switch (op.op().accept(profile).scale()) {
      case OWN_RANGE, ALL_INPUTS_ONE -> true;
      case KEEPS, KEEPS_UNLESS_ACTIVATED, FIXED, GIVES_FLOATS ->
          rewrite.value(input).quant().isEmpty() && untold(graph, input);
    };
  }

  private FusedOp integers(
      LoweredGraph graph, Rewrite rewrite, FusedOp op, Map<String, QuantParams> shared) {
    KernelTraits traits = op.op().accept(profile);
    ScaleRule rule = traits.scale();
    List<String> read = op.inputs().stream().map(i -> asIntegers(graph, rewrite, i)).toList();
    QuantParams output =
        switch (rule) {
          case OWN_RANGE, ALL_INPUTS_ONE -> shared.getOrDefault(op.output(), clamped(graph, op));
          case KEEPS -> rewrite.value(read.get(0)).requireQuant();
          case KEEPS_UNLESS_ACTIVATED ->
              op.activation() == Activation.NONE
                  ? rewrite.value(read.get(0)).requireQuant()
                  : clamped(graph, op);
          case FIXED -> traits.requireFixed();
          case GIVES_FLOATS -> throw new IllegalStateException("No scale for " + op.output());
        };
    if (rule == ScaleRule.ALL_INPUTS_ONE) {
      String ending = ".for." + op.name();
      read =
          read.stream()
              .map(i -> rewrite.converted(rewrite.value(i).withParams(output), ending))
              .toList();
    }
    rewrite.put(graph.value(op.output()).withParams(output));
    QuantParams input = rewrite.value(read.get(0)).requireQuant();
    return op.reading(read).withConstants(constants.of(op, input));
  }

  private static String asFloats(Rewrite rewrite, String value) {
    return rewrite.converted(rewrite.value(value).withParams(null), ".float");
  }

  private String asIntegers(LoweredGraph graph, Rewrite rewrite, String value) {
    Value now = rewrite.value(value);
    return now.quant().isPresent()
        ? value
        : rewrite.converted(now.withParams(own(graph, value)), ".int8");
  }

  private QuantParams clamped(LoweredGraph graph, FusedOp op) {
    if (given.value(op.output()).isPresent()) {
      return own(graph, op.output());
    }
    ValueRange range = range(graph, op.output());
    var activation = op.op().activation().orElse(op.activation());
    if (range.min() < activation.least() || range.max() > activation.most()) {
      throw PipelineException.failed("The range of an activation's output reaches beyond it")
          .found(range)
          .limit(activation)
          .where("tensor " + op.output())
          .remedy("calibrate again")
          .build();
    }
    return scheme.activation(range);
  }

  private QuantParams own(LoweredGraph graph, String value) {
    return given.value(value).orElseGet(() -> scheme.activation(range(graph, value)));
  }

  private static ValueRange range(LoweredGraph graph, String value) {
    ValueRange range = graph.ranges().get(value);
    if (range == null) {
      throw PipelineException.failed("The tensor has no calibrated range")
          .where("tensor " + value)
          .remedy("calibrate the graph before an int8 export (ModelQuantizer.calibrate)")
          .build();
    }
    return range;
  }
}
