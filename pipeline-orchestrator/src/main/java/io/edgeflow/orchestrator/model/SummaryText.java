package io.edgeflow.orchestrator.model;

import io.edgeflow.formats.inspect.ModelSummary;
import io.edgeflow.formats.inspect.ModelSummary.Layer;
import io.edgeflow.formats.inspect.ModelSummary.Port;
import io.edgeflow.formats.inspect.ModelSummary.Quantization;
import io.edgeflow.formats.inspect.ModelSummary.Totals;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.Style;
import io.edgeflow.orchestrator.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model file's summary as text. */
public final class SummaryText {
  private static final int LONGEST_BAR = 10;
  private static final int PERCENT = 100;
  private static final int LISTED = 10;
  private static final List<String> HEAD =
      List.of("layer", "operator", "output", "parameters", "MACs", "bytes", "of file");
  private static final String NUMBERS = "numbers";

  private final Style style;
  private final ShortNames names;
  private final ModelSummary summary;

  private SummaryText(Style style, ModelSummary summary) {
    this.style = style;
    this.names = ShortNames.of(summary.layers().stream().map(Layer::name).toList());
    this.summary = summary;
  }

  /** The text, each line ending with a line feed. */
  public static String of(ModelSummary summary, Style style) {
    return new SummaryText(style, summary).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder(layers().toString()).append('\n');
    summary.inputs().forEach(port -> line(text, "input " + port(port)));
    summary.outputs().forEach(port -> line(text, "output " + port(port)));
    totals(text);
    summary.notes().forEach(note -> line(text, "note: " + note));
    return text.toString();
  }

  /** Without the column of number formats where all layers have one. */
  private TextTable layers() {
    List<String> head = new ArrayList<>(HEAD);
    double most = summary.layers().stream().mapToDouble(Layer::share).max().orElse(0);
    if (formats().size() > 1) {
      head.add(NUMBERS);
    }
    TextTable table = new TextTable(style, head.toArray(new String[0]));
    for (Layer layer : summary.layers()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  names.of(layer.name()),
                  layer.operator(),
                  sizes(layer.shape().subList(1, layer.shape().size())),
                  count(layer.parameters()),
                  count(layer.macs()),
                  count(layer.bytes()),
                  share(layer.share(), most)));
      if (head.size() > cells.size()) {
        cells.add(numbers(layer));
      }
      table.row(cells.toArray(new String[0]));
    }
    return table;
  }

  private Set<String> formats() {
    return summary.layers().stream().map(SummaryText::numbers).collect(Collectors.toSet());
  }

  private void totals(StringBuilder text) {
    Totals totals = summary.totals();
    line(
        text,
        "%s file: %d layers%s, %,d parameters, %,d MACs a sample"
            .formatted(
                summary.format(),
                summary.layers().size(),
                formats().size() == 1 ? " in " + formats().iterator().next() : "",
                totals.parameters(),
                totals.macs()));
    line(
        text,
        "size: %s, %s of it weights"
            .formatted(Numbers.bytes(summary.fileBytes()), Numbers.bytes(totals.weightBytes())));
    line(
        text,
        "peak of activations: %s a sample, at %s (%s)"
            .formatted(
                Numbers.bytes(summary.peak().bytes()),
                names.of(summary.peak().layer()),
                summary.peak().held().stream().map(names::of).collect(Collectors.joining(" + "))));
    if (!totals.floatIslands().isEmpty()) {
      line(
          text,
          "in floats between the integers: "
              + listed(totals.floatIslands().stream().map(names::of).toList()));
    }
  }

  private static String port(Port port) {
    String labels = port.labels().isEmpty() ? "" : ", labels " + listed(port.labels());
    return port.name()
        + ": "
        + port.type()
        + " ["
        + sizes(port.shape())
        + "]"
        + quantization(port.quantization())
        + labels;
  }

  private static String quantization(@Nullable Quantization quantization) {
    return quantization == null
        ? ""
        : String.format(
            Locale.ROOT, ", scale %.4g, zero %d", quantization.scale(), quantization.zeroPoint());
  }

  private static String listed(List<String> names) {
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = names.size() - LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /**
   * Equal words once: {@code int8 per channel}, and else {@code float32, weights int8 per channel}.
   */
  private static String numbers(Layer layer) {
    if (layer.weights().isEmpty()) {
      return layer.numbers();
    }
    return layer.weights().startsWith(layer.numbers())
        ? layer.weights()
        : layer.numbers() + ", weights " + layer.weights();
  }

  private static String share(double share, double most) {
    if (share == 0) {
      return "";
    }
    int bar = (int) Math.round(LONGEST_BAR * share / most);
    return String.format(Locale.ROOT, "%4.1f%% %s", PERCENT * share, "█".repeat(bar))
        .stripTrailing();
  }

  private static String sizes(List<Object> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private static String count(long number) {
    return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
  }

  private void line(StringBuilder text, String line) {
    text.append(style.fold(line)).append('\n');
  }
}
