package io.edgeflow.orchestrator.console;

import io.edgeflow.core.metric.Metric;
import java.util.Locale;

/** Numbers as people read them: whole ones whole, others with at most four significant digits. */
public final class Numbers {
  private Numbers() {}

  /** A metric's value with its unit; a ratio and a count have none. */
  public static String of(Metric metric) {
    return withUnit(metric.value(), metric.unit());
  }

  /** A value with its unit. */
  public static String withUnit(double value, String unit) {
    boolean bare = unit.isEmpty() || "ratio".equals(unit) || "count".equals(unit);
    return bare ? of(value) : of(value) + " " + unit;
  }

  /** A value. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%d", (long) value);
    }
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = Math.max(0, Math.min(7, 3 - (int) Math.floor(Math.log10(size))));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** A size in the largest unit that keeps it above one. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double kilobytes = bytes / 1024.0;
    return kilobytes < 1024
        ? String.format(Locale.ROOT, "%.1f KB", kilobytes)
        : String.format(Locale.ROOT, "%.2f MB", kilobytes / 1024);
  }

  /** A machine's memory in units of 2^30 bytes. */
  public static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
  }

  /** Seconds below a minute, else minutes and seconds. */
  public static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole / 60 + " min " + whole % 60 + " s";
  }
}
