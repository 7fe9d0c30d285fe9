package io.edgeflow.optimize;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code model_optimization.model_test}: the limits of the gate.
 *
 * @param retention how much every file keeps of the uncompressed model's primary metric, see {@link
 *     io.edgeflow.core.metric.PrimaryMetric#retention}
 * @param maxLogitDifference largest difference between a float file's outputs and its graph's
 * @param agreement least share of rows on which a smaller file says the same as its float graph,
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
  /** Of classes: the least accuracy kept, a ratio. */
  public static final Field<Double> ACCURACY_RETENTION =
      Field.number("accuracy_retention", null, 0, 1, "least accuracy kept; classes; default: 0.95")
          .in("ratio");

  /** Of values and reconstructions: the least share of the primary metric kept. */
  public static final Field<Double> RETENTION =
      Field.number(
              "retention",
              null,
              0,
              1,
              "least share of the primary metric kept, original / optimized where lower is better;"
                  + " values and self; default: 0.95")
          .in("ratio");

  /** The most that a float file may be off its graph. */
  public static final Field<Double> MAX_LOGIT_DIFFERENCE =
      Field.number(
          "max_logit_difference", 1e-4, 0, 1, "most that a float file may be off its graph");

  /** Of classes: the least share of rows that a smaller file gives the same class. */
  public static final Field<Double> TOP1_AGREEMENT =
      Field.number(
              "top1_agreement",
              null,
              0,
              1,
              "least share of rows that a file with fewer bits gives the same class; classes; default: 0.99")
          .in("ratio");

  /** Of values and reconstructions: the least share of rows on which a smaller file agrees. */
  public static final Field<Double> AGREEMENT =
      Field.number(
              "agreement",
              null,
              0,
              1,
              "least share of rows that a file with fewer bits gives values within 0.1 deviations, or the"
                  + " same side of the threshold; values and self; default: 0.99")
          .in("ratio");

  /** The largest shipped file. */
  public static final Field<Double> MAX_SIZE_MB =
      Field.number("max_size_mb", null, 1e-6, 1e6, "largest shipped file").in("MB");

  /** The slowest median of a shipped file. */
  public static final Field<Double> MAX_LATENCY_MS =
      Field.number("max_latency_ms", null, 1e-6, 1e6, "slowest median of a shipped file").in("ms");

  /** Checks that may be inconclusive without blocking. */
  public static final Field<List<String>> ALLOW_INCONCLUSIVE = Allowance.field(CheckNames.all());

  static final FieldTable FIELDS =
      FieldTable.of(
          ACCURACY_RETENTION,
          RETENTION,
          MAX_LOGIT_DIFFERENCE,
          TOP1_AGREEMENT,
          AGREEMENT,
          MAX_SIZE_MB,
          MAX_LATENCY_MS,
          ALLOW_INCONCLUSIVE);

  /** What to set instead of a limit of another target. */
  private static final Map<Field<Double>, Field<Double>> OTHER =
      Map.of(
          ACCURACY_RETENTION, RETENTION,
          RETENTION, ACCURACY_RETENTION,
          TOP1_AGREEMENT, AGREEMENT,
          AGREEMENT, TOP1_AGREEMENT);

  static ModelTest from(Section section) {
    return new ModelTest(
        either(section, ACCURACY_RETENTION, RETENTION).orElse(0.95),
        section.get(MAX_LOGIT_DIFFERENCE),
        either(section, TOP1_AGREEMENT, AGREEMENT).orElse(0.99),
        section.find(MAX_SIZE_MB),
        section.find(MAX_LATENCY_MS),
        Allowance.from(section, ALLOW_INCONCLUSIVE));
  }

  static void refuseMisfits(Section section, OutputKind output, Problems problems) {
    boolean classes = output == OutputKind.LOGITS;
    refuse(section, problems, classes ? RETENTION : ACCURACY_RETENTION, output);
    refuse(section, problems, classes ? AGREEMENT : TOP1_AGREEMENT, output);
    List<String> given = CheckNames.of(output);
    String message = " is no check of a model that gives " + output.id();
    section.get(ALLOW_INCONCLUSIVE).stream()
        .filter(check -> !given.contains(check))
        .forEach(check -> section.refuse(problems, ALLOW_INCONCLUSIVE, check + message));
  }

  private static Optional<Double> either(Section section, Field<Double> one, Field<Double> other) {
    return section.find(one).or(() -> section.find(other));
  }

  private static void refuse(
      Section section, Problems problems, Field<Double> key, OutputKind output) {
    if (section.isWritten(key)) {
      String message = "is no limit of a model that gives " + output.id() + "; set ";
      section.refuse(problems, key, message + OTHER.get(key));
    }
  }
}
