package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on a terminal, where progress bars are shown, while each stage is at work. */
class TerminalInterruptionTest {
  private static final int COLUMNS = 100;

  @TempDir private static Path folder;
  private static SmallWorkflow small;

  @BeforeAll
  static void a_fleet_that_runs_a_judged_release() throws IOException {
    small = SmallWorkflow.in(folder);
    Program program = new Program();
    assertThat(program.run(small.arguments("run"))).as(program.err()).isZero();
  }

  @Test
  void while_data_is_collected() throws Exception {
    try (ServerSocket silent = silent()) {
      interruptedIn(
          "data_pipeline",
          "collect",
          "data_pipeline.data_sources=[{name: digits, type: sensors, endpoint: '%s'}]"
              .formatted(address(silent)));
    }
  }

  @Test
  void while_a_network_is_trained() throws Exception {
    interruptedIn(
        "model_training", "train", "workflow.seed=7", "model_training.training.epochs=9999");
  }

  @Test
  void while_a_network_is_pruned() throws Exception {
    interruptedIn(
        "model_optimization", "fine_tune", "model_optimization.pruning.fine_tune_epochs=9999");
  }

  @Test
  void while_a_canary_bakes_which_takes_its_device_back_to_the_judged_release() throws Exception {
    List<String> judged = activeSlots();

    interruptedIn(
        "edge_deployment",
        "deploy",
        "edge_deployment.packaging.format=onnx",
        "edge_deployment.deployment.rollout_duration=600");

    assertThat(activeSlots()).hasSize(3).isEqualTo(judged);
  }

  @Test
  void while_the_fleet_is_watched() throws Exception {
    try (ServerSocket silent = silent()) {
      interruptedIn(
          "monitoring",
          "replay",
          "monitoring.replay.transform=invert",
          "monitoring.alerts.channels=[{type: webhook, url: '%s'}]".formatted(address(silent)));
    }
  }

  private static void interruptedIn(String stage, String bar, String... settings) throws Exception {
    List<RunRecord> before = RunProcess.runs(small);
    try (TerminalProcess process =
        TerminalProcess.start(folder.resolve(stage), COLUMNS, arguments(settings))) {
      process.await(
          () -> process.shown().contains("  " + bar + " ") && hasCome(newestEvents(before), stage));

      process.interrupt();

      assertThat(process.exitCode()).as(process.shown()).isEqualTo(130);
      RunRecord run = RunProcess.runs(small).get(0);
      assertThat(run.status()).as(process.shown()).isEqualTo(RunStatus.INTERRUPTED);
      assertThat(process.shown()).contains("go on with: edgeflow run --resume " + run.runId());
      assertThat(new Workspace(small.workspace()).run(run.runId()).resolve("report.html"))
          .content()
          .contains(run.runId(), "interrupted");
    }
  }

  private static String[] arguments(String... settings) {
    return small.arguments(
        "run", Stream.of(settings).flatMap(s -> Stream.of("--set", s)).toArray(String[]::new));
  }

  /** A canary has to have switched, too. */
  private static boolean hasCome(String events, String stage) {
    return events.contains("\"stage\":\"" + stage + "\",\"type\":\"stage.started\"")
        && (!stage.equals("edge_deployment") || events.contains("target.activated"));
  }

  /** The events of a run that was not there before; empty until there is one. */
  private static String newestEvents(List<RunRecord> before) {
    List<RunRecord> now = RunProcess.runs(small);
    if (now.size() == before.size()) {
      return "";
    }
    Path events = new Workspace(small.workspace()).run(now.get(0).runId()).resolve("events.jsonl");
    try {
      return Files.readString(events);
    } catch (IOException e) {
      return "";
    }
  }

  /** What the devices run, as they remember it. */
  private static List<String> activeSlots() throws IOException {
    try (Stream<Path> files = Files.walk(new Workspace(small.workspace()).fleet())) {
      return files
          .filter(file -> file.endsWith("active.json"))
          .sorted()
          .map(file -> AgentState.FORM.read(file))
          .map(state -> state.active() + " confirmed " + state.confirmed())
          .toList();
    }
  }

  private static ServerSocket silent() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static String address(ServerSocket socket) {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/rows";
  }
}
