package io.edgeflow.monitor.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pieces of a page. Whatever a device may have sent goes through {@link #text}. */
final class Html {
  private static final String UNKNOWN = "–";

  private Html() {}

  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String badge(String kind, String words) {
    return "<span class=\"badge " + kind + "\">" + text(words) + "</span>";
  }

  /** A cell with markup; where the page is narrow the label stands before it. */
  static String cell(String label, String markup) {
    return cell("c", label, markup);
  }

  /** A verdict or a state, which stands beside the row's heading where the page is narrow. */
  static String verdict(String label, String markup) {
    return cell("v", label, markup);
  }

  /** A number. */
  static String number(String label, String words) {
    return cell("n", label, text(words));
  }

  private static String cell(String type, String label, String markup) {
    return "<td class=\"%s\" data-label=\"%s\">%s</td>".formatted(type, text(label), markup);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String percent(@Nullable Double ratio) {
    return ratio == null ? UNKNOWN : String.format(Locale.ROOT, "%.2f %%", ratio * 100);
  }

  static String ms(@Nullable Double ms) {
    return ms == null ? UNKNOWN : String.format(Locale.ROOT, "%.3g ms", ms);
  }

  static String decimal(@Nullable Double value) {
    if (value == null) {
      return UNKNOWN;
    }
    return Math.abs(value) < 1e-3 && value != 0
        ? String.format(Locale.ROOT, "%.1e", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
