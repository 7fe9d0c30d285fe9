package io.edgeflow.orchestrator.track;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run's journal says: parameters by their first value, tags and files by their last, every
 * metric.
 */
record Journal(
    String runId,
    Instant start,
    long lines,
    Map<String, String> parameters,
    List<JournalEntry.Measurement> metrics,
    Map<String, String> tags,
    Map<String, JournalEntry.File> files,
    Optional<JournalEntry.Finish> finish) {
  static final String SUFFIX = ".jsonl";

  static JsonLines file(Workspace workspace, String runId) {
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw PipelineException.failed("Not a run id").found(runId).build();
    }
    return new JsonLines(workspace.track().resolve(runId + SUFFIX));
  }

  /** The runs that have a journal, oldest first as their ids sort by time. */
  static List<String> runs(Workspace workspace) {
    if (!Files.isDirectory(workspace.track())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(workspace.track())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot list the tracking journals")
          .where(workspace.track())
          .cause(e)
          .build();
    }
  }

  static Journal read(Workspace workspace, String runId) {
    JsonLines file = file(workspace, runId);
    List<JournalEntry> entries = file.read(JournalEntry.FORM);
    if (entries.isEmpty() || !(entries.get(0) instanceof JournalEntry.Start start)) {
      throw PipelineException.failed("There is no tracking journal of the run")
          .found(entries.size() + " lines")
          .where(file.file())
          .remedy("edgeflow runs lists the runs")
          .build();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    List<JournalEntry.Measurement> metrics = new ArrayList<>();
    Map<String, String> tags = new LinkedHashMap<>();
    Map<String, JournalEntry.File> files = new LinkedHashMap<>();
    Optional<JournalEntry.Finish> finish = Optional.empty();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Parameter parameter) {
        parameters.putIfAbsent(parameter.key(), parameter.value());
      } else if (entry instanceof JournalEntry.Measurement metric) {
        metrics.add(metric);
      } else if (entry instanceof JournalEntry.Tag tag) {
        tags.put(tag.key(), tag.value());
      } else if (entry instanceof JournalEntry.File artifact) {
        files.put(artifact.name(), artifact);
      } else if (entry instanceof JournalEntry.Finish end) {
        finish = Optional.of(end);
      }
    }
    return new Journal(runId, start.at(), entries.size(), parameters, metrics, tags, files, finish);
  }
}
