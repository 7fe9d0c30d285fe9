package io.edgeflow.monitor.collect;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a collector left behind. */
public final class SnapshotFiles {
  private static final int TAIL_BYTES = 4 << 20;

  private SnapshotFiles() {}

  /**
   * The last snapshot of a folder's {@code telemetry-<day>.jsonl} files.
   *
   * @return empty when there is none, or its line is longer than 4 MiB
   * @throws PipelineException if it cannot be read
   */
  public static Optional<FleetSnapshot> latest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> newest =
          files
              .filter(f -> String.valueOf(f.getFileName()).matches("telemetry-[0-9-]{10}\\.jsonl"))
              .max(Comparator.comparing(f -> String.valueOf(f.getFileName())));
      return newest.isEmpty() ? Optional.empty() : lastOf(newest.get());
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the telemetry").where(folder).cause(e).build();
    }
  }

  private static Optional<FleetSnapshot> lastOf(Path file) throws IOException {
    String tail = tail(file);
    int end = tail.lastIndexOf('\n');
    int begin = end <= 0 ? -1 : tail.lastIndexOf('\n', end - 1);
    boolean whole = begin >= 0 || Files.size(file) <= TAIL_BYTES;
    return end <= 0 || !whole
        ? Optional.empty()
        : Optional.of(FleetSnapshot.FORM.read(tail.substring(begin + 1, end), file));
  }

  private static String tail(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
