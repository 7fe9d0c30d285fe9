package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.ModelFiles;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.formats.weight.StoredWeight;
import io.edgeflow.optimize.measure.Latency;
import io.edgeflow.optimize.measure.ScoredSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph's file, stores it and measures what was stored, in the runtime that devices use.
 */
final class FileMeter {
  private static final int THREADS = 1;

  private final RunContext context;
  private final Split test;
  private final ModelGraph graph;
  private final ScoredSplit expected;

  /**
   * A meter of the files of one graph.
   *
   * @param expected what the graph itself answers on test
   */
  FileMeter(RunContext context, Split test, ModelGraph graph, ScoredSplit expected) {
    this.context = context;
    this.test = test;
    this.graph = graph;
    this.expected = expected;
  }

  ModelMeasurement measure(String name, Format format, Precision precision) {
    byte[] bytes = ModelExporter.export(graph, format, precision);
    Artifact artifact = context.artifacts().put(name, bytes);
    Path file = context.artifacts().open(artifact);
    try (Predictor predictor = Runtimes.open(file, format, THREADS)) {
      ScoredSplit scored = ScoredSplit.of(predictor, test, Progress.silent());
      Latency latency = Latency.of(predictor, test.batch(0, 1));
      return new ModelMeasurement(
          new ExportedModel(artifact, format, precision),
          predictor.runtime(),
          scored.evaluation(),
          scored.maxDifference(expected),
          scored.top1Agreement(expected),
          latency.p50Ms(),
          latency.p95Ms(),
          prunedZeros(file, format));
    }
  }

  private @Nullable Double prunedZeros(Path file, Format format) {
    Set<String> pruned =
        graph.nodes().stream()
            .filter(this::isPruned)
            .map(node -> node.name() + ".weight")
            .collect(Collectors.toSet());
    List<StoredWeight> weights =
        ModelFiles.weights(file, format).stream().filter(w -> pruned.contains(w.name())).toList();
    double size = weights.stream().mapToLong(StoredWeight::size).sum();
    long zeros = weights.stream().mapToLong(StoredWeight::zeros).sum();
    return size == 0 ? null : zeros / size;
  }

  private boolean isPruned(Node node) {
    return node.constants().values().stream()
        .map(graph.constants()::get)
        .anyMatch(constant -> constant != null && constant.mask() != null);
  }
}
