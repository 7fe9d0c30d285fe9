package io.edgeflow.deploy.agent;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.process.ParentWatch;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code edgeflow agent}: serves one device or several until it is told to stop, by a
 * signal or, with {@code --exit-with-input}, by the end of its standard input.
 */
public final class AgentMain {
  private static final int FAILED = 1;

  private AgentMain() {}

  /** Runs until stopped; exit codes as those of {@code edgeflow}. */
  public static void main(String[] arguments) {
    try {
      run(AgentCommandLine.parse(arguments));
    } catch (PipelineException e) {
      System.err.println(e.getMessage());
      System.exit(e.kind().exitCode());
    } catch (InterruptedException e) {
      System.exit(FAILED);
    }
  }

  private static void run(AgentCommandLine commandLine) throws InterruptedException {
    quietLibraries();
    CountDownLatch stopped = new CountDownLatch(1);
    if (commandLine.exitWithInput()) {
      ParentWatch.start(stopped::countDown);
    }
    try (AgentHost host = AgentHost.start(commandLine)) {
      Thread closing = new Thread(host::close, "agent-close");
      Runtime.getRuntime().addShutdownHook(closing);
      announce(host.ports(), commandLine.portFile());
      stopped.await();
      Runtime.getRuntime().removeShutdownHook(closing);
    }
    System.exit(0);
  }

  private static void announce(AgentPorts ports, @Nullable Path file) {
    if (file != null) {
      AtomicFile.write(file, Json.pretty(ports));
    }
    System.out.println(AgentPorts.READY + Json.text(ports));
  }

  /** A server tells each start at info, and an engine on every machine that there is no GPU. */
  private static void quietLibraries() {
    String level = "org.slf4j.simpleLogger.log.";
    System.setProperty(level + "org.eclipse.jetty", "warn");
    System.setProperty(level + "ai.djl.onnxruntime.engine.OrtEngine", "error");
  }
}
