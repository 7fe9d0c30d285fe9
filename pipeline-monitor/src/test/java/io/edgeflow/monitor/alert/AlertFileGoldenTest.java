package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.JsonLines;
import io.edgeflow.monitor.alert.AlertEvent.Delivery;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import io.edgeflow.monitor.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts' file as the first version wrote it. */
class AlertFileGoldenTest {
  private static final String V1 = "alerts.v1.jsonl";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @Test
  void version_1_is_written_to_the_byte(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("alerts.jsonl");
    JsonLines lines = new JsonLines(file);

    events().forEach(lines::append);

    GoldenFile.assertWritten(V1, Files.readAllBytes(file));
  }

  @Test
  void version_1_reads_to_its_value() {
    assertThat(new JsonLines(GoldenFile.path(V1)).read(AlertEvent.class)).isEqualTo(events());
  }

  private static List<AlertEvent> events() {
    Alert drift =
        new Alert(
            "drift_detected",
            AlertSeverity.CRITICAL,
            Alert.FLEET,
            "The inputs drifted",
            0.31,
            0.2,
            AT,
            "look at the inputs");
    Alert silent =
        new Alert(
            "device_inactive",
            AlertSeverity.WARNING,
            "device-02",
            "No answer",
            null,
            null,
            AT,
            "restart it");
    return List.of(
        new AlertEvent(AT, Kind.RAISED, drift, List.of(new Delivery("log", 1, null))),
        new AlertEvent(
            AT, Kind.RAISED, silent, List.of(new Delivery("channels[1] webhook", 3, "HTTP 500"))),
        new AlertEvent(AT.plusSeconds(9), Kind.RESOLVED, drift, List.of()));
  }
}
