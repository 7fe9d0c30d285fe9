package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the optimize stage gives. All of it but the latencies follows from the input, the
 * configuration, the seed and the number of threads.
 *
 * @param graph the graph that the files were written from: folded, pruned, with ranges
 * @param originals the trained model's float file in each format, measured: what the others are
 *     compared with
 * @param models the exported files, measured
 * @param summary of the file that ships by default: with fewer bits where there is one, TFLite
 *     where exported
 * @param sparsity the share of zeros in the pruned layers; 0 when nothing was pruned
 * @param distillation the student's training, one entry an epoch; empty without distillation
 * @param fineTuning one entry an epoch; empty without fine-tuning
 * @param teacher the model file that taught the student; null where the trained model did, or
 *     nothing
 */
public record OptimizationResult(
    Artifact graph,
    List<ModelMeasurement> originals,
    List<ModelMeasurement> models,
    OptimizationSummary summary,
    double sparsity,
    List<EpochMetrics> distillation,
    List<EpochMetrics> fineTuning,
    @Nullable ModelOrigin teacher) {
  /** Copies the lists. */
  public OptimizationResult {
    originals = List.copyOf(originals);
    models = List.copyOf(models);
    distillation = List.copyOf(distillation);
    fineTuning = List.copyOf(fineTuning);
  }

  /** Without a teacher from a file. */
  public OptimizationResult(
      Artifact graph,
      List<ModelMeasurement> originals,
      List<ModelMeasurement> models,
      OptimizationSummary summary,
      double sparsity,
      List<EpochMetrics> distillation,
      List<EpochMetrics> fineTuning) {
    this(graph, originals, models, summary, sparsity, distillation, fineTuning, null);
  }

  /** The same, with the teacher's file name of now. */
  public OptimizationResult taughtBy(ModelOrigin newTeacher) {
    return new OptimizationResult(
        graph, originals, models, summary, sparsity, distillation, fineTuning, newTeacher);
  }

  /** The trained model's file in a format. */
  public ModelMeasurement original(Format format) {
    return originals.stream()
        .filter(m -> m.model().format() == format)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No file in " + format));
  }

  /** For people: the file that ships, and the names of all. */
  @Override
  public String toString() {
    return "OptimizationResult[%s: %s; files: %s]"
        .formatted(
            summary.model(),
            summary.metrics(),
            models.stream().map(file -> file.model().file().name()).toList());
  }
}
