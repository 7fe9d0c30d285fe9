package io.edgeflow.orchestrator.console;

import io.edgeflow.data.profile.ClassBalance;
import io.edgeflow.data.profile.ColumnProfile;
import io.edgeflow.data.profile.ColumnProfile.Frequencies;
import io.edgeflow.data.profile.Correlation;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.profile.NumberProfile;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A data profile as tables for a terminal. */
public final class ProfileText {
  private static final int CORRELATIONS = 10;
  private static final int VALUES = 5;
  private static final String NONE = "–";

  private ProfileText() {}

  /** The tables, ending with a line feed. */
  public static String of(DataProfile profile, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(style.fold(profile.rows() + " rows, " + profile.columns().size() + " columns"));
    text.append("\n\n").append(columns(profile, style));
    boolean numbers = profile.columns().stream().anyMatch(column -> column.numbers() != null);
    text.append(numbers ? "\n" + numbers(profile, style) : "");
    boolean frequent = profile.columns().stream().anyMatch(c -> !c.frequent().isEmpty());
    text.append(frequent ? "\n" + frequent(profile, style) : "");
    ClassBalance classes = profile.classes();
    text.append(classes == null ? "" : "\n" + style.fold(classes(classes)) + "\n");
    text.append(profile.correlations().isEmpty() ? "" : "\n" + correlations(profile, style));
    return text.toString();
  }

  private static TextTable columns(DataProfile profile, Style style) {
    TextTable table =
        new TextTable(style, "column", "type", "filled", "wrong", "distinct", "unique", "entropy");
    for (ColumnProfile column : profile.columns()) {
      Frequencies frequencies = column.frequencies();
      table.row(
          column.name(),
          column.type().id(),
          Numbers.of(column.completeness()),
          String.valueOf(column.malformed()),
          (frequencies == null && column.filled() > 0 ? "~" : "") + column.distinct(),
          frequencies == null ? NONE : Numbers.of(frequencies.uniqueness()),
          frequencies == null ? NONE : Numbers.of(frequencies.entropy()));
    }
    return table;
  }

  private static TextTable numbers(DataProfile profile, Style style) {
    TextTable table =
        new TextTable(style, "numbers", "min", "25 %", "median", "75 %", "max", "mean", "stddev");
    for (ColumnProfile column : profile.columns()) {
      NumberProfile numbers = column.numbers();
      if (numbers != null) {
        table.row(
            column.name(),
            Numbers.of(numbers.min()),
            quantile(numbers, 0.25),
            quantile(numbers, 0.5),
            quantile(numbers, 0.75),
            Numbers.of(numbers.max()),
            Numbers.of(numbers.mean()),
            Numbers.of(numbers.standardDeviation()));
      }
    }
    return table;
  }

  private static String quantile(NumberProfile numbers, double share) {
    return numbers.quantiles().stream()
        .filter(each -> each.share() == share)
        .map(each -> (numbers.rankError() > 0 ? "~" : "") + Numbers.of(each.value()))
        .findFirst()
        .orElse(NONE);
  }

  private static TextTable frequent(DataProfile profile, Style style) {
    TextTable table = new TextTable(style, "frequent", "values");
    for (ColumnProfile column : profile.columns()) {
      if (!column.frequent().isEmpty()) {
        table.row(
            column.name(),
            column.frequent().stream()
                .limit(VALUES)
                .map(each -> each.value() + " (" + each.count() + ")")
                .collect(Collectors.joining(", ")));
      }
    }
    return table;
  }

  private static String classes(ClassBalance classes) {
    return "classes of %s: %s; the largest is %s times the smallest"
        .formatted(
            classes.column(),
            classes.classes().stream()
                .map(each -> each.value() + " " + Numbers.of(classes.share(each)))
                .collect(Collectors.joining(", ")),
            Numbers.of(classes.imbalance()));
  }

  private static TextTable correlations(DataProfile profile, Style style) {
    TextTable table = new TextTable(style, "correlated", "with", "Pearson");
    List<Correlation> strongest =
        profile.correlations().stream()
            .sorted(Comparator.comparingDouble(each -> -Math.abs(each.value())))
            .limit(CORRELATIONS)
            .toList();
    strongest.forEach(each -> table.row(each.first(), each.second(), Numbers.of(each.value())));
    return table;
  }
}
