package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.ModelFiles;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.formats.weight.StoredWeight;
import io.edgeflow.optimize.measure.Comparison;
import io.edgeflow.optimize.measure.Comparison.Side;
import io.edgeflow.optimize.measure.Latency;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph's file, stores it and measures what was stored, beside what the graph itself says
 * in the training engine: its quality with kernels that give the same integers on every processor,
 * so that a gate does not depend on the machine, and its latency with the fastest, which devices
 * run.
 */
final class FileMeter implements AutoCloseable {
  private static final int THREADS = 1;

  private final RunContext context;
  private final Dataset data;
  private final ModelGraph graph;
  private final ExportOptions options;
  private final Side expected;

  /** A meter of the files of one graph, which it holds in the training engine until closed. */
  FileMeter(RunContext context, Dataset data, ModelGraph graph, ExportOptions options) {
    this.context = context;
    this.data = data;
    this.graph = graph;
    this.options = options;
    this.expected = side(new GraphPredictor(graph, context.threads()));
  }

  ModelMeasurement measure(String name, Format format, Precision precision) {
    byte[] bytes = ModelExporter.export(graph, format, precision, options);
    Artifact artifact = context.artifacts().put(name, bytes);
    Path file = context.artifacts().open(artifact);
    Latency latency = latency(file, format);
    try (Predictor predictor = Runtimes.openReproducible(file, format, THREADS)) {
      Side found = side(predictor);
      Comparison comparison = new Comparison(data.schema().target(), found, expected);
      Evaluation test =
          ModelEvaluator.evaluate(comparison, data.test(), found.thresholds(), Progress.silent());
      return new ModelMeasurement(
          new ExportedModel(artifact, format, precision),
          predictor.runtime(),
          test,
          comparison.maxDifference(),
          comparison.agreement(),
          latency.p50Ms(),
          latency.p95Ms(),
          prunedZeros(file, format),
          floats(format, precision));
    }
  }

  /** Of the kernels that devices run. */
  private Latency latency(Path file, Format format) {
    try (Predictor predictor = Runtimes.open(file, format, THREADS)) {
      return Latency.of(predictor, data.test().batch(0, 1));
    }
  }

  /** Each file has thresholds of its own: 8 bits change the errors of normal rows. */
  private Side side(Predictor predictor) {
    return new Side(
        predictor, ModelEvaluator.thresholds(predictor, data.validation(), Progress.silent()));
  }

  @Override
  public void close() {
    expected.predictor().close();
  }

  private @Nullable FloatIslands floats(Format format, Precision precision) {
    if (precision != Precision.INT8) {
      return null;
    }
    FloatIslands islands = ModelExporter.floatIslands(graph, format);
    return islands.none() ? null : islands;
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
