package io.edgeflow.orchestrator.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.doctor.Finding.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir private Path folder;

  @Test
  void this_machine_can_run_the_workflow() {
    List<Finding> findings = new Doctor(new Workspace(folder), "127.0.0.1", 0).inspect();

    assertThat(findings).noneMatch(finding -> finding.state() == State.MISSING);
    assertThat(findings)
        .extracting(Finding::name)
        .contains("java", "PyTorch", "ONNX Runtime", "LiteRT", "DuckDB", "workspace");
  }

  @Test
  void a_taken_port_is_told_with_a_remedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Finding> findings =
          new Doctor(new Workspace(folder), "127.0.0.1", taken.getLocalPort()).inspect();

      assertThat(findings)
          .filteredOn(finding -> finding.name().equals("status port"))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.state()).isEqualTo(State.WARN);
                assertThat(finding.remedy()).contains("monitoring.server.port");
              });
    }
  }

  @Test
  void a_workspace_that_cannot_be_written_is_missing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    List<Finding> findings =
        new Doctor(new Workspace(file.resolve("space")), "127.0.0.1", 0).inspect();

    assertThat(findings).anyMatch(f -> f.name().equals("workspace") && f.state() == State.MISSING);
  }
}
