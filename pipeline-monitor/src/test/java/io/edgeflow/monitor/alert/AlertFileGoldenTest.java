package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.monitor.alert.AlertEvent.Delivery;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts' file by version. */
class AlertFileGoldenTest {
  private static final String CURRENT = "alerts.v2.jsonl";
  private static final Instant AT = Instant.parse("2026-11-21T19:45:00Z");

  @TempDir private Path folder;

  @Test
  void version_2_is_written_to_the_byte() throws IOException {
    Path file = folder.resolve("alerts.jsonl");
    JsonLines lines = new JsonLines(file);

    events().forEach(event -> lines.append(AlertEvent.FORM, event));

    GoldenFile.assertWritten(CURRENT, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void every_version_reads_to_its_value(String version) {
    assertThat(read(GoldenFile.path("alerts." + version + ".jsonl"))).isEqualTo(events());
  }

  @Test
  void an_unknown_field_is_ignored() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, GoldenFile.withUnknownField(GoldenFile.text(CURRENT)));

    assertThat(read(file)).isEqualTo(events());
  }

  @Test
  void a_newer_version_is_refused_by_name() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, GoldenFile.withVersion(GoldenFile.text(CURRENT), 3));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the alert event")
        .hasMessageContaining("found: format_version 3")
        .hasMessageContaining("limit: versions 1 to 2")
        .hasMessageContaining("remedy: ");
  }

  private static List<AlertEvent> read(Path file) {
    return new JsonLines(file).read(AlertEvent.FORM);
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
