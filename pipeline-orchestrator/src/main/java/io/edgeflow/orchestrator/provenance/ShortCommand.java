package io.edgeflow.orchestrator.provenance;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program of the system that answers at once, or is not asked any longer. */
final class ShortCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ShortCommand.class);
  private static final long PATIENCE_MS = 2000;

  private ShortCommand() {}

  /** What it prints; empty when it is not there, fails, or takes longer than two seconds. */
  static Optional<String> run(@Nullable Path folder, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder == null ? null : folder.toFile())
              .redirectError(Redirect.DISCARD)
              .start();
      return answer(process);
    } catch (IOException e) {
      LOG.debug("{} does not start", command, e);
      return Optional.empty();
    }
  }

  private static Optional<String> answer(Process process) throws IOException {
    process.getOutputStream().close();
    CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> read(process));
    try {
      String text = printed.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      boolean ended = process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("{} gives no answer", process.info().command().orElse(""), e);
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.debug("What a program prints cannot be read", e);
      return "";
    }
  }
}
