package io.edgeflow.deploy.agent.probe;

import io.edgeflow.deploy.release.RefusedException;
import java.io.IOException;
import java.nio.file.Path;

/** Tries a model that was never run on this device before. Thread-safe. */
@FunctionalInterface
public interface Prober {
  /**
   * Loads the model and asks the golden rows.
   *
   * @param folder an unpacked, verified bundle with its statement
   * @throws RefusedException {@code probe_failed} when the attempt did not end well
   */
  ProbeReport probe(Path folder) throws RefusedException, IOException, InterruptedException;
}
