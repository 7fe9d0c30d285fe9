package io.edgeflow.orchestrator.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A task's progress as one line that fits a terminal: where it is narrow, the note goes first, then
 * the rate, the times and the counts.
 *
 * @param total units to come to; 0 when that is not known
 * @param done units so far
 * @param note a short text beside the bar; empty for none
 */
record ProgressLine(
    String task, long total, long done, String unit, String note, Duration elapsed) {
  private static final int LONGEST_BAR = 40;
  private static final int SHORTEST_BAR = 6;
  private static final int PERCENT = 100;
  private static final int SECONDS_AN_HOUR = 3600;
  private static final int SECONDS_A_MINUTE = 60;

  /** The line, at most {@code columns − 1} characters, because a full one may wrap. */
  String of(int columns) {
    int room = columns - 1;
    String head = "  " + task + (total > 0 ? String.format(Locale.ROOT, " %3d%%", percent()) : "");
    List<String> details = details();
    int bar = total > 0 ? SHORTEST_BAR + 1 : 0;
    while (!details.isEmpty() && head.length() + bar + length(details) > room) {
      details.remove(details.size() - 1);
    }
    String tail = details.isEmpty() ? "" : " " + String.join(" ", details);
    int free = Math.min(LONGEST_BAR, room - head.length() - 1 - tail.length());
    String line = head + (total > 0 && free >= SHORTEST_BAR ? " " + bar(free) : "") + tail;
    return line.substring(0, Math.min(room, line.length()));
  }

  private List<String> details() {
    List<String> details = new ArrayList<>();
    details.add((total > 0 ? done + "/" + total : Long.toString(done)) + " " + unit);
    details.add(times());
    double seconds = elapsed.toMillis() / 1e3;
    if (done > 0 && seconds > 0) {
      details.add(Numbers.of(rounded(done / seconds)) + " " + unit + "/s");
    }
    if (!note.isEmpty()) {
      details.add(note);
    }
    return details;
  }

  private String times() {
    String sofar = clock(elapsed.toSeconds());
    if (total <= 0 || done <= 0 || done >= total) {
      return sofar;
    }
    double left = elapsed.toMillis() / 1e3 / done * (total - done);
    return sofar + ", " + clock(Math.round(left)) + " left";
  }

  private long percent() {
    return Math.max(0, Math.min(PERCENT, done * PERCENT / total));
  }

  private String bar(int width) {
    int filled = (int) Math.max(0, Math.min(width, done * width / total));
    return "━".repeat(filled) + "─".repeat(width - filled);
  }

  /** Whole from ten on: more would only flicker. */
  private static double rounded(double rate) {
    return rate >= 10 ? Math.rint(rate) : rate;
  }

  private static int length(List<String> details) {
    return details.stream().mapToInt(detail -> detail.length() + 1).sum();
  }

  private static String clock(long seconds) {
    long minutes = seconds % SECONDS_AN_HOUR / SECONDS_A_MINUTE;
    return seconds >= SECONDS_AN_HOUR
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            seconds / SECONDS_AN_HOUR,
            minutes,
            seconds % SECONDS_A_MINUTE)
        : String.format(Locale.ROOT, "%d:%02d", minutes, seconds % SECONDS_A_MINUTE);
  }
}
