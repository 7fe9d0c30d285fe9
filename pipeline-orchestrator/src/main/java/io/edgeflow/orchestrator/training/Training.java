package io.edgeflow.orchestrator.training;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.orchestrator.config.RunConfig;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.console.CheckOutcome;
import io.edgeflow.orchestrator.console.PlainProgress;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.run.WorkspaceLock.Scope;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.ReferenceConfig;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.TrainingInput;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.architecture.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A classifier trained by hand: of rows in memory or of a CSV file, by a few lines and without a
 * workflow. Rows are checked, split and standardized as the data stage does; what is not set has
 * its default of {@code docs/configuration.md}, but that no simple model is fitted beside.
 *
 * <pre>{@code
 * Training training = Training.ofCsv(Path.of("iris.csv"), "species");
 * training.network("mlp").epochs(30).batchSize(16).learningRate(0.003);
 * TrainedModel model = training.fit();
 * System.out.println(model);
 * model.curves().png(Path.of("iris.png"));
 * model.save(Path.of("iris.tflite"));
 * }</pre>
 *
 * <p>Equal rows, settings, seed and threads give equal weights. A training that was killed or
 * interrupted goes on after its last whole epoch when the same {@link #fit} is called again in the
 * same workspace. Not thread-safe.
 */
public final class Training {
  private static final String FOLDER = "training";

  private final TrainingRows rows;
  private final List<Consumer<ConfigBuilder<WorkflowConfig>>> settings = new ArrayList<>();
  private List<Integer> shape = List.of();
  private Progress progress = PlainProgress.ofProcess();

  private Training(TrainingRows rows) {
    this.rows = rows;
  }

  /**
   * Of rows in memory; the classes are 0 to the highest label.
   *
   * @param rows one sample each, all of one length; not copied
   * @param labels the class of each row
   * @throws PipelineException if there is no row, rows differ in length, a number is not finite, or
   *     labels are not one a row, negative or with a gap
   */
  public static Training of(float[][] rows, int[] labels) {
    return of(rows, labels, Math.max(2, 1 + Arrays.stream(labels).max().orElse(0)));
  }

  /**
   * Of rows in memory.
   *
   * @param classes the labels are 0 to this number less one
   * @throws PipelineException as {@link #of(float[][], int[])}
   */
  public static Training of(float[][] rows, int[] labels, int classes) {
    return new Training(new MemoryRows(rows, labels, classes));
  }

  /**
   * Of a CSV file with a header; all columns but the label are features.
   *
   * @param label the column that holds the class
   */
  public static Training ofCsv(Path file, String label) {
    return new Training(new TrainingRows.Table(file, label));
  }

  /** The network, such as {@code mlp}; default: mlp of vectors, tcn of series, cnn of images. */
  public Training network(String id) {
    Architecture found =
        Architecture.ALL
            .find(id)
            .orElseThrow(
                () ->
                    PipelineException.config("No network goes by that name")
                        .found('"' + id + '"' + Problems.didYouMean(id, Architecture.ALL.ids()))
                        .limit(Architecture.ALL.ids())
                        .build());
    return set(TrainConfig.TYPE, found);
  }

  /** What a row is: height, width and channels of an image, or times and features of a series. */
  public Training shape(Integer... sizes) {
    shape = List.of(sizes);
    return this;
  }

  /** Passes over the training rows. */
  public Training epochs(int epochs) {
    return set(TrainConfig.EPOCHS, epochs);
  }

  /** Rows a step. */
  public Training batchSize(int rowsAStep) {
    return set(TrainConfig.BATCH_SIZE, rowsAStep);
  }

  /** Step size of the optimizer. */
  public Training learningRate(double rate) {
    return set(TrainConfig.LEARNING_RATE, rate);
  }

  /**
   * Where a training keeps its files until it ends, in the folder {@code training}; default {@code
   * .edgeflow}.
   */
  public Training workspace(Path folder) {
    return set(RunConfig.WORKSPACE, folder);
  }

  /**
   * Any other key of {@code data_pipeline}, {@code model_training} and {@code workflow}.
   *
   * @throws PipelineException if it asks for another target than classes: numbers and anomalies are
   *     for a workflow
   */
  public <T> Training set(Field<T> key, T value) {
    ClassesOnly.require(key, value);
    settings.add(config -> config.set(key, value));
    return this;
  }

  /** Shows how far it has come; default: a line on a terminal, else plain lines now and then. */
  public Training showing(Progress shown) {
    progress = shown;
    return this;
  }

  /**
   * Trains.
   *
   * @throws PipelineException if a setting or the rows are wrong, another process is at work in the
   *     workspace, or, of kind INTERRUPTED, the thread is interrupted
   */
  public TrainedModel fit() {
    try {
      Path scratch = Files.createTempDirectory("edgeflow-training");
      try {
        return fit(config(scratch));
      } finally {
        FileTree.delete(scratch);
      }
    } catch (IOException e) {
      throw PipelineException.failed("No folder can be made for temporary files").cause(e).build();
    }
  }

  private WorkflowConfig config(Path scratch) {
    ConfigBuilder<WorkflowConfig> config = WorkflowConfig.builder();
    rows.addTo(config, scratch, shape);
    config.set(FeatureConfig.SHAPE, shape);
    config.set(TrainConfig.TYPE, Architecture.ALL.find(usualNetwork()).orElseThrow());
    config.set(
        QualityConfig.NOT_APPLICABLE,
        Map.of(Dimension.TIMELINESS.id(), "rows that are trained on by hand"));
    config.set(ReferenceConfig.REFERENCE, false).set(ReferenceConfig.LABEL_NOISE, false);
    settings.forEach(setting -> setting.accept(config));
    return config.build();
  }

  private String usualNetwork() {
    return switch (shape.size()) {
      case 2 -> "tcn";
      case 3 -> "cnn";
      default -> "mlp";
    };
  }

  private TrainedModel fit(WorkflowConfig config) {
    Workspace own = new Workspace(config.workspace().root().resolve(FOLDER));
    try (WorkspaceLock lock = WorkspaceLock.take(own, Scope.RUN, "a training from Java")) {
      try {
        TrainedModel model = fit(config, context(config, own));
        clear(own, lock);
        return model;
      } catch (PipelineException e) {
        if (!e.isInterruption()) {
          clear(own, lock);
        }
        throw e;
      }
    }
  }

  private static TrainedModel fit(WorkflowConfig config, RunContext context) {
    DataPipeline stage = new DataPipeline(config.data());
    DataCollection collection = stage.collect(context);
    requirePassed(stage.gate(collection));
    DatasetManifest data = stage.run(collection, context).dataset();
    TrainingResult result =
        new ModelTrainer(config.training())
            .run(new TrainingInput(data, config.data().augmentor(context.seed())), context);
    return new TrainedModel(
        GraphFile.read(context.artifacts().open(result.model())),
        data.preprocessing(),
        data.schema().target(),
        result);
  }

  private RunContext context(WorkflowConfig config, Workspace own) {
    return new RunContext(
        FOLDER,
        config.workflow().seed(),
        config.workflow().threads(),
        Clock.systemUTC(),
        own,
        own.artifacts(),
        progress,
        EventLog.none(),
        Tracker.none());
  }

  /** What a training needed is of no use once it has ended, and would only pile up. */
  private static void clear(Workspace own, WorkspaceLock lock) {
    try (Stream<Path> files = Files.list(own.root())) {
      for (Path file : files.filter(file -> !lock.isFile(file)).toList()) {
        FileTree.delete(file);
      }
    } catch (IOException e) {
      throw PipelineException.failed("The files of the training cannot be removed")
          .where(own.root())
          .cause(e)
          .build();
    }
  }

  private static void requirePassed(GateReport gate) {
    List<Check> blocking = gate.checks().stream().filter(Check::blocks).toList();
    if (!blocking.isEmpty()) {
      throw PipelineException.failed("The rows are too poor to train on")
          .found(
              blocking.stream().map(CheckOutcome::againstLimit).collect(Collectors.joining("; ")))
          .where("the gate " + gate.name())
          .remedy(blocking.get(0).remedy())
          .build();
    }
  }

  /** For people: what it trains on. */
  @Override
  public String toString() {
    return "Training[" + rows.words() + "]";
  }
}
