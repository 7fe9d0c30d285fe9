package io.edgeflow.train.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Golden numbers of other tools; see tools/oracle. */
public final class Oracle {
  private Oracle() {}

  /** A file of the oracle. */
  public static JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(Oracle.class.getResourceAsStream("/oracle/" + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases of a file that is a list. */
  public static Stream<JsonNode> cases(String name) {
    List<JsonNode> cases = new ArrayList<>();
    json(name).forEach(cases::add);
    return cases.stream();
  }

  /** A list of numbers. */
  public static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) list.get(i).asDouble();
    }
    return values;
  }

  /** A list of lists of numbers. */
  public static float[][] rows(JsonNode lists) {
    float[][] rows = new float[lists.size()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = floats(lists.get(row));
    }
    return rows;
  }

  /** Rows one after the other. */
  public static float[] flat(float[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * rows[0].length, rows[0].length);
    }
    return values;
  }
}
