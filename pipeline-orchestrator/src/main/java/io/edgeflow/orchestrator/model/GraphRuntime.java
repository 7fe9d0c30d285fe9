package io.edgeflow.orchestrator.model;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import io.edgeflow.train.evaluation.GraphPredictor;

/** Runs graph files: in PyTorch, and what that does not take in plain Java. */
public final class GraphRuntime {
  private GraphRuntime() {}

  /** Opens a graph. */
  public static Predictor open(ModelGraph graph, int threads) {
    Signature signature = graph.signature();
    boolean plain = signature.inputs().size() == 1 && signature.outputs().size() == 1;
    return plain ? new GraphPredictor(graph, threads) : new ReferenceRuntime(graph);
  }
}
