package io.edgeflow.formats.lower;

/** A rewrite of a lowered graph that keeps what it computes, or says how it is represented. */
@FunctionalInterface
interface Rule {
  /**
   * The rewritten graph.
   *
   * @throws io.edgeflow.core.error.PipelineException if the target cannot execute the graph
   */
  LoweredGraph apply(LoweredGraph graph);
}
