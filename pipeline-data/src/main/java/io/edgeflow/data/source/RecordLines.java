package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The lines of a file with a record a line, of which no more than one is in memory. */
final class RecordLines {
  private final InputStream in;
  private final int most;
  private final String remedy;
  private final Function<String, PipelineException.Builder> failed;
  private byte[] line = new byte[0];
  private long number;

  /**
   * Lines of a stream, which is read byte by byte.
   *
   * @param most bytes of a line
   * @param remedy for a longer one
   * @param failed begins the error of a source that is not as it says
   */
  RecordLines(
      InputStream in, int most, String remedy, Function<String, PipelineException.Builder> failed) {
    this.in = in;
    this.most = most;
    this.remedy = remedy;
    this.failed = failed;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    number++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (next == '\n') {
        break;
      }
      if (bytes.size() > most) {
        throw failed
            .apply("has too long a line")
            .found("line " + number)
            .limit(most + " bytes")
            .remedy(remedy)
            .build();
      }
    }
    line = bytes.toByteArray();
    return line.length > 0;
  }

  /** Bytes of the line, its end included. */
  int length() {
    return line.length;
  }

  /** The line without blanks around it; empty where it is no record. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString().strip();
    } catch (CharacterCodingException e) {
      throw failed.apply("is not UTF-8").found("line " + number).cause(e).build();
    }
  }
}
