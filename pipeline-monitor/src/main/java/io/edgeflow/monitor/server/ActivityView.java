package io.edgeflow.monitor.server;

import io.edgeflow.monitor.server.Activity.Run;
import io.edgeflow.monitor.server.Activity.Stage;
import io.edgeflow.monitor.server.Activity.Step;
import java.util.List;
import java.util.stream.Collectors;

/** The newest run and the rollout in progress, as parts of the page. */
final class ActivityView {
  private static final int SHOWN_STEPS = 12;

  private ActivityView() {}

  static String of(Activity activity) {
    return activity.run().map(ActivityView::run).orElse("") + rollout(activity.rollout());
  }

  private static String run(Run run) {
    String error = run.error() == null ? "" : "<p class=\"soft\">" + oneLine(run.error()) + "</p>";
    return "<h2>Last run</h2>\n<p><code>%s</code> %s <span class=\"soft\">began %s</span></p>%s\n"
            .formatted(
                Html.text(run.id()),
                Html.badge(kind(run.status()), run.status()),
                StatusPage.clock(run.startedAt()),
                error)
        + (run.stages().isEmpty() ? "" : stages(run.stages()))
        + notes(run.stages());
  }

  private static String notes(List<Stage> stages) {
    return stages.stream()
        .flatMap(stage -> stage.notes().stream())
        .map(note -> "<p>" + Html.text(note) + "</p>\n")
        .collect(Collectors.joining());
  }

  private static String stages(List<Stage> stages) {
    return stages.stream()
        .map(ActivityView::stage)
        .collect(
            Collectors.joining(
                "",
                "<div class=\"table\"><table><thead><tr><th>Stage</th><th>Status</th>"
                    + "<th>Gate</th></tr></thead><tbody>\n",
                "</tbody></table></div>\n"));
  }

  private static String stage(Stage stage) {
    String verdict = stage.verdict();
    return "<tr><th>%s</th>%s%s</tr>\n"
        .formatted(
            Html.text(stage.name()),
            Html.verdict("Status", Html.badge(kind(stage.status()), stage.status())),
            Html.verdict("Gate", verdict == null ? "–" : Html.badge(kind(verdict), verdict)));
  }

  private static String rollout(List<Step> steps) {
    if (steps.isEmpty()) {
      return "";
    }
    return steps.subList(Math.max(0, steps.size() - SHOWN_STEPS), steps.size()).stream()
        .map(ActivityView::step)
        .collect(
            Collectors.joining(
                "",
                "<h2>Rollout in progress</h2>\n<div class=\"table\"><table><tbody>\n",
                "</tbody></table></div>\n"));
  }

  private static String step(Step step) {
    return "<tr><td>%s</td><th>%s</th><td class=\"wrap\">%s</td></tr>\n"
        .formatted(StatusPage.clock(step.at()), Html.text(step.what()), Html.text(step.about()));
  }

  private static String oneLine(String message) {
    return Html.text(message.strip().replaceAll("\\s*\\R\\s*", "; "));
  }

  private static String kind(String word) {
    return switch (word) {
      case "succeeded", "cached", "PASS" -> "good";
      case "failed", "gate_failed", "rolled_back", "FAIL" -> "bad";
      default -> "warn";
    };
  }
}
