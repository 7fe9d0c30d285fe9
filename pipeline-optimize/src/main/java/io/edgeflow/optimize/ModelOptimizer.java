package io.edgeflow.optimize;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.optimize.Compression.Compressed;
import io.edgeflow.optimize.prune.ModelPruner;
import io.edgeflow.optimize.quantize.ModelQuantizer;
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stage 3: distills, prunes, fine-tunes and calibrates the trained model, writes it in every
 * configured format in floats and with fewer bits, and measures these very files in their own
 * runtimes on test, beside the uncompressed model. Its gate is {@code model_test}. Every choice is
 * made on train and validation.
 *
 * <pre>{@code
 * ModelOptimizer optimizer = new ModelOptimizer(OptimizeConfig.defaults());
 * OptimizationResult result = optimizer.run(input, context);
 * double kept = result.summary().retention();
 * }</pre>
 */
public final class ModelOptimizer implements Stage<OptimizationInput, OptimizationResult> {
  private static final String GRAPH_FILE = "optimized.safetensors";

  private final OptimizeConfig config;

  /** A stage with the given configuration. */
  public ModelOptimizer(OptimizeConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "model_optimization";
  }

  /**
   * Optimizes and measures.
   *
   * @throws io.edgeflow.core.error.PipelineException if a node has no exact form in a configured
   *     format, a runtime refuses a file, or training fails
   */
  @Override
  public OptimizationResult run(OptimizationInput input, RunContext context) {
    Dataset data = Dataset.open(input.dataset(), context.artifacts());
    ModelGraph trained = GraphFile.read(context.artifacts().open(input.model()));
    Compressed compressed = new Compression(config, input, data, context).apply(trained);
    ModelGraph ready = prepare(compressed.graph(), data, context);
    Artifact graph = context.artifacts().put(GRAPH_FILE, GraphFile.bytes(ready));
    Measured measured = measure(trained, ready, data, context);
    return new OptimizationResult(
        graph,
        measured.originals(),
        measured.models(),
        summary(measured),
        ModelPruner.sparsity(ready),
        compressed.distillation(),
        compressed.fineTuning(),
        compressed.teacher());
  }

  @Override
  public StageReport report(OptimizationResult output) {
    List<Artifact> files = new ArrayList<>(List.of(output.graph()));
    output.models().forEach(m -> files.add(m.model().file()));
    return new StageReport(
        Optional.of(ModelTestGate.judge(config.modelTest(), output)),
        metrics(output),
        files,
        notes(output));
  }

  private static List<String> notes(OptimizationResult output) {
    List<String> notes = new ArrayList<>();
    ModelOrigin teacher = output.teacher();
    if (teacher != null) {
      notes.addAll(teacher.sentences("teacher"));
    }
    for (ModelMeasurement file : output.models()) {
      if (file.floats() != null) {
        notes.add(file.model().file().name() + " computes in floats: " + file.floats().text());
      }
    }
    return notes;
  }

  private ModelGraph prepare(ModelGraph compressed, Dataset data, RunContext context) {
    return config.quantization().enabled() && config.quantization().type().calibrated()
        ? ModelQuantizer.calibrate(
            compressed, data.train(), config.quantization().calibrationSamples(), context)
        : compressed;
  }

  /** Files of the trained model and of the optimized one, in the order of formats. */
  private record Measured(List<ModelMeasurement> originals, List<ModelMeasurement> models) {}

  private Measured measure(ModelGraph trained, ModelGraph ready, Dataset data, RunContext context) {
    List<ModelMeasurement> originals = new ArrayList<>();
    List<ModelMeasurement> models = new ArrayList<>();
    int files = config.formats().size() * (1 + precisions().size());
    try (Progress.Task task = context.progress().start("measure", files, "files");
        FileMeter before = new FileMeter(context, data, trained, config.exportOptions());
        FileMeter after = new FileMeter(context, data, ready, config.exportOptions())) {
      for (Format format : config.formats()) {
        String name = "original." + ExportedModel.fileName(format, Precision.FP32);
        originals.add(before.measure(name, format, Precision.FP32));
        task.step(1);
        for (Precision precision : precisions()) {
          String file = ExportedModel.fileName(format, precision);
          models.add(after.measure(file, format, precision));
          task.step(1);
        }
      }
    }
    return new Measured(originals, models);
  }

  private List<Precision> precisions() {
    return config.quantization().enabled()
        ? List.of(Precision.FP32, config.quantization().type())
        : List.of(Precision.FP32);
  }

  private OptimizationSummary summary(Measured measured) {
    Format format =
        config.formats().contains(Format.TFLITE) ? Format.TFLITE : config.formats().get(0);
    Precision precision = precisions().get(precisions().size() - 1);
    return OptimizationSummary.of(
        first(measured.originals(), format, Precision.FP32),
        first(measured.models(), format, precision));
  }

  private static ModelMeasurement first(
      List<ModelMeasurement> files, Format format, Precision precision) {
    return files.stream()
        .filter(m -> m.model().format() == format && m.model().precision() == precision)
        .findFirst()
        .orElseThrow();
  }

  private static List<Metric> metrics(OptimizationResult output) {
    List<Metric> metrics = new ArrayList<>(output.summary().metrics());
    for (ModelMeasurement file : output.models()) {
      String ending = "_" + file.id();
      file.test().headlines().forEach(metric -> metrics.add(named(metric.name() + ending, metric)));
      metrics.add(lower("size_mb" + ending, file.sizeMb(), "MB"));
      metrics.add(lower("p50_latency_ms" + ending, file.p50LatencyMs(), "ms"));
    }
    metrics.add(new Metric("sparsity", output.sparsity(), "ratio", Direction.NEUTRAL, 1));
    return metrics;
  }

  private static Metric named(String name, Metric metric) {
    return new Metric(name, metric.value(), metric.unit(), metric.direction(), metric.samples());
  }

  private static Metric lower(String name, double value, String unit) {
    return new Metric(name, value, unit, Direction.LOWER_IS_BETTER, 1);
  }
}
