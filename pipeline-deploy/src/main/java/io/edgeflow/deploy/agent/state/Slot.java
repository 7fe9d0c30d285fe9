package io.edgeflow.deploy.agent.state;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.nio.file.Path;

/** An unpacked release on a device, verified from its signature down to each file. */
public record Slot(ReleaseStatement statement, Bundle bundle) {
  /** Opens a slot and verifies all of it. */
  public static Slot open(Path folder, ReleaseKey key) throws RefusedException {
    ReleaseStatement statement = signed(folder).verify(key);
    return new Slot(statement, Bundle.open(folder, statement));
  }

  private static SignedStatement signed(Path folder) throws RefusedException {
    try {
      return new Release(folder).signed();
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.HASH_MISMATCH, "the slot's statement is gone", e);
    }
  }
}
