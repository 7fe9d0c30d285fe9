package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/**
 * Alerts as JSON lines, {@code {"alert": {…}, "event": "raised"}}, appended to a file that only its
 * owner can read. Each is on disk when it counts as sent.
 */
public final class FileChannelProvider implements AlertChannelProvider {
  /** The file, made with its folder when the first alert comes. */
  public static final Field<Path> PATH =
      Field.path("path", null, "the file that each alert is appended to as a JSON line")
          .mandatory();

  private static final FileAttribute<?>[] OWNER_ONLY =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];
  private static final FieldTable FIELDS = FieldTable.of(PATH);

  @Override
  public String id() {
    return "file";
  }

  @Override
  public String description() {
    return "appends alerts to a file as JSON lines";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public AlertChannel open(Section section, Duration timeout) {
    Path file = section.get(PATH).toAbsolutePath();
    JsonLines lines = new JsonLines(file);
    return (kind, alert) -> append(lines, Map.of("event", kind.id(), "alert", alert));
  }

  private static void append(JsonLines lines, Object message)
      throws IOException, InterruptedException {
    try {
      create(lines.file());
      lines.append(message);
      try (FileChannel written = FileChannel.open(lines.file(), StandardOpenOption.WRITE)) {
        written.force(false);
      }
    } catch (PipelineException e) {
      if (e.isInterruption() && Thread.interrupted()) {
        throw new InterruptedException("Interrupted while appending an alert");
      }
      throw new IOException("cannot append: " + e.getCause(), e);
    }
  }

  private static synchronized void create(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    if (Files.notExists(file)) {
      Files.createFile(file, OWNER_ONLY);
    }
  }
}
