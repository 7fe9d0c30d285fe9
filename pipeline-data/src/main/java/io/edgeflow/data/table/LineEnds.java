package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the line ends of a text that mixes them alike. */
final class LineEnds {
  private LineEnds() {}

  /** Copies a file, each line ending with a line feed. */
  static void copy(Path from, Path to) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(from));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
      int before = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n' || before != '\r') {
          out.write(next == '\r' ? '\n' : next);
        }
        before = next;
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot copy a table").where(from).cause(e).build();
    }
  }
}
