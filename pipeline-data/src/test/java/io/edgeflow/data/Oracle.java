package io.edgeflow.data;

import io.edgeflow.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Golden values made by the scripts in {@code tools/oracle}. */
public final class Oracle {
  private Oracle() {}

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String name) throws IOException {
    return Json.read(text(name), Map.class, name);
  }

  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> list(String name) throws IOException {
    return Json.read(text(name), List.class, name);
  }

  /** All numbers of nested lists, row by row; NaN for null. */
  public static float[] floats(Object nested) {
    List<Float> all = new ArrayList<>();
    gather(nested, all);
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i);
    }
    return values;
  }

  /** All numbers of a list in double. */
  public static double[] doubles(Object list) {
    return ((List<?>) list).stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
  }

  /** The numbers of each item of a list. */
  public static List<float[]> rows(Object nested) {
    return ((List<?>) nested).stream().map(Oracle::floats).toList();
  }

  private static void gather(Object nested, List<Float> all) {
    if (nested instanceof List<?> list) {
      list.forEach(item -> gather(item, all));
    } else {
      all.add(nested instanceof Number n ? n.floatValue() : Float.NaN);
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Oracle.class.getResourceAsStream("/oracle/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
