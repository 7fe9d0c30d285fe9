package io.edgeflow.orchestrator.report;

/** A status or verdict as a coloured word. */
final class Badge {
  private Badge() {}

  static void add(Html html, String word) {
    html.element("span", word, "class", "chip " + tone(word));
  }

  /** Whether a word is a status or verdict. */
  static boolean is(String word) {
    return !tone(word).isEmpty();
  }

  static String tone(String word) {
    return switch (word) {
      case "PASS", "succeeded", "active", "no drift" -> "good";
      case "FAIL", "failed", "gate_failed", "rolled_back", "drift" -> "bad";
      case "INCONCLUSIVE", "INCONCLUSIVE (allowed)", "interrupted", "paused" -> "unsure";
      case "cached", "running", "unchanged" -> "calm";
      case "skipped", "not applicable" -> "dim";
      default -> "";
    };
  }
}
