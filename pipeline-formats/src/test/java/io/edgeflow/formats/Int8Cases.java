package io.edgeflow.formats;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.OperatorFamily;
import io.edgeflow.core.testing.RandomGraphs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Each operator's cases and the random graphs, with the ranges that their batches give. */
public final class Int8Cases {
  /** Of 1,000 graphs and the operators' cases, or comparing them is worth nothing. */
  public static final int LEAST_VALUES = 5_000;

  private Int8Cases() {}

  /** A calibrated graph with its batch. */
  public record Case(String name, ModelGraph graph, Tensor batch) {}

  /** Those that a format does not refuse. */
  public static List<Case> all(Format format) {
    List<Case> cases = new ArrayList<>();
    Stream.of(OperatorFamily.values())
        .flatMap(family -> family.cases().stream())
        .forEach(one -> add(cases, one.name(), one.graph(), one.batch(), format));
    RandomGraphs.numbers()
        .forEach(
            n -> add(cases, "random" + n, RandomGraphs.graph(n), RandomGraphs.batch(n), format));
    return cases;
  }

  private static void add(
      List<Case> cases, String name, ModelGraph graph, Tensor batch, Format format) {
    ModelGraph calibrated = Graphs.calibrated(graph, batch);
    try {
      ModelExporter.export(calibrated, format, Precision.INT8);
      cases.add(new Case(name, calibrated, batch));
    } catch (PipelineException e) {
      // Counted by the tests of the exports themselves.
      return;
    }
  }
}
