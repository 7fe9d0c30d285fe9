package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bar;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataResult;
import io.edgeflow.data.finding.DataFindings;
import io.edgeflow.data.quality.ColumnQuality;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.orchestrator.console.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What the report shows of the data stage beside its gate. */
final class DataPanels {
  /** Of a source with thousands of files, some are enough to look at. */
  private static final int MOST_SOURCES = 100;

  private static final int MOST_COLUMNS = 100;

  private DataPanels() {}

  static List<Panel> of(PreparedData output, ArtifactStore artifacts) {
    DataCollection collection = output.collection();
    List<Panel> panels = new ArrayList<>(List.of(sources(collection), rows(collection)));
    if (!collection.quality().columns().isEmpty()) {
      panels.add(byColumn(collection.quality().columns()));
    }
    DataResult.Found found = output.result() == null ? null : output.result().found();
    if (found != null) {
      DataFindings findings = DataFindings.FORM.read(artifacts.open(found.findings()));
      panels.addAll(FindingPanels.of(findings));
    }
    return panels;
  }

  private static Panel sources(DataCollection collection) {
    return new Panel.Table(
        "Sources",
        List.of("source", "form", "from", "size", "SHA-256"),
        List.of(false, false, false, true, false),
        collection.sources().stream()
            .limit(MOST_SOURCES)
            .map(
                source ->
                    List.of(
                        source.name(),
                        source.format().name().toLowerCase(Locale.ROOT),
                        source.origin(),
                        Numbers.bytes(source.raw().bytes()),
                        source.raw().sha256().substring(0, 12)))
            .toList());
  }

  private static Panel rows(DataCollection collection) {
    return new Panel.Bars(
        "Rows",
        "rows",
        List.of(
            new Bar("collected", collection.collected()),
            new Bar("valid", collection.valid()),
            new Bar("quarantined", collection.quarantined())));
  }

  /** Of many columns the worst, by the least of their figures. */
  private static Panel byColumn(List<ColumnQuality> columns) {
    boolean many = columns.size() > MOST_COLUMNS;
    List<String> head = new ArrayList<>(List.of("column"));
    for (Dimension dimension : Dimension.values()) {
      head.add(dimension.id());
    }
    return new Panel.Table(
        many
            ? "Quality by column (the %d worst of %d)".formatted(MOST_COLUMNS, columns.size())
            : "Quality by column",
        head,
        head.stream().map(name -> !name.equals(head.get(0))).toList(),
        columns.stream()
            .sorted(Comparator.comparingDouble(column -> many ? least(column) : 0))
            .limit(MOST_COLUMNS)
            .map(DataPanels::row)
            .toList());
  }

  private static double least(ColumnQuality column) {
    return Stream.of(Dimension.values())
        .map(column::of)
        .filter(Objects::nonNull)
        .mapToDouble(value -> value)
        .min()
        .orElse(1);
  }

  private static List<String> row(ColumnQuality column) {
    List<String> row = new ArrayList<>(List.of(column.column()));
    for (Dimension dimension : Dimension.values()) {
      Double value = column.of(dimension);
      row.add(value == null ? "" : Numbers.of(value));
    }
    return row;
  }
}
