package io.edgeflow.optimize;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The configuration section {@code model_optimization}. */
public record OptimizeConfig(
    Quantization quantization,
    Pruning pruning,
    Distillation distillation,
    List<Format> formats,
    ModelTest modelTest) {
  /** Every key with its default, range and meaning. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("quantization", Quantization.FIELDS, "8-bit integers"),
          Field.section("pruning", Pruning.FIELDS, "zeroing small weights"),
          Field.section(
              "distillation", Distillation.FIELDS, "a smaller student; of classes and values"),
          Field.section(
              "export",
              FieldTable.of(
                  Field.texts(
                      "formats", List.of("onnx", "tflite"), words(), "file formats to write")),
              "model files"),
          Field.section("model_test", ModelTest.FIELDS, "limits of the gate model_test").limit());

  /** Copies the formats. */
  public OptimizeConfig {
    formats = List.copyOf(formats);
  }

  /** Post-training quantization to 8-bit integers. */
  public record Quantization(boolean enabled, int calibrationSamples) {
    private static final FieldTable FIELDS =
        FieldTable.of(
            Field.flag("enabled", true, "whether to write int8 files beside the float ones"),
            Field.choice("type", "int8", List.of("int8"), "the integer type"),
            Field.choice("strategy", "post_training", List.of("post_training"), "when to quantize"),
            Field.integer(
                "calibration_samples",
                256,
                1,
                100_000,
                "training rows that the ranges are measured on"));

    private static Quantization from(Section section) {
      return new Quantization(section.flag("enabled"), section.integer("calibration_samples"));
    }
  }

  /**
   * Magnitude pruning.
   *
   * @param sparsity the share of zeros in each pruned layer
   * @param fineTuneEpochs 0 without fine-tuning
   */
  public record Pruning(boolean enabled, double sparsity, int fineTuneEpochs) {
    private static final FieldTable FIELDS =
        FieldTable.of(
            Field.flag("enabled", true, "whether to prune"),
            Field.choice("type", "magnitude", List.of("magnitude"), "which weights go"),
            Field.number("sparsity", 0.5, 0, 0.99, "share of zeros in each pruned layer")
                .in("ratio"),
            Field.flag("fine_tune", true, "whether to train on with the zeros held"),
            Field.integer("fine_tune_epochs", 5, 1, 10_000, "passes over the training split"));

    private static Pruning from(Section section) {
      int epochs = section.flag("fine_tune") ? section.integer("fine_tune_epochs") : 0;
      return new Pruning(section.flag("enabled"), section.number("sparsity"), epochs);
    }
  }

  /**
   * Knowledge distillation into a narrower network.
   *
   * @param width factor on the channels or features of the student's layers
   */
  public record Distillation(
      boolean enabled, double temperature, double alpha, int epochs, double width) {
    private static final FieldTable FIELDS =
        FieldTable.of(
            Field.flag("enabled", false, "whether to train a student"),
            Field.number(
                "temperature", 5.0, 0.1, 100, "softening of the teacher's scores of classes"),
            Field.number("alpha", 0.5, 0, 1, "the teacher's share in the loss").in("ratio"),
            Field.integer("epochs", 10, 1, 10_000, "passes over the training split"),
            Field.number(
                    "width", 0.5, 0.01, 1, "the student's channels or features, of the teacher's")
                .in("ratio"));

    private static Distillation from(Section section) {
      return new Distillation(
          section.flag("enabled"),
          section.number("temperature"),
          section.number("alpha"),
          section.integer("epochs"),
          section.number("width"));
    }
  }

  /**
   * The limits of the gate.
   *
   * @param retention how much every file keeps of the uncompressed model's primary metric, see
   *     {@link io.edgeflow.core.metric.PrimaryMetric#retention}
   * @param maxLogitDifference largest difference between a float file's outputs and its graph's
   * @param agreement least share of rows on which an int8 file says the same as its float graph,
   *     see {@link io.edgeflow.core.predict.Agreement}
   * @param maxSizeMb largest size of every file of the lowest precision
   * @param maxLatencyMs largest median latency of every file of the lowest precision
   * @param allowInconclusive checks that may be inconclusive, each named with its file
   */
  public record ModelTest(
      double retention,
      double maxLogitDifference,
      double agreement,
      Optional<Double> maxSizeMb,
      Optional<Double> maxLatencyMs,
      Allowance allowInconclusive) {
    private static final String ACCURACY_RETENTION = "accuracy_retention";
    private static final String RETENTION = "retention";
    private static final String TOP1_AGREEMENT = "top1_agreement";
    private static final String AGREEMENT = "agreement";

    /** What to set instead of a limit of another target. */
    private static final Map<String, String> OTHER =
        Map.of(
            ACCURACY_RETENTION, RETENTION,
            RETENTION, ACCURACY_RETENTION,
            TOP1_AGREEMENT, AGREEMENT,
            AGREEMENT, TOP1_AGREEMENT);

    private static final FieldTable FIELDS =
        FieldTable.of(
            Field.number(
                    ACCURACY_RETENTION, null, 0, 1, "least accuracy kept; classes; default: 0.95")
                .in("ratio"),
            Field.number(
                    RETENTION,
                    null,
                    0,
                    1,
                    "least share of the primary metric kept, original / optimized where lower is"
                        + " better; values and self; default: 0.95")
                .in("ratio"),
            Field.number(
                "max_logit_difference", 1e-4, 0, 1, "most that a float file may be off its graph"),
            Field.number(
                    TOP1_AGREEMENT,
                    null,
                    0,
                    1,
                    "least share of rows that an int8 file gives the same class; classes; default:"
                        + " 0.99")
                .in("ratio"),
            Field.number(
                    AGREEMENT,
                    null,
                    0,
                    1,
                    "least share of rows that an int8 file gives values within 0.1 deviations, or"
                        + " the same side of the threshold; values and self; default: 0.99")
                .in("ratio"),
            Field.number("max_size_mb", null, 1e-6, 1e6, "largest shipped file").in("MB"),
            Field.number("max_latency_ms", null, 1e-6, 1e6, "slowest median of a shipped file")
                .in("ms"),
            Allowance.field(CheckNames.all()));

    private static ModelTest from(Section section) {
      return new ModelTest(
          either(section, ACCURACY_RETENTION, RETENTION).orElse(0.95),
          section.number("max_logit_difference"),
          either(section, TOP1_AGREEMENT, AGREEMENT).orElse(0.99),
          section.optionalNumber("max_size_mb"),
          section.optionalNumber("max_latency_ms"),
          Allowance.from(section));
    }

    private static Optional<Double> either(Section section, String one, String other) {
      return section.optionalNumber(one).or(() -> section.optionalNumber(other));
    }

    private static void refuseMisfits(Section section, OutputKind output, Problems problems) {
      boolean classes = output == OutputKind.LOGITS;
      refuse(section, problems, classes ? RETENTION : ACCURACY_RETENTION, output);
      refuse(section, problems, classes ? AGREEMENT : TOP1_AGREEMENT, output);
      List<String> given = CheckNames.of(output);
      section.texts(Allowance.KEY).stream()
          .filter(check -> !given.contains(check))
          .forEach(
              check ->
                  section.refuse(
                      problems,
                      Allowance.KEY,
                      check + " is no check of a model that gives " + output.id()));
    }

    private static void refuse(Section section, Problems problems, String key, OutputKind output) {
      if (section.isWritten(key)) {
        String message = "is no limit of a model that gives " + output.id() + "; set ";
        section.refuse(problems, key, message + OTHER.get(key));
      }
    }
  }

  /** Reads the section; contradictions between keys are added to the problems. */
  public static OptimizeConfig from(Section section, Problems problems) {
    Section export = section.section("export");
    List<Format> formats =
        export.texts("formats").stream().distinct().map(OptimizeConfig::format).toList();
    if (formats.isEmpty()) {
      export.refuse(problems, "formats", "must name at least one format");
    }
    return new OptimizeConfig(
        Quantization.from(section.section("quantization")),
        Pruning.from(section.section("pruning")),
        Distillation.from(section.section("distillation")),
        formats,
        ModelTest.from(section.section("model_test")));
  }

  /**
   * Adds to {@code problems} each key that does not fit what a model for the data gives:
   * distillation of reconstructions, and limits of another target.
   *
   * @param section as {@link #from} takes it
   */
  public static void refuseMisfits(Section section, OutputKind output, Problems problems) {
    Section distillation = section.section("distillation");
    if (distillation.flag("enabled") && output == OutputKind.RECONSTRUCTION) {
      distillation.refuse(
          problems,
          "enabled",
          "an autoencoder is not distilled; set it to false, or choose smaller"
              + " model_training.model.hidden");
    }
    ModelTest.refuseMisfits(section.section("model_test"), output, problems);
  }

  /** The defaults. */
  public static OptimizeConfig defaults() {
    return from(FIELDS.defaults(), new Problems());
  }

  /** Canonical text of what the stage's output depends on; gate limits are not in it. */
  public String fingerprint() {
    return Json.text(
        Map.of(
            "quantization", quantization,
            "pruning", pruning,
            "distillation", distillation,
            "formats", formats));
  }

  private static Format format(String word) {
    return Format.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static List<String> words() {
    return java.util.Arrays.stream(Format.values()).map(Format::id).toList();
  }
}
