package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bar;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataResult;
import io.edgeflow.data.finding.DataFindings;
import io.edgeflow.orchestrator.console.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the report shows of the data stage beside its gate. */
final class DataPanels {
  /** Of a source with thousands of files, some are enough to look at. */
  private static final int MOST_SOURCES = 100;

  private DataPanels() {}

  static List<Panel> of(PreparedData output, ArtifactStore artifacts) {
    DataCollection collection = output.collection();
    List<Panel> panels = new ArrayList<>(List.of(sources(collection), rows(collection)));
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
}
