package io.edgeflow.deploy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.List;
import java.util.Optional;

/**
 * What is shipped.
 *
 * @param validDays how long devices install a release, in days
 * @param goldenRows validation rows that devices check themselves with
 * @param product the product whose devices take the releases; empty for any
 * @param hardware of the devices that take them; empty for any
 * @param confidenceThreshold answers below it are not accepted as such, in [0, 1]
 */
public record Packaging(
    Format format,
    boolean compress,
    int validDays,
    int goldenRows,
    Optional<String> product,
    List<String> hardware,
    double confidenceThreshold) {
  /** The shipped file's format. */
  public static final Field<Format> FORMAT =
      Field.choice(
          "format",
          Format.TFLITE,
          List.of(Format.TFLITE, Format.ONNX),
          Format::id,
          "the shipped file's format");

  /** Whether the bundle's files are deflated. */
  public static final Field<Boolean> COMPRESS =
      Field.flag("compress", true, "whether the bundle's files are deflated");

  private static final Field<Boolean> SIGN =
      Field.flag("sign", true, "must be true: every device refuses an unsigned bundle");

  /** Devices install a release for so long. */
  public static final Field<Integer> VALID_DAYS =
      Field.integer("valid_days", 365, 1, 3650, "devices install a release for so long").in("days");

  /** Validation rows that devices check with. */
  public static final Field<Integer> GOLDEN_ROWS =
      Field.integer("golden_rows", 32, 1, 1024, "validation rows that devices check with");

  /** The product whose devices take the releases. */
  public static final Field<String> PRODUCT =
      Field.text(
          "product",
          null,
          "devices that belong to another product refuse the release; default: any product");

  /** The hardware of the devices that take the releases. */
  public static final Field<List<String>> HARDWARE =
      Field.texts(
          "hardware",
          List.of(),
          List.of(),
          "devices of other hardware refuse the release, for example linux-amd64; empty: any");

  /** Answers below it are not accepted as such. */
  public static final Field<Double> CONFIDENCE_THRESHOLD =
      Field.number("confidence_threshold", 0.0, 0, 1, "answers below it are not accepted as such")
          .in("ratio");

  /** The keys of {@code edge_deployment.packaging}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          FORMAT, COMPRESS, SIGN, VALID_DAYS, GOLDEN_ROWS, PRODUCT, HARDWARE, CONFIDENCE_THRESHOLD);

  static Packaging from(Section section, Problems problems) {
    if (!section.get(SIGN)) {
      section.refuse(problems, SIGN, "must be true: every device refuses an unsigned bundle");
    }
    return new Packaging(
        section.get(FORMAT),
        section.get(COMPRESS),
        section.get(VALID_DAYS),
        section.get(GOLDEN_ROWS),
        section.find(PRODUCT),
        section.get(HARDWARE),
        section.get(CONFIDENCE_THRESHOLD));
  }
}
