package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program on a pseudo-terminal, which {@code script} of util-linux makes. */
final class TerminalProcess implements AutoCloseable {
  private static final long PATIENCE_S = 180;
  private static final byte CTRL_C = 3;

  private final Process process;
  private final Path output;

  private TerminalProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it with a terminal of some columns; skips the test where none can be made. */
  static TerminalProcess start(Path output, int columns, String... arguments) throws IOException {
    assumeTrue(hasScript(), "no util-linux script here, so no pseudo-terminal");
    String java = ProcessHandle.current().info().command().orElseThrow();
    String command =
        Stream.concat(
                Stream.of(java, "-Dai.djl.offline=true", Main.class.getName()),
                Stream.of(arguments))
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    // A build in the background ignores SIGINT, and so would the program, as it should.
    String heard =
        "$(env --default-signal=INT true 2>/dev/null && echo env --default-signal=INT,HUP)";
    String line = "stty cols " + columns + " rows 24; exec " + heard + " " + command;
    ProcessBuilder builder =
        new ProcessBuilder(List.of("script", "-qec", line, "/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("COLUMNS");
    return new TerminalProcess(builder.start(), output);
  }

  /** Waits until something holds, as long as the program lives. */
  void await(BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive()).as(shown()).isTrue();
      assertThat(System.nanoTime()).as(shown()).isLessThan(deadline);
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /** Presses Ctrl-C. */
  void interrupt() throws IOException {
    process.getOutputStream().write(CTRL_C);
    process.getOutputStream().flush();
  }

  /** Waits for the end and gives the exit code. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as(shown()).isTrue();
    return process.exitValue();
  }

  /** What the terminal was sent so far. */
  String shown() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static boolean hasScript() {
    try {
      Process asked = new ProcessBuilder("script", "--version").redirectErrorStream(true).start();
      String version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return version.contains("util-linux");
    } catch (IOException e) {
      return false;
    }
  }
}
