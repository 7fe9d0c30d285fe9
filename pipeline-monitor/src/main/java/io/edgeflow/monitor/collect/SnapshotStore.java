package io.edgeflow.monitor.collect;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Snapshots in one file a day (UTC), {@code telemetry-2025-01-31.jsonl}; files older than the
 * retention are deleted when a new day begins. Histograms are left out: they are a hundred times
 * the rest, and drift is judged before they are dropped.
 */
final class SnapshotStore {
  private static final String PREFIX = "telemetry-";
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private final int retentionDays;
  private LocalDate day = LocalDate.MIN;
  private JsonLines today;

  SnapshotStore(Path folder, int retentionDays) {
    this.folder = folder;
    this.retentionDays = retentionDays;
    this.today = fileOf(day);
  }

  synchronized void append(FleetSnapshot snapshot) {
    LocalDate date = LocalDate.ofInstant(snapshot.at(), ZoneOffset.UTC);
    if (!date.equals(day)) {
      day = date;
      today = fileOf(date);
      prune(date.minusDays(retentionDays - 1L));
    }
    today.append(FleetSnapshot.FORM, snapshot.compact());
  }

  private JsonLines fileOf(LocalDate date) {
    return new JsonLines(folder.resolve(PREFIX + date + SUFFIX));
  }

  private void prune(LocalDate oldest) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, PREFIX + "????-??-??" + SUFFIX)) {
      for (Path file : files) {
        if (dateOf(file).isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot delete old telemetry").where(folder).cause(e).build();
    }
  }

  /** A file that only looks like ours counts as new, and stays. */
  private static LocalDate dateOf(Path file) {
    String name = file.getFileName().toString();
    try {
      return LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    } catch (DateTimeParseException e) {
      return LocalDate.MAX;
    }
  }
}
