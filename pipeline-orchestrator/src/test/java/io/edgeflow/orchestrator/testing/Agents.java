package io.edgeflow.orchestrator.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes with local devices that this one has started. */
public final class Agents {
  private Agents() {}

  /** Those that have not ended. */
  public static List<ProcessHandle> alive() {
    return ProcessHandle.current().children().filter(Agents::isAgent).toList();
  }

  /** The one that there is, or will be within half a minute. */
  public static ProcessHandle only() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    List<ProcessHandle> alive = alive();
    while (alive.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      alive = alive();
    }
    if (alive.size() != 1) {
      throw new AssertionError("agents alive: " + alive);
    }
    return alive.get(0);
  }

  /** By the program alone: the system does not tell arguments as long as a class path. */
  private static boolean isAgent(ProcessHandle child) {
    return child.isAlive()
        && child.info().command().map(Path::of).filter(p -> p.endsWith("java")).isPresent();
  }
}
