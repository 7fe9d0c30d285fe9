package io.edgeflow.orchestrator.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A task's progress as one line that fits a terminal. Where it is narrow and there is a note, such
 * as a training's epoch, loss and metric, that stays longest, and beside it the time left and the
 * rate; else the bar and the counts do.
 *
 * @param total units to come to; 0 when that is not known
 * @param done units so far
 * @param skipped those of {@code done} that an earlier run has finished
 * @param note a short text beside the bar; empty for none
 */
record ProgressLine(
    String task, long total, long done, long skipped, String unit, String note, Duration elapsed) {
  private static final int LONGEST_BAR = 40;
  private static final int SHORTEST_BAR = 6;
  private static final int PERCENT = 100;
  private static final int SECONDS_AN_HOUR = 3600;
  private static final int SECONDS_A_MINUTE = 60;

  /** Stands for the bar, which takes the room that is left. */
  private static final String BAR = "\0";

  /** The line, at most {@code columns − 1} characters, because a full one may wrap. */
  String of(int columns) {
    int room = columns - 1;
    List<List<String>> layouts = note.isEmpty() ? plainLayouts() : notedLayouts();
    List<String> last = layouts.get(layouts.size() - 1);
    String line =
        layouts.stream()
            .filter(parts -> least(parts) <= room)
            .findFirst()
            .map(this::joined)
            .orElseGet(() -> joined(last));
    String barred =
        line.contains(BAR)
            ? line.replace(BAR, bar(Math.min(LONGEST_BAR, room - line.length() + 1)))
            : line;
    return barred.substring(0, Math.min(room, barred.length()));
  }

  /** All in one line of plain text, for where nothing is painted over. */
  String all() {
    return joined(List.of(task, percent(), note, counts(), times(), rate(" " + unit + "/s")))
        .strip();
  }

  private List<List<String>> plainLayouts() {
    String rate = rate(" " + unit + "/s");
    return List.of(
        List.of(task, percent(), shownBar(), counts(), times(), rate),
        List.of(task, percent(), shownBar(), counts(), times()),
        List.of(task, percent(), shownBar(), counts()),
        List.of(task, percent(), shownBar()),
        List.of(task, percent()));
  }

  private List<List<String>> notedLayouts() {
    String rate = rate(" " + unit + "/s");
    String bare = rate("/s");
    return List.of(
        List.of(task, percent(), shownBar(), counts(), times(), rate, note),
        List.of(task, percent(), shownBar(), times(), rate, note),
        List.of(task, percent(), shownBar(), left(), rate, note),
        List.of(task, percent(), left(), rate, note),
        List.of(task, percent(), left(), bare, note),
        List.of(task, left(), bare, note),
        List.of(left(), bare, note),
        List.of(left(), note),
        List.of(note),
        List.of(task, percent()));
  }

  private String joined(List<String> parts) {
    return parts.stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" ", "  ", ""));
  }

  private int least(List<String> parts) {
    return joined(parts).replace(BAR, " ".repeat(SHORTEST_BAR)).length();
  }

  private String shownBar() {
    return total > 0 ? BAR : "";
  }

  private String counts() {
    return (total > 0 ? done + "/" + total : Long.toString(done)) + " " + unit;
  }

  private String rate(String perSecond) {
    double seconds = elapsed.toMillis() / 1e3;
    return done > skipped && seconds > 0
        ? Numbers.of(rounded((done - skipped) / seconds)) + perSecond
        : "";
  }

  private String times() {
    String sofar = clock(elapsed.toSeconds());
    return left().isEmpty() ? sofar : sofar + ", " + left();
  }

  private String left() {
    if (total <= 0 || done <= skipped || done >= total) {
      return "";
    }
    double left = elapsed.toMillis() / 1e3 / (done - skipped) * (total - done);
    return clock(Math.round(left)) + " left";
  }

  private String percent() {
    return total > 0
        ? String.format(
            Locale.ROOT, "%3d%%", Math.max(0, Math.min(PERCENT, done * PERCENT / total)))
        : "";
  }

  private String bar(int width) {
    int filled = (int) Math.max(0, Math.min(width, done * width / total));
    return "━".repeat(filled) + "─".repeat(width - filled);
  }

  /** Whole from ten on: more would only flicker. */
  private static double rounded(double rate) {
    return rate >= 10 ? Math.rint(rate) : rate;
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
