package io.edgeflow.formats.lower;

/** Gives a graph of integers inputs and outputs of 32-bit floats, converted at the very ends. */
final class FloatEnds implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (String input : graph.inputs()) {
      Value integers = graph.value(input);
      rewrite.put(integers.withParams(null));
      rewrite.giveInstead(input, rewrite.converted(integers, ".int8"));
    }
    graph.ops().forEach(rewrite::add);
    for (String output : graph.outputs()) {
      Value floats = rewrite.value(rewrite.resolve(output)).withParams(null);
      rewrite.giveInstead(output, rewrite.converted(floats, ".float"));
    }
    return rewrite.done();
  }
}
