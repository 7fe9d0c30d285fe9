package io.edgeflow.orchestrator.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Step;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One stage in run.json.
 *
 * @param durationS seconds with three decimals
 * @param gate null when the stage has none or was not reached
 * @param metrics finite values by name; one that could not be measured is left out
 * @param metricInfo what they mean, by name, those that could not be measured among them; empty in
 *     a record of an older version
 * @param title its name for people; null in a record of an older version
 * @param highlights the metrics that say most; null in a record of an older version
 * @param notes what people should know though the gate may pass; null when there is nothing
 * @param figures what people look for first; null where there is none
 * @param provenance what the output was made from, by name; null where nothing is said of it
 */
public record StageRecord(
    String name,
    StageStatus status,
    double durationS,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable GateReport gate,
    Map<String, Double> metrics,
    Map<String, MetricInfo> metricInfo,
    List<FileRecord> artifacts,
    @Nullable String title,
    @Nullable List<String> highlights,
    @Nullable List<String> notes,
    @Nullable List<KeyFigure> figures,
    @Nullable Map<String, String> provenance) {
  /** Sorts the metrics and copies. */
  public StageRecord {
    figures = figures == null ? null : List.copyOf(figures);
    provenance = provenance == null ? null : Collections.unmodifiableMap(new TreeMap<>(provenance));
    highlights = highlights == null ? null : List.copyOf(highlights);
    notes = notes == null || notes.isEmpty() ? null : List.copyOf(notes);
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    metricInfo = Collections.unmodifiableMap(new TreeMap<>(metricInfo));
    artifacts = List.copyOf(artifacts);
  }

  /** A stage as the first versions wrote it. */
  public StageRecord(
      String name,
      StageStatus status,
      double durationS,
      @Nullable GateReport gate,
      Map<String, Double> metrics,
      Map<String, MetricInfo> metricInfo,
      List<FileRecord> artifacts) {
    this(
        name,
        status,
        durationS,
        gate,
        metrics,
        metricInfo,
        artifacts,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * A file of a stage.
   *
   * @param path relative to the workspace, with forward slashes
   */
  public record FileRecord(String name, String path, String sha256, long bytes) {
    static FileRecord of(Artifact artifact, Workspace workspace) {
      ArtifactStore store = workspace.artifacts();
      String path = workspace.root().relativize(store.location(artifact.sha256())).toString();
      return new FileRecord(
          artifact.name(), path.replace('\\', '/'), artifact.sha256(), artifact.bytes());
    }
  }

  /** A stage that gave an output. */
  public static StageRecord of(
      Step<?> step,
      StageStatus status,
      Duration took,
      StageReport report,
      List<String> highlights,
      Workspace workspace) {
    Map<String, Double> metrics = new TreeMap<>();
    Map<String, MetricInfo> info = new TreeMap<>();
    for (Metric metric : report.metrics()) {
      info.put(metric.name(), MetricInfo.of(metric));
      if (Double.isFinite(metric.value())) {
        metrics.put(metric.name(), metric.value());
      }
    }
    return new StageRecord(
        step.name(),
        status,
        seconds(took),
        report.gate().orElse(null),
        metrics,
        info,
        report.artifacts().stream().map(a -> FileRecord.of(a, workspace)).toList(),
        step.title(),
        highlights,
        report.notes(),
        null,
        null);
  }

  /** The same with what people look for first, and what it was made from. */
  public StageRecord with(List<KeyFigure> first, Map<String, String> madeFrom) {
    return new StageRecord(
        name,
        status,
        durationS,
        gate,
        metrics,
        metricInfo,
        artifacts,
        title,
        highlights,
        notes,
        first.isEmpty() ? null : first,
        madeFrom.isEmpty() ? null : madeFrom);
  }

  /** A stage without an output. */
  public static StageRecord without(Step<?> step, StageStatus status, Duration took) {
    return new StageRecord(
        step.name(),
        status,
        seconds(took),
        null,
        Map.of(),
        Map.of(),
        List.of(),
        step.title(),
        List.of(),
        null,
        null,
        null);
  }

  /** What people should know though the gate may pass. */
  @JsonIgnore
  public List<String> remarks() {
    return notes == null ? List.of() : notes;
  }

  /** Its name for people. */
  @JsonIgnore
  public String heading() {
    return title == null ? name : title;
  }

  /** The metrics that say most and that it has, in order. */
  @JsonIgnore
  public Map<String, Double> highlighted() {
    Map<String, Double> found = new LinkedHashMap<>();
    for (String metric : highlights == null ? List.<String>of() : highlights) {
      Double value = metrics.get(metric);
      if (value != null) {
        found.put(metric, value);
      }
    }
    return found;
  }

  /** The names of its metrics, those that could not be measured among them. */
  @JsonIgnore
  public Set<String> metricNames() {
    Set<String> names = new TreeSet<>(metricInfo.keySet());
    names.addAll(metrics.keySet());
    return names;
  }

  /** What people look for first. */
  @JsonIgnore
  public List<KeyFigure> keyFigures() {
    return Objects.requireNonNullElse(figures, List.of());
  }

  /** What the output was made from, by name. */
  @JsonIgnore
  public Map<String, String> madeFrom() {
    return Objects.requireNonNullElse(provenance, Map.of());
  }

  /** Whether the stage is done: its output exists and its gate lets the run go on. */
  public boolean finished() {
    return (status == StageStatus.SUCCEEDED || status == StageStatus.CACHED)
        && (gate == null || gate.passes());
  }

  /** A metric's unit; empty where it is not known. */
  public String unit(String metric) {
    MetricInfo info = metricInfo.get(metric);
    return info == null ? "" : info.unit();
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** For people: what became of the stage. */
  @Override
  public String toString() {
    String verdict = gate == null ? "" : ", " + gate.name() + " " + gate.verdict();
    return "StageRecord[%s %s%s: %s]".formatted(name, status.id(), verdict, highlighted());
  }
}
