package io.edgeflow.formats.convert;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.Signature.Output;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.formats.read.ImportedModel;
import java.util.List;

/** Names the classes of a model that was read without them. */
public final class Labels {
  private static final String COLUMN = "label";

  private Labels() {}

  /**
   * Puts labels on the one output that has a score for each.
   *
   * @param labels empty to change nothing
   * @throws PipelineException if no output has as many scores, or several have
   */
  public static ImportedModel put(ImportedModel model, List<String> labels) {
    if (labels.isEmpty()) {
      return model;
    }
    ModelGraph graph = model.graph();
    List<Output> fitting =
        graph.signature().outputs().stream()
            .filter(o -> graph.shape(o.name()).rank() == 2)
            .filter(o -> graph.shape(o.name()).elementsPerSample() == labels.size())
            .toList();
    if (fitting.size() != 1) {
      throw PipelineException.config("The labels are not those of one output")
          .found(labels.size() + " labels")
          .limit(
              graph.signature().outputs().stream()
                  .map(o -> o.name() + " of shape " + graph.shape(o.name()))
                  .toList())
          .where("--labels")
          .remedy("give a file with one line for each score of the output")
          .build();
    }
    Output named = new Output(fitting.get(0).name(), new ClassTarget(COLUMN, labels));
    List<Output> outputs =
        graph.signature().outputs().stream()
            .map(o -> o.name().equals(named.name()) ? named : o)
            .toList();
    return new ImportedModel(
        new ModelGraph(
            graph.name(),
            graph.nodes(),
            graph.constants(),
            graph.ranges(),
            new Signature(graph.signature().inputs(), outputs)),
        model.inputs(),
        model.outputs(),
        model.quantization(),
        model.notes());
  }
}
