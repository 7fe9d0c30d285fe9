package io.edgeflow.data.profile;

import io.edgeflow.core.json.Json;
import io.edgeflow.data.table.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Constraints that what was profiled keeps to, as the YAML of {@code data_pipeline.validation}:
 * types, ranges a tenth wider than what was seen, the values of columns of few, and which columns
 * are filled everywhere or have no value twice. They are a first draft: what is normal, only those
 * who know the data can say.
 */
public final class Suggestion {
  private static final double WIDER = 0.1;

  /** A column that repeats its values less often is not one of few values. */
  private static final int LEAST_REPEATS = 5;

  /** So many different values in a row are hardly chance. */
  private static final int LEAST_UNIQUE = 20;

  private Suggestion() {}

  /** The YAML, from the key {@code validation} on. */
  public static String yaml(DataProfile profile) {
    StringBuilder yaml = new StringBuilder("validation:\n");
    List<ColumnProfile> filled =
        profile.columns().stream().filter(column -> column.filled() > 0).toList();
    section(
        yaml, "schema", filled.stream().filter(c -> !isChannel(c)).map(Suggestion::type).toList());
    section(yaml, "constraints", filled.stream().flatMap(c -> constraint(c).stream()).toList());
    return yaml.toString();
  }

  private static void section(StringBuilder yaml, String key, List<String> lines) {
    if (!lines.isEmpty()) {
      yaml.append("  ").append(key).append(":\n");
      lines.forEach(line -> yaml.append("    ").append(line).append('\n'));
    }
  }

  /** A pool of the values of many features has no type of its own. */
  private static boolean isChannel(ColumnProfile column) {
    return column.name().matches("c[0-9]+|features") && column.least() == null;
  }

  private static String type(ColumnProfile column) {
    boolean mixed = column.malformed() > 0;
    String type = mixed ? ColumnType.TEXT.id() : column.type().id();
    String but =
        "  # %d of %d cells are no %s"
            .formatted(column.malformed(), column.filled(), column.type().id());
    return key(column) + ": " + type + (mixed ? but : "");
  }

  private static Optional<String> constraint(ColumnProfile column) {
    List<String> parts = new ArrayList<>();
    if (column.filled() == column.rows()) {
      parts.add("not_null: true");
    }
    if (isUnique(column)) {
      parts.add("unique: true");
    } else if (hasFewValues(column)) {
      parts.add("allowed: " + values(column));
    } else if (column.numbers() != null && column.malformed() == 0) {
      parts.addAll(range(column.type(), column.numbers()));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(key(column) + ": {" + String.join(", ", parts) + "}");
  }

  private static boolean isUnique(ColumnProfile column) {
    return column.frequencies() != null
        && column.frequencies().uniqueness() == 1
        && column.filled() >= LEAST_UNIQUE
        && (column.type() == ColumnType.INTEGER || column.type() == ColumnType.TEXT);
  }

  private static boolean hasFewValues(ColumnProfile column) {
    return column.type() == ColumnType.TEXT
        && column.frequent().size() == column.distinct()
        && column.distinct() * LEAST_REPEATS <= column.filled()
        && column.frequent().stream()
            .noneMatch(each -> each.value().length() >= ColumnProfile.SHOWN);
  }

  private static String values(ColumnProfile column) {
    return column.frequent().stream()
        .map(each -> quoted(each.value()))
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<String> range(ColumnType type, NumberProfile numbers) {
    double span = numbers.max() - numbers.min();
    double margin = WIDER * (span > 0 ? span : Math.abs(numbers.max()));
    double low = numbers.min() - margin;
    double high = numbers.max() + margin;
    boolean whole = type == ColumnType.INTEGER;
    return List.of(
        "min: "
            + rounded(
                numbers.min() >= 0 ? Math.max(0, low) : low, margin, whole, RoundingMode.FLOOR),
        "max: "
            + rounded(
                numbers.max() <= 0 ? Math.min(0, high) : high,
                margin,
                whole,
                RoundingMode.CEILING));
  }

  /** To two digits of the margin, outwards. */
  private static String rounded(double value, double margin, boolean whole, RoundingMode outwards) {
    double held = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    if (margin == 0) {
      return new BigDecimal(held).toPlainString();
    }
    int scale = new BigDecimal(margin).round(new MathContext(2)).scale();
    BigDecimal number = new BigDecimal(held).setScale(whole ? Math.min(0, scale) : scale, outwards);
    return number.abs().doubleValue() > Float.MAX_VALUE
        ? new BigDecimal(held).toPlainString()
        : number.stripTrailingZeros().toPlainString();
  }

  private static String key(ColumnProfile column) {
    return column.name().matches("[A-Za-z_][A-Za-z0-9_]*")
            && !column.name().matches("(?i)true|false|null|yes|no|on|off|y|n")
        ? column.name()
        : Json.text(column.name());
  }

  /** A dollar sign before a brace would be a placeholder. */
  private static String quoted(String value) {
    return Json.text(value).replace("${", "$${");
  }
}
