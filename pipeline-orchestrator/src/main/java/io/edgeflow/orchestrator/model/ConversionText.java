package io.edgeflow.orchestrator.model;

import io.edgeflow.formats.convert.Comparison;
import io.edgeflow.formats.convert.Comparison.Classes;
import io.edgeflow.formats.convert.Comparison.OutputDifference;
import io.edgeflow.formats.convert.Comparison.Side;
import io.edgeflow.formats.convert.Conversion;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.Style;
import io.edgeflow.orchestrator.console.TextTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a conversion did, as text. */
public final class ConversionText {
  private static final int PERCENT = 100;

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private ConversionText(Style style) {
    this.style = style;
  }

  /** The text, each line ending with a line feed. */
  public static String of(Conversion conversion, Style style) {
    ConversionText made = new ConversionText(style);
    made.add(conversion);
    return made.text.toString();
  }

  private void add(Conversion conversion) {
    line(
        "%s: %s %s, %s (%s was %s, %.1f%%)"
            .formatted(
                conversion.to(),
                conversion.precision(),
                conversion.format(),
                Numbers.bytes(conversion.toBytes()),
                conversion.from(),
                Numbers.bytes(conversion.fromBytes()),
                (double) PERCENT * conversion.toBytes() / conversion.fromBytes()));
    if (conversion.calibratedRows() > 0) {
      line("calibrated with %,d rows".formatted(conversion.calibratedRows()));
    }
    if (!conversion.floatIslands().isEmpty()) {
      line("in floats: " + conversion.floatIslands());
    }
    conversion.notes().forEach(note -> line("note: " + note));
    Comparison comparison = conversion.comparison();
    if (comparison != null) {
      add(comparison);
    }
  }

  private void add(Comparison comparison) {
    String rows = comparison.random() ? "random rows, for want of --calibrate" : "rows";
    line("\nboth files on %d %s:".formatted(comparison.rows(), rows));
    TextTable sides = new TextTable(style, "file", "runtime", "a row");
    sides.row(row(comparison.from()));
    sides.row(row(comparison.to()));
    text.append(sides).append('\n');
    TextTable outputs =
        new TextTable(style, "output", "largest difference", "SQNR", "same class", "classes said");
    comparison.outputs().forEach(output -> outputs.row(row(output)));
    text.append(outputs);
  }

  private static String[] row(Side side) {
    return new String[] {side.file(), side.runtime(), Numbers.of(side.latencyMs()) + " ms"};
  }

  private static String[] row(OutputDifference output) {
    return new String[] {
      output.output(),
      Numbers.of(output.maxDifference()),
      output.sqnrDb() == null ? "no noise" : String.format(Locale.ROOT, "%.1f dB", output.sqnrDb()),
      agreement(output.classes()),
      said(output.classes())
    };
  }

  private static String agreement(@Nullable Classes classes) {
    return classes == null
        ? ""
        : "%d (%.1f%%)".formatted(classes.agreed(), PERCENT * classes.agreement());
  }

  private static String said(@Nullable Classes classes) {
    return classes == null
        ? ""
        : "%d and %d of %d"
            .formatted(classes.predictedFrom(), classes.predictedTo(), classes.count());
  }

  private void line(String line) {
    text.append(style.fold(line)).append('\n');
  }
}
