package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Panel;
import io.edgeflow.orchestrator.run.RunRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the report shows.
 *
 * @param name the workflow's name
 * @param previous the run that this one is compared with; null when there is none
 * @param panels figures and tables by stage name
 * @param config every configured value by dotted key, secrets masked
 */
public record ReportPage(
    String name,
    RunRecord run,
    @Nullable RunRecord previous,
    Map<String, List<Panel>> panels,
    SortedMap<String, String> config) {
  /** Copies the maps. */
  public ReportPage {
    panels = Map.copyOf(panels);
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
  }
}
