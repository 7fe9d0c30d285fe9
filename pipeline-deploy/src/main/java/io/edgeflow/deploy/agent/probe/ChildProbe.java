package io.edgeflow.deploy.agent.probe;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.process.JavaCommand;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a model in a Java process of its own, so that a file that crashes the runtime or eats all
 * memory takes that process down and not the agent. At most as many run at once as there are
 * processors.
 */
public final class ChildProbe implements Prober {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProbe.class);

  /** Starts the line in which the child says why it gives up. */
  static final String TOLD = "probe: ";

  private static final int SHOWN_CHARACTERS = 400;
  private static final String HEAP = "-Xmx256m";
  private static final String NATIVE_LIMIT = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=1g";

  private final Semaphore slots = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
  private final String mainClass;
  private final Duration timeout;

  /**
   * Tries models with this program's own class path.
   *
   * @param timeout how long a model may take to load and to answer the golden rows
   */
  public ChildProbe(Duration timeout) {
    this(ProbeMain.class.getName(), timeout);
  }

  ChildProbe(String mainClass, Duration timeout) {
    this.mainClass = mainClass;
    this.timeout = timeout;
  }

  @Override
  public ProbeReport probe(Path folder) throws RefusedException, IOException, InterruptedException {
    slots.acquire();
    try {
      run(folder);
    } finally {
      slots.release();
    }
    try {
      return Json.read(folder.resolve(ProbeReport.FILE), ProbeReport.class);
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.PROBE_FAILED, "the probe left no report", e);
    }
  }

  private void run(Path folder) throws RefusedException, IOException, InterruptedException {
    Path log = folder.resolve("probe.log");
    List<String> command =
        JavaCommand.of(
            System.getProperty("java.class.path"),
            List.of(HEAP, NATIVE_LIMIT),
            mainClass,
            List.of(folder.toString()));
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!child.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RefusedException(
            Refusal.PROBE_FAILED, "no answer within " + timeout.toSeconds() + " s");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    if (child.exitValue() != 0) {
      throw new RefusedException(
          Refusal.PROBE_FAILED, "exit code " + child.exitValue() + told(log));
    }
  }

  /** The last line with which the child told why, or else the last that is none of a stack. */
  private static String told(Path log) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    LOG.warn("A model's probe failed:\n{}", text);
    List<String> lines = text.lines().filter(ChildProbe::isWords).toList();
    String last =
        lines.stream()
            .filter(line -> line.startsWith(TOLD))
            .map(line -> line.substring(TOLD.length()))
            .reduce((one, next) -> next)
            .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    String shown = last.substring(0, Math.min(last.length(), SHOWN_CHARACTERS));
    return shown.isEmpty() ? "" : ": " + shown;
  }

  private static boolean isWords(String line) {
    return !line.isBlank() && !line.matches("\\s+(at |\\.\\.\\. \\d+ more).*");
  }
}
