package io.edgeflow.optimize;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.transfer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration section {@code model_optimization}.
 *
 * <pre>{@code
 * OptimizeConfig config =
 *     OptimizeConfig.builder()
 *         .set(OptimizeConfig.Pruning.SPARSITY, 0.3)
 *         .set(OptimizeConfig.FORMATS, List.of(Format.TFLITE))
 *         .build();
 * }</pre>
 */
public record OptimizeConfig(
    Quantization quantization,
    Pruning pruning,
    Distillation distillation,
    List<Format> formats,
    ExportOptions exportOptions,
    ModelTest modelTest) {
  /** See {@link Quantization}. */
  public static final Field<Section> QUANTIZATION =
      Field.section("quantization", Quantization.FIELDS, "fewer bits a number");

  /** See {@link Pruning}. */
  public static final Field<Section> PRUNING =
      Field.section("pruning", Pruning.FIELDS, "zeroing small weights");

  /** See {@link Distillation}. */
  public static final Field<Section> DISTILLATION =
      Field.section(
          "distillation", Distillation.FIELDS, "a smaller student; of classes and values");

  /** File formats to write. */
  public static final Field<List<Format>> FORMATS =
      Field.choices(
          "formats",
          List.of(Format.ONNX, Format.TFLITE),
          List.of(Format.values()),
          Format::id,
          "file formats to write");

  /** Which runtimes read the TFLite file. */
  public static final Field<Compatibility> COMPATIBILITY =
      Field.choice(
          "compatibility",
          Compatibility.CURRENT,
          List.of(Compatibility.values()),
          Compatibility::id,
          "legacy: TFLite weights of matrix products have one scale, for runtimes before 2.10");

  /** Model files. */
  public static final Field<Section> EXPORT =
      Field.section("export", FieldTable.of(FORMATS, COMPATIBILITY), "model files");

  /** See {@link ModelTest}. */
  public static final Field<Section> MODEL_TEST =
      Field.section("model_test", ModelTest.FIELDS, "limits of the gate model_test").limit();

  /** Every key with its default, range and meaning. */
  public static final FieldTable FIELDS =
      FieldTable.of(QUANTIZATION, PRUNING, DISTILLATION, EXPORT, MODEL_TEST);

  /** Copies the formats. */
  public OptimizeConfig {
    formats = List.copyOf(formats);
  }

  /**
   * Post-training quantization.
   *
   * @param type of the files beside the float ones
   */
  public record Quantization(boolean enabled, Precision type, int calibrationSamples) {
    /** Whether to write smaller files beside the float ones. */
    public static final Field<Boolean> ENABLED =
        Field.flag("enabled", true, "whether to write smaller files beside the float ones");

    /** The number format. */
    public static final Field<Precision> TYPE =
        Field.choice(
            "type",
            Precision.INT8,
            List.of(Precision.INT8, Precision.INT8_WEIGHTS, Precision.FP16),
            Precision::id,
            "int8: everything; int8_weights: weights alone, without calibration; fp16: constants in"
                + " 16-bit floats");

    /** The inputs and outputs of an int8 TFLite file. */
    public static final Field<Ends> ENDS =
        Field.choice(
            "ends",
            Ends.INTEGER,
            List.of(Ends.values()),
            Ends::id,
            "inputs and outputs of an int8 TFLite file");

    /** When to quantize. */
    public static final Field<String> STRATEGY =
        Field.choice("strategy", "post_training", List.of("post_training"), "when to quantize");

    /** Training rows that the ranges are measured on. */
    public static final Field<Integer> CALIBRATION_SAMPLES =
        Field.integer(
            "calibration_samples",
            256,
            1,
            100_000,
            "training rows that the ranges are measured on");

    private static final FieldTable FIELDS =
        FieldTable.of(ENABLED, TYPE, ENDS, STRATEGY, CALIBRATION_SAMPLES);

    private static Quantization from(Section section) {
      return new Quantization(
          section.get(ENABLED), section.get(TYPE), section.get(CALIBRATION_SAMPLES));
    }
  }

  /**
   * Magnitude pruning.
   *
   * @param sparsity the share of zeros in each pruned layer
   * @param fineTuneEpochs 0 without fine-tuning
   */
  public record Pruning(boolean enabled, double sparsity, int fineTuneEpochs) {
    /** Whether to prune. */
    public static final Field<Boolean> ENABLED = Field.flag("enabled", true, "whether to prune");

    /** Which weights go. */
    public static final Field<String> TYPE =
        Field.choice("type", "magnitude", List.of("magnitude"), "which weights go");

    /** The share of zeros in each pruned layer. */
    public static final Field<Double> SPARSITY =
        Field.number("sparsity", 0.5, 0, 0.99, "share of zeros in each pruned layer").in("ratio");

    /** Whether to train on with the zeros held. */
    public static final Field<Boolean> FINE_TUNE =
        Field.flag("fine_tune", true, "whether to train on with the zeros held");

    /** Passes of fine-tuning over the training split. */
    public static final Field<Integer> FINE_TUNE_EPOCHS =
        Field.integer("fine_tune_epochs", 5, 1, 10_000, "passes over the training split");

    private static final FieldTable FIELDS =
        FieldTable.of(ENABLED, TYPE, SPARSITY, FINE_TUNE, FINE_TUNE_EPOCHS);

    private static Pruning from(Section section) {
      int epochs = section.get(FINE_TUNE) ? section.get(FINE_TUNE_EPOCHS) : 0;
      return new Pruning(section.get(ENABLED), section.get(SPARSITY), epochs);
    }
  }

  /**
   * Knowledge distillation into a narrower network.
   *
   * @param width factor on the channels or features of the student's layers
   * @param teacher the model file that teaches; empty for the trained model
   */
  public record Distillation(
      boolean enabled,
      double temperature,
      double alpha,
      int epochs,
      double width,
      Optional<ModelFile> teacher) {
    /** Whether to train a student. */
    public static final Field<Boolean> ENABLED =
        Field.flag("enabled", false, "whether to train a student");

    /** Softening of the teacher's scores of classes. */
    public static final Field<Double> TEMPERATURE =
        Field.number("temperature", 5.0, 0.1, 100, "softening of the teacher's scores of classes");

    /** The teacher's share in the loss. */
    public static final Field<Double> ALPHA =
        Field.number("alpha", 0.5, 0, 1, "the teacher's share in the loss").in("ratio");

    /** Passes over the training split. */
    public static final Field<Integer> EPOCHS =
        Field.integer("epochs", 10, 1, 10_000, "passes over the training split");

    /** How wide the student is. */
    public static final Field<Double> WIDTH =
        Field.number("width", 0.5, 0.01, 1, "the student's channels or features, of the teacher's")
            .in("ratio");

    private static final List<Field<Path>> FILES =
        ModelFile.keys("that teaches in place of the trained model");

    /** An ONNX file that teaches. */
    public static final Field<Path> ONNX = FILES.get(0);

    /** A TFLite file that teaches. */
    public static final Field<Path> TFLITE = FILES.get(1);

    /** A graph file that teaches. */
    public static final Field<Path> GRAPH = FILES.get(2);

    /** The model file that teaches. */
    public static final Field<Section> TEACHER =
        Field.section(
            "teacher",
            FieldTable.of(ONNX, TFLITE, GRAPH),
            "a model file that teaches; default: the trained model");

    private static final FieldTable FIELDS =
        FieldTable.of(ENABLED, TEMPERATURE, ALPHA, EPOCHS, WIDTH, TEACHER);

    /** Distillation of the trained model. */
    public Distillation(
        boolean enabled, double temperature, double alpha, int epochs, double width) {
      this(enabled, temperature, alpha, epochs, width, Optional.empty());
    }

    private static Distillation from(Section section, Problems problems) {
      return new Distillation(
          section.get(ENABLED),
          section.get(TEMPERATURE),
          section.get(ALPHA),
          section.get(EPOCHS),
          section.get(WIDTH),
          ModelFile.from(section.get(TEACHER), FILES, problems));
    }

    /** The file that teaches, if there is a student. */
    public Optional<ModelFile> teacherInUse() {
      return teacher.filter(file -> enabled);
    }
  }

  /** A configuration in code; what is not set has its default. */
  public static ConfigBuilder<OptimizeConfig> builder() {
    return FIELDS.builder(OptimizeConfig::from);
  }

  /** The defaults. */
  public static OptimizeConfig defaults() {
    return builder().build();
  }

  /** Reads the section; contradictions between keys are added to the problems. */
  public static OptimizeConfig from(Section section, Problems problems) {
    Section export = section.get(EXPORT);
    List<Format> formats = export.get(FORMATS).stream().distinct().toList();
    if (formats.isEmpty()) {
      export.refuse(problems, FORMATS, "must name at least one format");
    }
    Section quantization = section.get(QUANTIZATION);
    Quantization quantize = Quantization.from(quantization);
    ExportOptions options =
        new ExportOptions(quantization.get(Quantization.ENDS), export.get(COMPATIBILITY));
    OptimizeFit.refuseUnwritten(quantization, export, quantize, formats, problems);
    return new OptimizeConfig(
        quantize,
        Pruning.from(section.get(PRUNING)),
        Distillation.from(section.get(DISTILLATION), problems),
        formats,
        options,
        ModelTest.from(section.get(MODEL_TEST)));
  }

  /**
   * Adds to {@code problems} each key that does not fit the model: distillation of a network that
   * has no students, and limits of another target.
   *
   * @param section as {@link #from} takes it
   * @param network what is trained; empty for a model file
   * @param output what a model for the data gives
   */
  public static void refuseMisfits(
      Section section, Optional<Architecture> network, OutputKind output, Problems problems) {
    OptimizeFit.refuseMisfits(section, network, output, problems);
  }
}
