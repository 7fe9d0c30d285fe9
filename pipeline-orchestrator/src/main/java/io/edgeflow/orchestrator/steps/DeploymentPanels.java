package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Lane;
import io.edgeflow.core.report.Panel.Moment;
import io.edgeflow.core.report.Panel.Tone;
import io.edgeflow.deploy.DeploymentResult;
import io.edgeflow.deploy.rollout.Judgement;
import io.edgeflow.deploy.rollout.TargetOutcome;
import io.edgeflow.deploy.rollout.TimelineEvent;
import io.edgeflow.orchestrator.console.CheckOutcome;
import io.edgeflow.orchestrator.console.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the report shows of the deployment beside its gate. */
final class DeploymentPanels {
  private static final String TARGET = "target";
  private static final Pattern BAD =
      Pattern.compile("refused|rollback|rolled_back|failed|FAIL|ROLL|PAUSED|INCONCLUSIVE");
  private static final Pattern GOOD = Pattern.compile("activated|DEPLOYED|ACTIVE|PASS");

  private DeploymentPanels() {}

  static List<Panel> of(DeploymentResult deployed) {
    List<Panel> panels = new ArrayList<>();
    if (!deployed.timeline().isEmpty()) {
      panels.add(timeline(deployed.timeline()));
    }
    if (!deployed.judgements().isEmpty()) {
      panels.add(waves(deployed.judgements()));
    }
    panels.add(targets(deployed));
    return panels;
  }

  private static Panel timeline(List<TimelineEvent> events) {
    Instant start = events.get(0).at();
    Map<String, List<Moment>> lanes = new TreeMap<>();
    for (TimelineEvent event : events) {
      String lane = event.fields().getOrDefault(TARGET, " rollout");
      double seconds = Duration.between(start, event.at()).toMillis() / 1e3;
      lanes.computeIfAbsent(lane, name -> new ArrayList<>()).add(moment(event, seconds));
    }
    List<Lane> drawn = new ArrayList<>();
    lanes.forEach((name, moments) -> drawn.add(new Lane(name.strip(), moments)));
    return new Panel.Timeline("Rollout", drawn);
  }

  private static Moment moment(TimelineEvent event, double seconds) {
    String verdict = event.fields().getOrDefault("verdict", "");
    String wave = event.fields().getOrDefault("wave", "");
    String status = event.fields().getOrDefault("status", event.type());
    String what = status.substring(status.indexOf('.') + 1).toLowerCase(Locale.ROOT);
    return new Moment(
        seconds,
        (wave + " " + what.replace('_', ' ') + " " + verdict).strip(),
        tone(event, verdict));
  }

  private static Tone tone(TimelineEvent event, String verdict) {
    String said = event.type() + " " + event.fields().getOrDefault("status", "") + " " + verdict;
    if (BAD.matcher(said).find()) {
      return Tone.BAD;
    }
    return GOOD.matcher(said).find() ? Tone.GOOD : Tone.NEUTRAL;
  }

  private static Panel waves(List<Judgement> judgements) {
    List<List<String>> rows = new ArrayList<>();
    for (Judgement wave : judgements) {
      int devices = wave.observations().size();
      wave.checks()
          .forEach(
              check ->
                  rows.add(
                      List.of(
                          wave.wave() + ", " + devices + (devices == 1 ? " device" : " devices"),
                          check.name(),
                          check.value() == null
                              ? "–"
                              : Numbers.of(check.value()) + CheckOutcome.bounds(check),
                          check.op().symbol() + " " + Numbers.of(check.limit()),
                          Long.toString(check.samples()),
                          CheckOutcome.of(check))));
    }
    return new Panel.Table(
        "Waves",
        List.of("wave", "check", "value", "limit", "samples", "verdict"),
        List.of(false, false, true, true, true, false),
        rows);
  }

  private static Panel targets(DeploymentResult deployed) {
    return new Panel.Table(
        "Devices, release "
            + deployed.version()
            + " ("
            + deployed.status().id().replace('_', ' ')
            + ")",
        List.of("device", "state", "before", "after", "loaded model", "health", "error"),
        List.of(false, false, true, true, false, false, false),
        deployed.targets().stream().map(DeploymentPanels::target).toList());
  }

  private static List<String> target(TargetOutcome target) {
    String model = Objects.requireNonNullElse(target.modelSha256(), "none");
    return List.of(
        target.id(),
        target.state().id().replace('_', ' '),
        Long.toString(target.versionBefore()),
        Long.toString(target.versionAfter()),
        model.substring(0, Math.min(12, model.length())),
        target.healthy() ? "PASS" : "FAIL",
        target.error().orElse(""));
  }
}
