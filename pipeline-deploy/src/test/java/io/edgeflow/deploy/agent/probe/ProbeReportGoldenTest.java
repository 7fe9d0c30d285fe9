package io.edgeflow.deploy.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.deploy.serving.GoldenCheck;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the child process that tries a model leaves to its parent. */
class ProbeReportGoldenTest {
  private static final String V1 = "probe-report.v1.json";
  private static final ProbeReport REPORT =
      new ProbeReport("LiteRT 2.14.0", 12.5, new GoldenCheck(32, 1e-7, 0.001));

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(V1, Json.text(REPORT));
  }

  @Test
  void version_1_reads_to_its_value() {
    assertThat(Json.read(GoldenFile.path(V1), ProbeReport.class)).isEqualTo(REPORT);
  }
}
