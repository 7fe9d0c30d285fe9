package io.edgeflow.core.json;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An append-only file with one canonical JSON value a line. A line counts once its line feed is
 * written: what a crash left behind the last line feed is never read, and the next append cuts it
 * off. Thread-safe within one process; only one process may append.
 */
public final class JsonLines {
  private static final int BLOCK_BYTES = 1 << 16;

  private final Path file;
  private boolean whole;

  /** A file, which the first append creates with its folder. */
  public JsonLines(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * Appends one value.
   *
   * @throws PipelineException if the file cannot be written, or, of kind INTERRUPTED, if the thread
   *     is interrupted (its flag stays set); what was cut off is mended by the next append
   */
  public synchronized void append(Object value) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      try (FileChannel out =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        if (!whole) {
          out.truncate(endOfLastLine(out));
        }
        whole = false;
        out.position(out.size());
        ByteBuffer line = StandardCharsets.UTF_8.encode(Json.text(value) + "\n");
        while (line.hasRemaining()) {
          out.write(line);
        }
        whole = true;
      }
    } catch (ClosedByInterruptException e) {
      throw PipelineException.interrupted("Interrupted while appending to the file")
          .where(file)
          .cause(e)
          .build();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot append to the file").where(file).cause(e).build();
    }
  }

  /** Appends one value with its form's version; see {@link #append(Object)}. */
  public <T> void append(PersistedForm<T> form, T value) {
    append(form.versioned(value));
  }

  /** Waits until what was appended has reached the disk. */
  public synchronized void force() {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      out.force(true);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot force the file to disk").where(file).cause(e).build();
    }
  }

  /**
   * All values of finished lines, in order; none when the file is not there.
   *
   * @throws PipelineException if a finished line is not of the form, or of an unknown version of it
   */
  public <T> List<T> read(PersistedForm<T> form) {
    return read((line, number) -> form.read(line, file + ", line " + number));
  }

  /**
   * All values of finished lines, in order; none when the file is not there.
   *
   * @throws PipelineException if a finished line does not have the form of {@code type}
   */
  public <T> List<T> read(Class<T> type) {
    return read((line, number) -> Json.read(line, type, file + ", line " + number));
  }

  private <T> List<T> read(Parser<T> parser) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
      return IntStream.range(0, lines.size())
          .mapToObj(i -> parser.parse(lines.get(i), i + 1))
          .toList();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the file").where(file).cause(e).build();
    }
  }

  private interface Parser<T> {
    T parse(String line, int number);
  }

  private static long endOfLastLine(FileChannel in) throws IOException {
    long end = in.size();
    while (end > 0) {
      long start = Math.max(0, end - BLOCK_BYTES);
      ByteBuffer block = ByteBuffer.allocate((int) (end - start));
      for (int n = 0; n >= 0 && block.hasRemaining(); ) {
        n = in.read(block, start + block.position());
      }
      for (int i = block.position() - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }
}
