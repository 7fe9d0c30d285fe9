package io.edgeflow.monitor.server;

import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertSeverity;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.SummaryDrift;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page for people: self-contained, reloads itself, needs no script. */
final class StatusPage {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long LONGEST_REFRESH_S = 10;
  private static final int SHORT_HASH = 12;
  private static final String TEMPLATE = template();

  private StatusPage() {}

  /** The latest status, else what was known before, else that nothing is known yet. */
  static String of(StatusView view) {
    String activity = ActivityView.of(view.activity().get());
    return view.live()
        .get()
        .map(status -> of(status, "", activity))
        .orElseGet(
            () ->
                view.known()
                    .map(known -> of(known, before(known), activity))
                    .orElseGet(() -> empty(activity)));
  }

  private static String before(FleetStatus known) {
    return note(
        "warn",
        "The devices are being asked",
        "This is what was known at " + clock(known.snapshot().at()) + ".");
  }

  private static String empty(String activity) {
    return fill(
        Map.of(
            "refresh", "1",
            "title", "starting · Edgeflow fleet",
            "asof", "the devices are being asked for the first time",
            "activity", activity,
            "drift", drift(null)));
  }

  /** A time as the page shows it. */
  static String clock(Instant at) {
    return CLOCK.format(at);
  }

  private static String of(FleetStatus status, String first, String activity) {
    FleetMetrics metrics = status.metrics();
    long refresh = Math.max(1, Math.min(status.interval().toSeconds(), LONGEST_REFRESH_S));
    return fill(
        Map.of(
            "refresh", first.isEmpty() ? Long.toString(refresh) : "1",
            "title", title(status),
            "asof",
                "as of "
                    + clock(status.snapshot().at())
                    + ", polled every "
                    + seconds(status.interval()),
            "notes", first + notes(status),
            "activity", activity,
            "cards", cards(metrics, status.drift()),
            "quality", Html.text(LiveView.heading(metrics.quality())),
            "devices", each(status.snapshot().devices(), device -> device(device, status)),
            "drift", drift(status.drift())));
  }

  private static String title(FleetStatus status) {
    FleetMetrics metrics = status.metrics();
    return metrics.activeDevices() + "/" + metrics.totalDevices() + " active · Edgeflow fleet";
  }

  private static String notes(FleetStatus status) {
    String trouble = status.trouble();
    String first = trouble == null ? "" : note("bad", "Monitoring itself failed", trouble);
    return first
        + each(
            status.active().stream()
                .sorted(Comparator.comparing(Alert::severity).reversed())
                .toList(),
            StatusPage::note);
  }

  private static String note(Alert alert) {
    String kind = alert.severity() == AlertSeverity.CRITICAL ? "bad" : "warn";
    String words = alert.message() + ". " + alert.remedy() + ".";
    return note(kind, alert.severity() + " · " + alert.scope(), words)
        .replace(
            "</div>", " <span class=\"soft\">since " + CLOCK.format(alert.at()) + "</span></div>");
  }

  private static String note(String kind, String head, String words) {
    return "<div class=\"note %s\"><b>%s</b>%s</div>"
        .formatted(kind, Html.text(head), Html.text(words));
  }

  private static String cards(FleetMetrics metrics, @Nullable DriftReport drift) {
    String active = metrics.activeDevices() + " / " + metrics.totalDevices();
    String score = drift == null ? "–" : Html.decimal(drift.driftScore());
    return card("devices active", active)
        + card("inferences", Html.count(metrics.totalInferences()))
        + card("live " + metrics.quality().name(), LiveView.text(metrics.quality()))
        + card("median latency", Html.ms(metrics.avgLatencyMs()))
        + card("failures", Html.count(metrics.failures()))
        + card("drift score", score);
  }

  private static String card(String name, String value) {
    return "<div class=\"card\"><b>%s</b><span>%s</span></div>\n"
        .formatted(Html.text(value), Html.text(name));
  }

  private static String device(DeviceReading device, FleetStatus status) {
    String name = "<tr><th>" + Html.text(device.deviceId()) + "</th>";
    DeviceTelemetry t = device.telemetry();
    if (t == null) {
      return "%s%s<td class=\"wrap\" colspan=\"9\">%s</td></tr>\n"
          .formatted(
              name,
              Html.verdict("State", Html.badge("bad", "silent")),
              Html.text(Objects.requireNonNullElse(device.error(), "")));
    }
    String hash = t.identity().modelHash();
    Metric live = LiveView.of(status.target(), t.counters());
    return name
        + Html.verdict("State", state(t, status.active()))
        + Html.cell(
            "Model", "<code>" + Html.text(hash == null ? "none" : shortened(hash)) + "</code>")
        + Html.number("Release", Long.toString(t.identity().configVersion()))
        + Html.number("Inferences", Html.count(t.counters().inferences()))
        + Html.number("Failures", Html.count(t.counters().failures()))
        + Html.number(LiveView.heading(live), LiveView.text(live))
        + Html.number("p50", Html.ms(t.runtime().p50Ms()))
        + Html.number("p95", Html.ms(t.runtime().p95Ms()))
        + Html.number("Peak RAM", String.format(Locale.ROOT, "%.0f MB", t.runtime().peakRamMb()))
        + Html.number("Dropped", Html.count(t.counters().droppedFrames()))
        + "</tr>\n";
  }

  private static String state(DeviceTelemetry device, List<Alert> alerts) {
    if (device.identity().modelHash() == null) {
      return Html.badge("bad", "no model");
    }
    if (alerts.stream()
        .anyMatch(
            alert ->
                alert.what().equals("wrong_model")
                    && alert.scope().equals(device.identity().deviceId()))) {
      return Html.badge("bad", "wrong model");
    }
    return device
        .errorCode()
        .map(error -> Html.badge("warn", error))
        .orElseGet(() -> Html.badge("good", "active"));
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
  }

  private static String drift(@Nullable DriftReport drift) {
    if (drift == null) {
      return "<p class=\"soft\">No check yet, or drift is switched off.</p>";
    }
    String reason = drift.reason() == null ? "" : " " + drift.reason() + ".";
    return "<p>%s <span class=\"soft\">checked %s.%s</span></p>"
            .formatted(verdict(drift.verdict()), CLOCK.format(drift.at()), Html.text(reason))
        + "<div class=\"table\"><table><thead><tr><th>Summary</th><th class=\"n\">Samples</th>"
        + "<th>KS statistic</th><th class=\"n\">p-value</th><th class=\"n\">PSI</th><th>Verdict</th>"
        + "</tr></thead><tbody>"
        + each(drift.summaries(), summary -> summary(summary, drift.threshold()))
        + "</tbody></table></div>";
  }

  private static String summary(SummaryDrift summary, double threshold) {
    Double ks = summary.ks();
    String meter =
        ks == null
            ? ""
            : "<meter min=\"0\" max=\"1\" low=\"%s\" high=\"%s\" optimum=\"0\" value=\"%s\"></meter>"
                .formatted(threshold, threshold, ks);
    return "<tr><th>"
        + Html.text(summary.name())
        + "</th>"
        + Html.number("Samples", Html.count(summary.samples()))
        + Html.cell("KS", meter + Html.decimal(ks))
        + Html.number("p-value", SummaryDrift.probability(summary.pValue()))
        + Html.number("PSI", Html.decimal(summary.psi()))
        + Html.verdict("Verdict", verdict(summary.verdict()))
        + "</tr>\n";
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Html.badge("good", "no drift");
      case FAIL -> Html.badge("bad", "drift");
      case INCONCLUSIVE -> Html.badge("warn", "inconclusive");
    };
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static <T> String each(List<T> items, java.util.function.Function<T, String> part) {
    return items.stream().map(part).collect(Collectors.joining());
  }

  private static String fill(Map<String, String> parts) {
    return PLACE
        .matcher(TEMPLATE)
        .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), "")));
  }

  private static String template() {
    try (InputStream in = StatusPage.class.getResourceAsStream("status.html")) {
      return new String(
          Objects.requireNonNull(in, "status.html").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The page's template is not readable", e);
    }
  }
}
