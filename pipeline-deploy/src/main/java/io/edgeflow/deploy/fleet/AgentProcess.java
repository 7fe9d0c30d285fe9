package io.edgeflow.deploy.fleet;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.deploy.agent.AgentMain;
import io.edgeflow.deploy.agent.AgentPorts;
import io.edgeflow.deploy.agent.process.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child process that hosts the local devices. It ends with this process, whose end closes its
 * standard input, and not by the signals that end this one.
 */
final class AgentProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final int SHOWN_CHARACTERS = 600;
  private static final String HEAP = "-Xmx512m";

  /** Ctrl-C reaches every process of a terminal; this one is still needed to roll back. */
  private static final List<String> DEAF_TO_STOPS =
      List.of("/bin/sh", "-c", "trap '' INT HUP TERM; exec \"$@\"", "edgeflow-agent");

  private final Process process;
  private final Path log;
  private volatile boolean ready;

  private AgentProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static AgentProcess start(Path state, Path devices, Optional<String> product) {
    Path log = state.resolve("agent.log");
    List<String> flags = new ArrayList<>(JavaCommand.listing());
    flags.add(HEAP);
    List<String> command = new ArrayList<>(DEAF_TO_STOPS);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--state", state.toString(), "--devices", devices.toString()));
    product.ifPresent(name -> arguments.addAll(List.of("--product", name)));
    arguments.add("--exit-with-input");
    command.addAll(JavaCommand.of(classPath(), flags, AgentMain.class.getName(), arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().put("OPT_OUT_TRACKING", "true");
      return new AgentProcess(builder.start(), log);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot start the local devices")
          .where(state)
          .cause(e)
          .build();
    }
  }

  /** Waits until every device answers. */
  AgentPorts ports() throws InterruptedException {
    CompletableFuture<AgentPorts> answer = new CompletableFuture<>();
    DaemonThreads.start("agent-output", () -> read(answer));
    try {
      AgentPorts ports = answer.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      ready = true;
      return ports;
    } catch (ExecutionException | TimeoutException e) {
      throw notStarted(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** One that was asked nothing yet has nothing to finish and is ended at once. */
  @Override
  public void close() {
    if (!ready) {
      process.destroyForcibly();
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The local devices did not stop within {} and are ended", STOP_TIMEOUT);
      }
    } catch (IOException e) {
      LOG.debug("The local devices were gone already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private void read(CompletableFuture<AgentPorts> ready) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(AgentPorts.READY)) {
          String json = line.substring(AgentPorts.READY.length());
          ready.complete(Json.read(json, AgentPorts.class, "the agent's output"));
        }
      }
      ready.completeExceptionally(new IOException("The agent ended its output"));
    } catch (IOException | PipelineException e) {
      ready.completeExceptionally(e);
    }
  }

  /** The launcher's folder for agents, which is without PyTorch; else what this process has. */
  private static String classPath() {
    String home = System.getProperty("edgeflow.home");
    if (home != null) {
      Path folder = Path.of(home, "target", "edgeflow", "agent");
      if (Files.isDirectory(folder)) {
        return folder + "/*";
      }
    }
    return System.getProperty("java.class.path");
  }

  /** Says what the process said before it ended. */
  private PipelineException notStarted(Exception cause) throws InterruptedException {
    boolean ended = process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    boolean locked = ended && process.exitValue() == Kind.LOCKED.exitCode();
    return PipelineException.of(
            locked ? Kind.LOCKED : Kind.FAILED, "The local devices did not start")
        .found(ended ? "exit code " + process.exitValue() : "no answer")
        .limit(START_TIMEOUT.toSeconds() + " s")
        .where(log)
        .remedy(
            locked ? "end the process that runs them, or wait for it" : "read its end: " + end())
        .cause(cause)
        .build();
  }

  private String end() {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
      return text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
    } catch (IOException e) {
      LOG.debug("No log at {}", log, e);
      return "it left no log";
    }
  }
}
