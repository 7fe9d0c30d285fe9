package io.edgeflow.orchestrator.run;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run was made with, beside its configuration, seed and data.
 *
 * @param workflow the name in the configuration; runs of the same name are compared
 * @param git the state of the configuration's folder; null when it is in no repository
 * @param machine where it ran
 * @param engines versions by the engine's name
 */
public record Provenance(
    String workflow, @Nullable Git git, Machine machine, Map<String, String> engines) {
  /** Sorts the engines. */
  public Provenance {
    engines = Collections.unmodifiableMap(new TreeMap<>(engines));
  }

  /**
   * A commit.
   *
   * @param uncommittedChanges whether tracked files differ from it, or the configuration is not
   *     tracked
   */
  public record Git(String commit, boolean uncommittedChanges) {}

  /**
   * A machine.
   *
   * @param cpu the processor's name, or its architecture where the system tells none
   * @param memoryBytes of the machine
   * @param os the operating system and its version
   * @param java the Java that ran it
   */
  public record Machine(String cpu, int processors, long memoryBytes, String os, String java) {}
}
